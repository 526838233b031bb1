import Testing

@testable import Soundscape

/// `cycle`: each once before any twice, over the whole data set, whichever worker draws a mixture.
@Suite struct CycleTests {
  private let bank = Soundbank(
    foreground: Recipes.side("fg", [("cat", [2, 3, 4, 5, 6]), ("dog", [4, 4, 4])]),
    background: Recipes.side("bg", [("rain", [20, 20, 20])]))

  private func instantiator(_ yaml: String) throws -> Instantiator {
    try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank)
  }

  private func events(_ yaml: String, count: Int) throws -> [[Event]] {
    try instantiator(yaml).scenes(seed: .integer(2)).scenes(count).map(\.events)
  }

  /// Every round of the uses holds each value once.
  private func expectRounds<Value: Hashable>(_ values: [Value], of count: Int) {
    for start in stride(from: 0, to: values.count - count + 1, by: count) {
      #expect(Set(values[start..<(start + count)]).count == count, "round at \(start)")
    }
  }

  @Test func filesOfALabel() throws {
    let files = try events("events: [{label: cat, source_file: [cycle, []]}]", count: 50).map { $0[0].source.name }
    expectRounds(files, of: 5)
    let rounds = Set(stride(from: 0, to: 50, by: 5).map { files[$0..<($0 + 5)] })
    #expect(rounds.count > 3, "each round has its own order")
  }

  @Test func copiesGoOnWithOneCycle() throws {
    let files = try events("events: [{label: cat, count: 2, source_file: [cycle, []]}]", count: 50)
      .flatMap { $0.map(\.source.name) }
    expectRounds(files, of: 5)
  }

  @Test func labelsNumbersAndBackgrounds() throws {
    let drawn = try events(
      "background: [{source_file: [cycle, []]}]\nevents: [{label: [cycle, []], snr: [cycle, [0, 5, 10, 20]]}]",
      count: 48)
    expectRounds(drawn.map { $0[0].source.name }, of: 3)
    expectRounds(drawn.map { $0[1].label }, of: 2)
    expectRounds(drawn.map { $0[1].snr }, of: 4)
  }

  /// Where counts and labels are random, the cycle still leaves nothing out.
  @Test func randomCountsAndLabels() throws {
    let drawn = try events(
      "events: [{count: [uniform, 0, 3], label: [choose, []], source_file: [cycle, []]}]", count: 200
    )
    .flatMap { $0 }
    expectRounds(drawn.filter { $0.label == "cat" }.map(\.source.name), of: 5)
    expectRounds(drawn.filter { $0.label == "dog" }.map(\.source.name), of: 3)
  }

  @Test(arguments: [
    "events: [{label: cat, source_file: [cycle, []]}]",
    "events: [{name: x, count: [uniform, 0, 3], label: [choose, []], source_file: [cycle, []]}]",
    "events: [{label: cat, source_file: [cycle, []]}]\nvariants: [{weight: 1, set: {}}, {weight: 1, set: {events: []}}]",
  ])
  func aMixtureAloneKnowsItsFile(yaml: String) throws {
    let instantiator = try instantiator(yaml)
    let inARow = try instantiator.scenes(seed: .integer(2)).scenes(600)
    for index in [599, 300, 0, 1, 256, 255, 511, 512, 42] {
      // A counter that has not been used before.
      let fresh = try self.instantiator(yaml)
      #expect(try fresh.scene(index: index, seed: .integer(2)).value == inARow[index])
    }
    // Backwards, and so from what was kept.
    for index in stride(from: 599, through: 0, by: -37) {
      #expect(try instantiator.scene(index: index, seed: .integer(2)).value == inARow[index])
    }
  }

  @Test func aCycleYieldsToDistinctSources() throws {
    let instantiator = try instantiator(
      "constraints: {distinct_sources: true}\nevents: [{label: dog, count: 2, source_file: [cycle, []]}]")
    let scenes = instantiator.scenes(seed: .integer(2))
    var broken = 0
    for index in 0..<60 {
      let drawn = try scenes.scene(at: index)
      #expect(drawn.value.events[0].source != drawn.value.events[1].source)
      broken += drawn.warnings.count { $0.kind == .cycleBroken }
    }
    #expect(broken > 0, "three files and two a mixture: at the seam of two rounds one can come twice")
  }
}
