import Foundation
import TestSupport
import Testing

@testable import Soundscape
@testable import SoundscapeTool

@Suite struct ExampleTests {
  private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)

  private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

  /// What is printed can be used from anywhere.
  @Test func everyExampleIsARecipeOfItsOwn() throws {
    let examples = ExampleRecipes(root: Self.checkout)
    let names = try examples.names()
    #expect(names.count >= 5 && names.contains("music-separation"))
    let folder = try TemporaryDirectory()
    for name in names {
      let file = folder.path("\(name).yaml")
      try write(try examples.text(of: name), file)
      let recipe = try RecipeReader.read(file: file)
      #expect(try Soundbank.scan(recipe.soundbank).soundbank.foreground.labels.count > 3, "\(name)")
      #expect(!(try examples.summary(of: name)).isEmpty)
    }
    let comments = try examples.text(of: "incoherent").split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(comments.count == 3)
    #expect(try examples.text(of: "rooms.yaml") == examples.text(of: "rooms"))
  }

  @Test func theListHasALineForEach() throws {
    let lines = try Example.lines(of: ExampleRecipes(root: Self.checkout))
    #expect(
      lines.contains { $0.hasPrefix("music-separation") && $0.hasSuffix("  Music source separation") }, "\(lines)")
    #expect(lines.allSatisfy { $0.contains("  ") })
  }

  @Test func unknownNamesGetTheNearest() {
    #expect {
      try ExampleRecipes(root: Self.checkout).text(of: "incoherant")
    } throws: {
      "\($0)".hasSuffix("has no example incoherant; did you mean incoherent?")
    }
  }

  /// Where `make install`, a wheel and a build put the program.
  @Test(arguments: [
    ("bin/soundscape", "share/soundscape"), ("soundscape/bin/soundscape", "soundscape/data"),
    (".build/x86_64/release/SoundscapeTool", "."),
  ])
  func theyAreFoundFromTheProgram(program: String, root: String) throws {
    let folder = try TemporaryDirectory()
    #expect(ExampleRecipes(of: folder.path(program)) == nil)
    try FileSystem.makeDirectories(folder.path("\(root)/examples"))
    try FileSystem.makeDirectories(folder.path("\(root)/soundbank/a bank, with: signs"))
    try FileSystem.makeDirectories(Path.parent(of: folder.path(program)))
    try write("", folder.path(program))
    let text = "# One: two\nduration: 1\nsoundbank: {foreground: ../soundbank, background: ../none}\n"
    try write(text, folder.path("\(root)/examples/one.yaml"))
    let examples = try #require(ExampleRecipes(of: folder.path(program)))
    #expect(try examples.names() == ["one"] && examples.summary(of: "one") == "One")
    let bank = FileSystem.realPath(folder.path("\(root)/soundbank"))
    #expect(try examples.text(of: "one").contains("{foreground: \(bank), background: ../none}"))
    // A path with signs of YAML is quoted.
    let other = "duration: 1\nsoundbank:\n  foreground: ../soundbank/a bank, with: signs\n".replacing(
      ": signs", with: " signs")
    try FileSystem.makeDirectories(folder.path("\(root)/soundbank/a bank, with signs"))
    try write(other, folder.path("\(root)/examples/two.yaml"))
    #expect(try examples.text(of: "two").contains("foreground: \"\(bank)/a bank, with signs\"\n"))
  }
}
