import TestSupport
import Testing

@testable import Soundscape

/// Labels and files drawn by how long their files are.
@Suite struct ChoiceByDurationTests {
  private func shares(_ yaml: String, of name: (Event) -> String) throws -> [String: Double] {
    let source = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank).scenes(seed: .integer(3))
    let scenes = try source.scenes(2_000)
    return scenes.flatMap(\.foregroundEvents).reduce(into: [:]) { $0[name($1), default: 0] += 1 / 2_000 }
  }

  /// Three deviations and more of a share of 2,000.
  private func expectShares(_ found: [String: Double], _ wanted: [String: Double]) {
    #expect(Set(found.keys) == Set(wanted.keys))
    for (name, share) in wanted { expectClose(found[name] ?? 0, share, within: 0.04) }
  }

  @Test func filesByTheirSeconds() throws {
    let all = try shares("events: [{label: horn, source_file: [choose_by_duration, []]}]") { $0.source.name }
    expectShares(all, ["horn0.wav": 0.5 / 38.5, "horn1.wav": 8 / 38.5, "horn2.wav": 30 / 38.5])
    let two = try shares("events: [{label: horn, source_file: [choose_by_duration, [horn1.wav, horn0.wav]]}]") {
      $0.source.name
    }
    expectShares(two, ["horn0.wav": 0.5 / 8.5, "horn1.wav": 8 / 8.5])
  }

  @Test func labelsByTheSecondsOfTheirFiles() throws {
    let found = try shares("events: [{label: [choose_by_duration, [cat, dog]]}]", of: \.label)
    expectShares(found, ["cat": 5.0 / 9, "dog": 4.0 / 9])
  }

  @Test func itIsWrittenAsItIsRead() throws {
    let recipe = try Recipes.read("events: [{label: horn, source_file: [choose_by_duration, [horn1.wav]]}]")
    #expect(recipe.events[0].sourceFile == .chooseByDuration(["horn1.wav"]))
    #expect(try RecipeReader.read(text: recipe.yaml, file: "").events[0].sourceFile == recipe.events[0].sourceFile)
    let error = failure { try Recipes.read("events: [{label: horn, snr: [choose_by_duration, [1]]}]") }
    #expect("\(String(describing: error))".contains("is not a distribution (found choose_by_duration)"))
  }
}
