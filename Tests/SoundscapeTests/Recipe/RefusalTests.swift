import TestSupport
import Testing

@testable import Soundscape

/// An error is one line: file, line and column, key path, what it should be, what was found.
@Suite struct RefusalTests {
  private func check(_ bad: BadRecipe) {
    let error = failure { try RecipeReader.read(text: bad.yaml, file: "a.yaml") }
    guard let error, case .recipe = error else {
      Issue.record("not refused: \(bad.yaml)")
      return
    }
    #expect("\(error)" == bad.complaint)
  }

  @Test(arguments: BadRecipe.keys) func keys(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.values) func values(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.distributions) func distributions(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.cycles) func cycles(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.groups) func groups(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.lets) func lets(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.constraints) func constraints(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.variants) func variants(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.includes) func includes(bad: BadRecipe) { check(bad) }
  @Test(arguments: BadRecipe.texts) func texts(bad: BadRecipe) { check(bad) }

  @Test func filesThatCannotBeRead() throws {
    let folder = try TemporaryDirectory()
    func complaint(_ name: String) -> String {
      failure { try RecipeReader.read(file: folder.path(name)) }.map { "\($0)" } ?? "no error"
    }
    try FileSystem.write([0x64, 0xFF, 0xFE, 0x3A], to: folder.path("latin.yaml"))
    #expect(complaint("latin.yaml") == "\(folder.path("latin.yaml")): is not UTF-8 text")
    #expect(complaint("none.yaml") == "\(folder.path("none.yaml")): no such file or folder")
    #expect(complaint(".") == "\(folder.path(".")): is a folder, not a file")
    try FileSystem.write(Array("duration: 1\nduratoin: 2\n".utf8), to: folder.path("typo.yaml"))
    #expect(complaint("typo.yaml").hasPrefix("\(folder.path("typo.yaml")):2:1: duratoin: unknown key"))
  }
}
