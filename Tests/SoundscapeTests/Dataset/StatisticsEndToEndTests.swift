import TestSupport
import Testing

@testable import Soundscape

/// Data sets with a known bias, made by the generator and found by the statistics.
@Suite struct StatisticsEndToEndTests {
  /// Events of half the mixture's length at onsets uniform over the whole of it: half of them do not fit.
  private func statistics(fit: FitPolicy) async throws -> DatasetStatistics {
    var fixture = try DatasetFixture()
    fixture.recipe.fit = fit
    fixture.recipe.output.audio = false
    fixture.recipe.output.stems = false
    fixture.recipe.events[0].count = .const(4)
    fixture.recipe.events[0].eventTime = .uniform(0...0.25)
    fixture.recipe.events[0].eventDuration = .const(0.125)
    _ = try fixture.generator("set", 0..<150, jobs: 2).run()
    var reader = StatisticsReader(fixture.folder.path("set"))
    reader.jobs = 2
    return try reader.run()
  }

  private func field(_ name: String, of statistics: DatasetStatistics) throws -> FieldStatistics {
    try #require(statistics.fields.first { $0.field == name })
  }

  @Test func clampingIsSeenAsMovedOnsetsAndAPileUp() async throws {
    let statistics = try await statistics(fit: .clamp)
    let rule = try #require(statistics.alterations.first)
    #expect(rule.name == "event_time_moved")
    expectClose(rule.share, 0.5, within: 0.1)
    #expect(try #require(rule.meanChange) < 0)

    let onsets = try field("event_time", of: statistics)
    #expect(onsets.spec == "events[0]" && onsets.requested == .uniform(0...0.25))
    let distance = try #require(onsets.distance)
    #expect(distance.count == 600 && distance.isSignificant)
    expectClose(distance.value, 0.5, within: 0.1)
    #expect(onsets.conditionalDistance == nil)
  }

  @Test func conditionalDrawsAreSeenToBeUnbiased() async throws {
    let statistics = try await statistics(fit: .conditional)
    #expect(statistics.alterations.isEmpty)
    let onsets = try field("event_time", of: statistics)
    // Not the distribution that was asked for, of which the upper half never fits, but its lower half to the letter.
    #expect(try #require(onsets.distance).isSignificant)
    let conditional = try #require(onsets.conditionalDistance)
    #expect(conditional.count == 600 && !conditional.isSignificant)

    let snr = try field("snr", of: statistics)
    #expect(snr.requested == .normal(mean: 0, deviation: 6) && snr.distance?.isSignificant == false)
    let starts = try field("source_time", of: statistics)
    #expect(starts.distance?.isSignificant == false, "each against the end of its source")
    #expect(try field("event_duration", of: statistics).distance?.value == 0)
    #expect(statistics.foreground.labels.count == 3 && statistics.foreground.sources.count == 6)
  }
}
