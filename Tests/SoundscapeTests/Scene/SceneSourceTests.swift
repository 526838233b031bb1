import Testing

@testable import Soundscape

/// What draws scenes: a recipe's keyed draws, Scaper's stream, and other sources.
@Suite struct SceneSourceTests {
  private let cycling = """
    events: [{name: x, count: [uniform, 0, 3], label: [choose, []], source_file: [cycle, []]}]
    """

  private func keyed(_ instantiator: Instantiator, seed: UInt32 = 2) throws -> KeyedScenes {
    try #require(instantiator.scenes(seed: .integer(seed)) as? KeyedScenes)
  }

  /// Counted in selections of events, not in time: 350 ms a call far into a data set, where each began again.
  @Test func cyclesAreFollowedFromWhereTheyWereKnown() throws {
    let instantiator = try Instantiator(recipe: try Recipes.read(cycling), soundbank: Recipes.bank)
    let far = 2_000
    _ = try instantiator.scene(index: far, seed: .integer(2))
    let cycles = try keyed(instantiator).cycles
    #expect(cycles.selectionCount == far)
    for index in far..<(far + 20) { _ = try instantiator.scene(index: index, seed: .integer(2)) }
    #expect(cycles.selectionCount == far + 19)
    // A copy of the instantiator knows them too.
    let copy = instantiator
    _ = try copy.scene(index: far + 20, seed: .integer(2))
    #expect(cycles.selectionCount == far + 20)
  }

  @Test func eachSeedHasItsScenes() throws {
    let instantiator = try Instantiator(recipe: try Recipes.read(cycling), soundbank: Recipes.bank)
    let first = try keyed(instantiator, seed: 0)
    #expect(try keyed(instantiator, seed: 0) === first)
    #expect(try keyed(instantiator, seed: 1) !== first)
    // More seeds than are kept: they are found again, as they were.
    let scene = try instantiator.scene(index: 40, seed: .integer(0)).value
    for seed in 1..<40 { _ = try instantiator.scene(index: 1, seed: .integer(UInt32(seed))) }
    #expect(try instantiator.scene(index: 40, seed: .integer(0)).value == scene)
  }

  private let scaper = """
    semantics: scaper
    background: [{source_time: [choose, [0, 1, 9]]}]
    events: [{count: [uniform, 0, 3], event_time: [uniform, 0, 5], source_time: [choose, [0, 1, 2, 8]]}]
    """

  /// One stream through all draws, and lists that stay edited: the same scene by itself, again, and out of order.
  @Test func aStreamIsTheSameInAnyOrder() throws {
    let recipe = try Recipes.read(scaper)
    let inARow = try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(5)).first(30)
    let instantiator = try Instantiator(recipe: recipe, soundbank: Recipes.bank)
    let scenes = instantiator.scenes(seed: .integer(5))
    #expect(!scenes.isRandomAccess)
    for index in [29, 3, 4, 4, 0, 12] {
      #expect(try scenes.scene(at: index) == inARow[index].get(), "\(index)")
    }
  }

  /// The scenes of another source, at other places.
  private struct Reversed: SceneSource {
    let source: any SceneSource
    let count: Int
    let isRandomAccess: Bool
    let identity = "reversed"

    func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> {
      if index == 1 { throw .draw(event: "one", problem: "left out") }
      var drawn = try source.scene(at: count - 1 - index)
      drawn.value.index = index
      return drawn
    }
  }

  @Test(arguments: [true, false]) func anySourceCanBeMadeIntoADataSet(isRandomAccess: Bool) throws {
    let fixture = try DatasetFixture()
    let instantiator = try Instantiator(recipe: fixture.recipe, soundbank: fixture.soundbank)
    let source = Reversed(
      source: instantiator.scenes(seed: fixture.recipe.seed), count: 4, isRandomAccess: isRandomAccess)
    var generator = try fixture.generator("reversed", 0..<4, jobs: 2)
    generator.engine.scenes = source
    let summary = try generator.run()
    #expect(summary.failures.groups.flatMap(\.indices) == [1])
    _ = try fixture.generator("forward", 0..<4).run()
    let (reversed, forward) = (try fixture.tree("reversed"), try fixture.tree("forward"))
    for (index, other) in [(0, 3), (2, 1), (3, 0)] {
      #expect(reversed["00000\(index)/mixture.wav"] == forward["00000\(other)/mixture.wav"])
      #expect(reversed["00000\(index)/mixture.wav"] != nil)
    }
    #expect(reversed["000001/mixture.wav"] == nil)
    var forecaster = DatasetForecaster(engine: try fixture.engine(), indices: 0..<4)
    forecaster.engine.scenes = source
    let forecast = try forecaster.run()
    #expect(forecast.failures == ["one: left out": 1] && forecast.drawnCount == 4)
  }
}
