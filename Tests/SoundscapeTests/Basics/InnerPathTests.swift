import Testing

@testable import Soundscape

@Suite struct InnerPathTests {
  private func problem(_ text: String) -> String? {
    do throws(InnerPath.Refusal) {
      _ = try InnerPath(text)
      return nil
    } catch { return error.problem }
  }

  @Test(
    "What leads out of a root, or nowhere, is refused",
    arguments: [
      "", "/", "/etc/passwd", "..", ".", "../a", "a/..", "a/../b", "a/./b", "a//b", "a/", "./a", "a\0b", "a/b\0/c",
      "/\u{301}a", "..\0", String(repeating: "x", count: 256), "a/" + String(repeating: "é", count: 128),
    ])
  func refuses(text: String) { #expect(problem(text)?.contains("is not a path inside the data set: ") == true) }

  @Test(arguments: [
    "a", "a/b/c.wav", "...", "..a/b..", ".hidden", "a\\..\\b", "é", String(repeating: "x", count: 255), "a b/ c",
  ])
  func takes(text: String) { #expect(problem(text) == nil) }

  @Test func saysWhatIsWrong() {
    #expect(problem("../a.wav") == "../a.wav is not a path inside the data set: it has a part ..")
    #expect(problem("a\nb/../c") == "\"a\\nb/../c\" is not a path inside the data set: it has a part ..")
    #expect(InnerPath.problem(ofName: "a/b") == "it has a /")
    #expect(InnerPath.problem(ofName: "..") == "it has a part ..")
    #expect(InnerPath.problem(ofName: "rain") == nil)
  }

  @Test func partsAndFolders() throws {
    let path = try InnerPath("a/b/c.wav")
    #expect(path.parts == ["a", "b", "c.wav"] && path.name == "c.wav")
    #expect(path.parents.map(\.text) == ["a/b", "a"])
    #expect(try InnerPath("c.wav").parent == nil)
  }

  @Test func isComparedByBytes() throws {
    #expect(try InnerPath("e\u{301}") != InnerPath("\u{E9}"))
    #expect(try Set([InnerPath("e\u{301}"), InnerPath("\u{E9}"), InnerPath("\u{E9}")]).count == 2)
  }

  @Test func namesOfTheDataSetItself() {
    for name in ["manifest.jsonl", "MANIFEST.jsonl", "manifest.jsonl.partial", ".soundscape"] {
      #expect(InnerPath.isReserved(name))
    }
    #expect(!InnerPath.isReserved("000000"))
    #expect(InnerPath.staged(named: InnerPath.staged(12).name) == .staged(12))
    let start = "soundscape-unfinished-"
    for name in [
      "lock", "12.partial", "\(start)x.partial", "\(start)-1.partial", "\(start)01.partial", "\(start)12.partial.wav",
    ] {
      #expect(InnerPath.staged(named: name) == nil)
    }
  }
}
