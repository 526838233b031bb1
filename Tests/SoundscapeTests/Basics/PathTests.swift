import Testing

@testable import Soundscape

@Suite struct PathTests {
  @Test func joins() {
    #expect(Path.join("a", "b/c") == "a/b/c")
    #expect(Path.join("a/", "b") == "a/b")
    #expect(Path.join("/", "b") == "/b")
    #expect(Path.join("", "b") == "b")
    #expect(Path.join(".", "b") == "b")
    #expect(Path.join("a", "/b") == "/b")
    #expect(Path.join("a", "../b") == "a/../b")
  }

  @Test func takesApart() {
    #expect(Path.parent(of: "a/b/c.wav") == "a/b")
    #expect(Path.parent(of: "c.wav") == "")
    #expect(Path.parent(of: "/c.wav") == "/")
    #expect(Path.name(of: "a/b/c.wav") == "c.wav")
    #expect(Path.name(of: "c.wav") == "c.wav")
    #expect(Path.stem(of: "c.tar.gz") == "c.tar")
    #expect(Path.stem(of: ".hidden") == ".hidden")
    #expect(Path.stem(of: "plain") == "plain")
  }

  @Test(arguments: [
    ("/a/bank/x.wav", "/a/out", "../bank/x.wav"), ("/a/out/x", "/a/out", "x"), ("/a", "/a", "."),
    ("/a", "/a/b/c", "../.."), ("/b", "/", "b"), ("/abc/x", "/ab", "../abc/x"),
  ])
  func wayFromFolderToFile(path: String, folder: String, way: String) {
    #expect(Path.relative(path, to: folder) == way)
    #expect(FileSystem.absolutePath(Path.join(folder, way)) == path)
  }
}
