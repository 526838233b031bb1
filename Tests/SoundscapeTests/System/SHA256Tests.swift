import TestSupport
import Testing

@testable import Soundscape

@Suite struct SHA256Tests {
  /// FIPS 180-2, appendix B.
  static let vectors = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: vectors) func matchesTheStandard(text: String, digest: String) throws {
    #expect(SHA256Hasher.hexDigest(of: text) == digest)
    let folder = try TemporaryDirectory()
    try FileSystem.write(Array(text.utf8), to: folder.path("text"))
    #expect(try SHA256Hasher.hexDigest(ofFile: folder.path("text")) == digest)
  }

  @Test func partsGiveTheSameAsTheWhole() {
    var hasher = SHA256Hasher()
    hasher.update(Array("a".utf8))
    hasher.update([])
    let rest = Array("bc".utf8)
    hasher.update(rest.span)
    let digest = hasher.hexDigest()
    #expect(digest == SHA256Hasher.hexDigest(of: "abc"))
  }

  @Test func filesLongerThanABlock() throws {
    let folder = try TemporaryDirectory()
    let bytes = (0..<(FileSystem.blockSize + 1000)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try FileSystem.write(bytes, to: folder.path("long"))
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    let digest = hasher.hexDigest()
    #expect(try SHA256Hasher.hexDigest(ofFile: folder.path("long")) == digest)
  }

  @Test func aMissingFileIsAnError() {
    #expect(throws: SoundscapeError.source(path: "/no/such", problem: "no such file or folder")) {
      _ = try SHA256Hasher.hexDigest(ofFile: "/no/such")
    }
  }
}
