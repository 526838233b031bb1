import TestSupport
import Testing

@testable import Soundscape

/// Texts as editors and other programs write them, and what is not a text.
@Suite struct RecipeTextTests {
  private let head = "duration: 1\nsoundbank: {foreground: fg}\n"

  private func label(_ text: String) throws -> Choice? {
    try RecipeReader.read(text: text, file: "").events.first?.label
  }

  @Test func aByteOrderMarkIsSkipped() throws {
    #expect(try RecipeReader.read(text: "\u{FEFF}" + head, file: "").duration == 1)
    let error = failure { try RecipeReader.read(text: "\u{FEFF}duratoin: 1", file: "a.yaml") }
    #expect(error?.description.hasPrefix("a.yaml:1:1: duratoin: unknown key") == true)
  }

  @Test(
    "JSON's pairs of escapes are one character",
    arguments: [
      ("\\ud83d\\ude00", "😀"), ("a\\uD83D\\uDE00b", "a😀b"), ("\\ud83d\\ude00\\ud83d\\ude01", "😀😁"),
      ("\\\\ud83d", "\\ud83d"), ("\\\\\\ud83d\\ude00", "\\😀"), ("\\u00e4", "ä"),
    ])
  func pairs(escaped: String, wanted: String) throws {
    let text = "{\"duration\": 1, \"soundbank\": {\"foreground\": \"fg\"}, \"events\": [{\"label\": \"\(escaped)\"}]}"
    #expect(try label(text) == .const(wanted))
  }

  @Test func outsideJSONBackslashesStay() throws {
    #expect(try label(head + "events: [{label: 'a\\ud83d\\ude00'}]") == .const("a\\ud83d\\ude00"))
  }

  @Test("Only plain files are read", arguments: ["/dev/zero", "/dev/urandom", "/dev/null"])
  func devices(path: String) throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write(Array((head + "include: \(path)").utf8), to: folder.path("a.yaml"))
    let included = failure { try RecipeReader.read(file: folder.path("a.yaml")) }
    #expect(included?.description.hasSuffix("a.yaml:3:10: include: \(path): is not a plain file") == true)
    #expect(failure { try RecipeReader.read(file: path) }?.description == "\(path): is not a plain file")
  }

  @Test func aFileThatIsTooLargeIsNotRead() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write(Array(repeating: UInt8(ascii: "#"), count: 100), to: folder.path("a.yaml"))
    let error = failure { try FileSystem.readPlain(folder.path("a.yaml"), most: 99) }
    #expect(error?.description.hasSuffix("is too large (found 100 bytes, at most 99 are read)") == true)
  }

  @Test func anErrorDoesNotRepeatAWholeFile() throws {
    let folder = try TemporaryDirectory()
    let passwords = (0..<200).map { "user\($0):x:\($0)" }.joined(separator: "\n")
    for text in [passwords, passwords.replacing("\n", with: " ")] {
      try FileSystem.write(Array(text.utf8), to: folder.path("passwd"))
      try FileSystem.write(Array((head + "include: passwd").utf8), to: folder.path("a.yaml"))
      let error = try #require(failure { try RecipeReader.read(file: folder.path("a.yaml")) }).description
      #expect(error.utf8.count < 400 && !error.contains("user150"), "\(error)")
    }
  }

  @Test func aliasesOfAliasesAreRefusedAtOnce() {
    var text = head + "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, last) in zip("bcdefg", "abcdef") {
      text += "\(name): &\(name) [\(Array(repeating: "*\(last)", count: 10).joined(separator: ", "))]\n"
    }
    let error = failure { try RecipeReader.read(text: text, file: "a.yaml") }
    #expect(error?.description.contains("aliases repeat more than 100000 values") == true)
  }
}
