import TestSupport
import Testing

@testable import Soundscape

/// Constrained scenes have the law of unconstrained ones that happen to keep the constraints: of durations, onsets, files
/// and labels together.
///
/// Seeds are fixed, and with them the outcome: another seed would exceed the bound once in thousands of runs.
@Suite struct JointLawTests {
  /// How many scenes and recipes are tried: those of `make interop-full` take an hour.
  private struct Size {
    /// Scenes of a recipe; by chains alone; and how many without constraints are looked at for comparison.
    var count, chainCount, most: Int
    var seeds, chainSeeds: Range<UInt64>
    /// Of the crowded recipes, by chains alone.
    var chainRecipes: Int
  }

  private static let size: Size = {
    #if DEBUG
      Size(count: 150, chainCount: 20, most: 3_000, seeds: 0..<10, chainSeeds: 2..<4, chainRecipes: 1)
    #else
      isThorough
        ? Size(count: 4_000, chainCount: 1_000, most: 400_000, seeds: 0..<30, chainSeeds: 0..<30, chainRecipes: 7)
        : Size(count: 1_000, chainCount: 60, most: 20_000, seeds: 0..<30, chainSeeds: 2..<6, chainRecipes: 2)
    #endif
  }()

  private func expectLaw(
    _ yaml: String, bounds: JointBounds = JointBounds(), seed: UInt32 = 1, bank: Soundbank = JointFixture.bank
  ) throws {
    let fixture = try JointFixture(yaml, bank: bank)
    let expected = try fixture.rejected(2 * Self.size.count, most: Self.size.most, seed: seed + 1_000)
    // Too rare to compare with.
    guard expected.count >= 100 else { return }
    // Rare ones cost thousands of tries each.
    let isRare = expected.count < 2 * Self.size.count
    let count = bounds.takesTries && !isRare ? Self.size.count : Self.size.chainCount
    let found = try fixture.scenes(count, seed: seed, bounds: bounds)
    for scene in found { #expect(try fixture.keeps(scene), "\(yaml)\n\(scene.events)") }
    let worst = fixture.distance(found, expected)
    #expect(worst.distance < JointFixture.mostDistance, "\(worst) of \(expected.count), seed \(seed)\n\(yaml)")
  }

  /// A recipe that asks for what cannot be is refused, and another one is made.
  private func recipe(_ seed: UInt64) -> String {
    var random = RandomConstraints(seed: seed)
    while true {
      let yaml = random.recipe()
      if (try? JointFixture(yaml)) != nil { return yaml }
    }
  }

  @Test(arguments: size.seeds) func smallRecipes(seed: UInt64) throws {
    try expectLaw(recipe(seed), seed: UInt32(seed))
  }

  /// No try is taken: all is left to the chains.
  private static let onlyChains: JointBounds = {
    var bounds = JointBounds()
    bounds.mixtures = 400...400
    bounds.takesTries = false
    return bounds
  }()

  @Test(arguments: size.chainSeeds) func smallRecipesByChain(seed: UInt64) throws {
    try expectLaw(recipe(seed), bounds: Self.onlyChains, seed: UInt32(seed))
  }

  static let crowded = [
    """
    constraints: {max_polyphony: 2}
    events: [{label: dog, count: 5, event_duration: [uniform, 0.4, 3], event_time: [uniform, 0, 10]}]
    """,
    """
    constraints: {no_overlap: all}
    events:
      - {label: dog, event_duration: [uniform, 0.5, 2.5], event_time: [uniform, 0, 10]}
      - {label: dog, event_duration: 2, event_time: [normal, 5, 1]}
    """,
    """
    constraints: {no_overlap: all}
    events: [{label: dog, count: 4, event_duration: [uniform, 0.4, 3], event_time: [uniform, 0, 10]}]
    """,
    """
    constraints: {no_overlap: all}
    events: [{label: [choose, []], count: 4, event_time: [uniform, 0, 10]}]
    """,
    """
    constraints: {max_polyphony: 2}
    fit: clamp
    events: [{label: dog, count: 4, event_duration: [uniform, 2, 4], event_time: [uniform, 0, 10]}]
    """,
    """
    constraints: {no_overlap: same_label, distinct_sources: true}
    events: [{label: [choose, []], count: 4, event_time: [normal, 4, 2]}]
    """,
    """
    constraints: {no_overlap: all}
    events:
      - {label: dog, count: 4, event_duration: [uniform, 0.6, 3], event_time: [uniform, 0, 10]}
      - {label: dog, event_duration: [uniform, 1, 3], event_time: [normal, 5, 1]}
    """,
  ]

  @Test(arguments: crowded) func crowdedRecipes(yaml: String) throws { try expectLaw(yaml) }

  @Test(arguments: crowded.prefix(size.chainRecipes)) func crowdedRecipesByChain(yaml: String) throws {
    try expectLaw(yaml, bounds: Self.onlyChains)
  }

  /// What constraints do not concern is as without them, and so is a mixture that happens to keep them.
  @Test func theFirstTryIsTheMixtureWithoutConstraints() throws {
    let fixture = try JointFixture(Self.crowded[0])
    let free = try JointFixture(Self.crowded[0].split(separator: "\n").dropFirst().joined(separator: "\n"))
    var count = 0
    for (scene, other) in zip(try fixture.scenes(200), try free.scenes(200)) {
      #expect(scene.events.map(\.snr).sorted() == other.events.map(\.snr).sorted())
      guard try fixture.keeps(other) else { continue }
      count += 1
      #expect(scene.events.map(\.eventTime) == other.events.map(\.eventTime))
      #expect(scene.events.map(\.eventDuration) == other.events.map(\.eventDuration))
    }
    #expect(count > 10)
  }
}
