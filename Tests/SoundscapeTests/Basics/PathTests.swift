import TestSupport
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

  /// Names of what Swift joins to the character before it, of dots and of letters.
  private static func names(_ count: Int) -> [String] {
    let parts = [
      "\u{301}", "\u{200D}", "\u{FE0F}", "\u{1F3FD}", "e", "\u{e9}", ".", "\u{1112}", "\u{1161}", " ", "\u{D}",
    ]
    var generator = SmallGenerator(seed: 31)
    return (0..<count).map { _ in
      (0...Int.random(in: 0...4, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
    }.filter { $0 != "." && $0 != ".." }
  }

  @Test func whateverANameBeginsWithItIsSplitAtTheSlash() throws {
    let names = Self.names(400)
    for (a, b) in zip(names, names.dropFirst()) {
      let path = Path.join(a, b)
      #expect(hasSameBytes(path, a + "/" + b) && Path.isBelow(path))
      #expect(hasSameBytes(Path.name(of: path), b) && hasSameBytes(Path.parent(of: path), a))
      #expect(areSameNames(Path.parts(of: "/" + path + "/"), [a, b]))
      let root = Path.join("/", a)
      #expect(Path.isAbsolute(root) && hasSameBytes(Path.parent(of: root), "/"))
      #expect(hasSameBytes(Path.join("x", root), root))
      #expect(Path.isAt(Path.join(root, b), orBelow: root) && !Path.isAt(root + b, orBelow: root))
      let way = Path.relative(Path.join(root, b), to: "/\(b)/c")
      #expect(hasSameBytes(FileSystem.absolutePath(Path.join("/\(b)/c", way)), Path.join(root, b)))
      #expect(hasSameBytes(Path.stem(of: a + "x.wav"), a + "x"))
      let inner = try InnerPath(path)
      #expect(hasSameBytes(inner.name, b) && areSameNames(inner.parts, [a, b]))
    }
  }

  @Test func textsAreSearchedByBytes() {
    #expect("/\u{301}".begins(with: "/") && "a\u{301}".begins(with: "a") && !"a".begins(with: "ab"))
    #expect("x/\u{301}".ends(with: "/\u{301}") && "x.\u{301}".holds(".") && !"e\u{301}".ends(with: "\u{e9}"))
    #expect("be\u{301}c".holds(bytesOf: "e\u{301}") && !"be\u{301}c".holds(bytesOf: "\u{e9}"))
    #expect("a=\u{301}b=c".halves(at: "=").map { hasSameBytes($0.after, "\u{301}b=c") } == true)
    #expect("a.b.\u{301}".halves(atLast: ".").map { $0.before == "a.b" && hasSameBytes($0.after, "\u{301}") } == true)
    #expect(hasSameBytes("$\u{301}a".dropping(bytes: 1), "\u{301}a") && "ab".halves(at: "=") == nil)
  }
}
