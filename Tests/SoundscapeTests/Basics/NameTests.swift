import TestSupport
import Testing

@testable import Soundscape

/// Names that only look alike are two; texts that would break a line are shown as one.
@Suite struct NameTests {
  static let composed = "caf\u{e9}"
  static let decomposed = "cafe\u{301}"

  @Test func twinsAreTwoInATable() {
    #expect(Self.composed == Self.decomposed, "what Swift says of them")
    var counts: NameTable<Int> = [:]
    counts[Self.composed, default: 0] += 1
    counts[Self.decomposed, default: 0] += 2
    #expect(counts.count == 2 && counts[Self.composed] == 1 && counts[Self.decomposed] == 2)
    #expect(counts != [Self.composed: 2, Self.decomposed: 1])
    #expect(NameSet([Self.composed, Self.decomposed, Self.composed]).count == 2)
    #expect(NameSet([Self.composed]) != NameSet([Self.decomposed]))
  }

  @Test func anExactNameComesBeforeOneThatLooksAlike() {
    #expect([Self.decomposed, Self.composed].index(ofName: Self.composed) == 1)
    #expect([Self.decomposed].index(ofName: Self.composed) == 0)
    #expect(["cafe"].index(ofName: Self.composed) == nil)
  }

  @Test func twinsAreTwoMembersOfAnObject() throws {
    let json = "{\"\(Self.composed)\": 1, \"\(Self.decomposed)\": 2}"
    let tree = try JSONTree(json: json.utf8)
    #expect(tree.members?.count == 2 && tree[Self.decomposed] == .integer(2))
  }

  /// As the bytes say, whatever the texts' lengths and wherever they differ.
  @Test func namesAreComparedByteByByte() {
    var random = SmallGenerator(seed: 20)
    let pieces = ["a", "b", "\0", "/", "\u{e9}", "e\u{301}", "\u{1F600}", "abcdefgh", "\u{7f}", "\u{ffff}"]
    for _ in 0..<3_000 {
      let start = (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let ends = (0..<2).map { _ in
        (0..<Int.random(in: 0...3, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      let (a, b) = (start.joined() + ends[0], start.joined() + ends[1])
      let (first, second) = (Array(a.utf8), Array(b.utf8))
      #expect(hasSameBytes(a, b) == (first == second), "\(a) \(b)")
      #expect(isInByteOrder(a, b) == first.lexicographicallyPrecedes(second), "\(a) \(b)")
    }
  }

  @Test func whatBreaksALineIsEscaped() {
    #expect(printable("a\u{1b}[31m\nb\t.wav") == "a\\u{1b}[31m\\nb\\t.wav")
    #expect(printable("caf\u{e9} \u{1F600}.wav") == "caf\u{e9} \u{1F600}.wav")
    #expect(printable("a\u{2028}b\u{202E}c\u{85}") == "a\\u{2028}b\\u{202e}c\\u{85}")
    #expect(printable(bytes: [0x63, 0xE9, 0x2E, 0xC3, 0xA9, 0x0A]) == "c\\xe9.\u{e9}\\n")
    #expect("\(SoundscapeError.source(path: "a\nb", problem: "x"))" == "a\\nb: x")
  }
}
