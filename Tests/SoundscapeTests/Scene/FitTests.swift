import Testing

@testable import Soundscape

/// How drawn times are made to fit, and that they do not pile up there.
@Suite struct FitTests {
  private let bank = Soundbank(
    foreground: Recipes.side("fg", [("dog", [4]), ("long", [60])]), background: Recipes.side("bg", [("rain", [20])]))

  private func scenes(_ yaml: String, count: Int) throws -> [(scene: Scene, warnings: [Warning])] {
    let scenes = try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank).scenes(seed: .integer(11))
    return try scenes.first(count).map { drawn in (try drawn.get().value, try drawn.get().warnings) }
  }

  private func onsets(_ fit: String, _ time: String, count: Int = 4_000) throws -> [Double] {
    try scenes("fit: \(fit)\nevents: [{label: dog, event_time: \(time)}]", count: count)
      .map { $0.scene.events[0].eventTime }
  }

  /// χ² of a histogram of equal bins, and the bound that one histogram in 10,000 exceeds: Wilson and Hilferty's.
  private func chiSquare(_ values: [Double], _ range: ClosedRange<Double>, bins: Int = 20) -> (
    value: Double, bound: Double
  ) {
    var counts = [Double](repeating: 0, count: bins)
    let width = range.upperBound - range.lowerBound
    for value in values { counts[min(bins - 1, max(0, Int((value - range.lowerBound) / width * Double(bins))))] += 1 }
    let expected = Double(values.count) / Double(bins)
    let freedom = Double(bins - 1)
    let root = 1 - 2 / (9 * freedom) + 3.719 * (2 / (9 * freedom)).squareRoot()
    return (counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }, freedom * root * root * root)
  }

  /// 4 s events of uniform(0, 10) in 10 s: Scaper puts 43 % of them at exactly 6 s.
  @Test func onsetsAreUniformOverWhatFits() throws {
    let conditional = try onsets("conditional", "[uniform, 0, 10]")
    let (value, bound) = chiSquare(conditional, 0...6)
    #expect(value < bound, "χ² \(value)")
    #expect(conditional.allSatisfy { (0...6).contains($0) } && conditional.count { $0 == 6 } == 0)

    let clamped = try onsets("clamp", "[uniform, 0, 10]")
    let piled = Double(clamped.count { $0 == 6 }) / Double(clamped.count)
    #expect(abs(piled - 0.4) < 0.03, "Scaper's pile-up, without its rounding of drawn durations: \(piled)")
    #expect(chiSquare(clamped, 0...6).value > 10 * bound)
  }

  @Test func resamplingGivesTheSameLawAsConditioning() throws {
    let resampled = try onsets("resample", "[uniform, 0, 10]")
    let (value, bound) = chiSquare(resampled, 0...6)
    #expect(value < bound, "χ² \(value)")
  }

  /// By the probability integral transform: what was drawn is uniform under the law cut to what fits.
  @Test(arguments: ["[normal, 5, 3]", "[truncnorm, 8, 2, 1, 9.5]", "[uniform, 3, 30]", "[normal, -2, 1]"])
  func eachDistributionKeepsItsShapeOverWhatFits(time: String) throws {
    let recipe = try Recipes.read("events: [{label: dog, event_time: \(time)}]")
    let onsets = try onsets("conditional", time)
    let distribution = recipe.events[0].eventTime
    let mass = distribution.probability(in: 0...6)
    let transformed = onsets.map { distribution.probability(in: 0...$0) / mass }
    let (value, bound) = chiSquare(transformed, 0...1)
    #expect(value < bound, "χ² \(value)")
  }

  @Test func aChoiceIsMadeFromWhatFits() throws {
    let onsets = try onsets("conditional", "[choose, [1, 3, 5, 7, 9]]", count: 3_000)
    #expect(Set(onsets) == [1, 3, 5])
    for time in [1.0, 3, 5] { #expect(abs(onsets.count { $0 == time } - 1_000) < 130) }
    let weighted = try self.onsets("conditional", "[choose_weighted, [2, 6, 8], [0.1, 0.3, 0.6]]", count: 3_000)
    #expect(Set(weighted) == [2, 6])
    #expect(abs(weighted.count { $0 == 6 } - 2_250) < 120)
  }

  @Test func sourceTimesAndDurationsFitToo() throws {
    let drawn = try scenes(
      "events: [{label: dog, source_time: [uniform, 0, 4], event_duration: [uniform, 1, 30]}]", count: 3_000)
    #expect(drawn.allSatisfy { $0.warnings.isEmpty })
    let durations = drawn.map { $0.scene.events[0].eventDuration }
    let (value, bound) = chiSquare(durations, 1...4)
    #expect(value < bound, "χ² \(value)")
    let places = drawn.map { $0.scene.events[0].sourceTime / (4 - $0.scene.events[0].eventDuration) }
    #expect(places.allSatisfy { (0...1).contains($0) })
    let (uniform, most) = chiSquare(places, 0...1)
    #expect(uniform < most, "χ² \(uniform)")
  }

  @Test func aStretchedDurationFitsTheMixture() throws {
    let drawn = try scenes(
      "events: [{label: long, event_duration: [uniform, 1, 60], time_stretch: [uniform, 0.5, 2]}]", count: 500)
    for (scene, warnings) in drawn {
      #expect(warnings.isEmpty && scene.events[0].duration <= 10 + 1e-9)
      #expect(scene.events[0].drawn?.eventDuration.range?.upperBound == 10 / (scene.events[0].timeStretch ?? 1))
      #expect(scene.events[0].drawn?.eventDuration.range?.lowerBound == 0)
    }
  }

  @Test func whatFitsNowhereIsMovedAndTold() throws {
    for (scene, warnings) in try scenes("events: [{label: dog, event_time: [uniform, 8, 9]}]", count: 20) {
      #expect(scene.events[0].eventTime == 6)
      #expect(warnings.map(\.kind) == [.eventTimeMoved])
      #expect((8...9).contains(scene.events[0].drawn?.eventTime.value ?? 0))
    }
  }

  @Test func clampTellsWhatItMoved() throws {
    let drawn = try scenes("fit: clamp\nevents: [{label: dog, event_time: [uniform, 0, 10]}]", count: 200)
    for (scene, warnings) in drawn {
      let before = try #require(scene.events[0].drawn?.eventTime.value)
      #expect(scene.events[0].eventTime == min(before, 6))
      #expect(warnings.isEmpty == (before <= 6))
      if let warning = warnings.first { #expect(warning.before == before && warning.after == 6) }
    }
  }

  @Test func errorRefusesAndSaysHowMuchFits() throws {
    let error = failure { try scenes("fit: error\nevents: [{label: dog, event_time: 8.5}]", count: 1) }
    #expect(error.map { "\($0)" } == "dog: event_time: 8.5 s was drawn and at most 6 s fits")
    #expect(try scenes("fit: error\nevents: [{label: dog, event_time: 6}]", count: 1)[0].scene.events[0].eventTime == 6)
  }

  @Test func resamplingEnds() throws {
    let error = failure { try scenes("fit: resample\nevents: [{label: dog, event_time: [uniform, 7, 8]}]", count: 1) }
    #expect(error.map { "\($0)" } == "dog: event_time: none of 1000 draws is at most the 6 s that fit")
  }

  /// A short file does not shorten the list for the files after it, as it does permanently in Scaper.
  @Test func aChoiceOfSourceTimesKeepsItsList() throws {
    let bank = Soundbank(foreground: Recipes.side("fg", [("dog", [1, 60])]))
    let recipe = try Recipes.read(
      "events: [{label: dog, source_file: [choose, []], event_duration: 1, source_time: [choose, [0, 20, 40]]}]")
    let scenes = try Instantiator(recipe: recipe, soundbank: bank).scenes(seed: .integer(3))
    var ofLong: Set<Double> = []
    for scene in try scenes.scenes(200) {
      let event = scene.events[0]
      if event.source.duration > 1 { ofLong.insert(event.sourceTime) } else { #expect(event.sourceTime == 0) }
    }
    #expect(ofLong == [0, 20, 40])
  }
}
