import TestSupport
import Testing

@testable import Soundscape

@Suite struct DatasetStatisticsTests {
  typealias Event = StatisticsFixture.Event

  @Test func countsMixturesEventsSplitsAndFailures() async throws {
    var fixture = try StatisticsFixture()
    try fixture.add(text: StatisticsFixture.text([Event(), Event()], duration: 1_800), split: "train")
    try fixture.add(text: StatisticsFixture.text([Event(role: "background"), Event()], duration: 1_800), split: "test")
    try fixture.addFailure("no room")
    try fixture.addFailure("no room")
    try fixture.addFailure("no sound")
    let mixtures = try StatisticsReader(fixture.root).run().mixtures
    #expect(mixtures.made == 2 && mixtures.failed == 3 && mixtures.events == 4)
    #expect(mixtures.failures == ["no room": 2, "no sound": 1])
    #expect(mixtures.splits == ["train": 1, "test": 1])
    #expect(mixtures.duration == 3_600)
    let events = try #require(mixtures.eventsPerMixture)
    #expect(events == (1, 1.5, 2))
  }

  @Test func tellsWhatWasAlteredByRule() throws {
    let moved = #""altered": [{"rule": "event_time_moved", "before": 8, "after": 6}]"#
    let farther = #""altered": [{"rule": "event_time_moved", "before": 9.5, "after": 6}, {"rule": "silent_event"}]"#
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text([Event(ledger: moved), Event(ledger: farther)]),
      StatisticsFixture.text(
        [Event(ledger: #""altered": []"#), Event(ledger: "")],
        ledger: #", "altered": [{"rule": "clipping_fixed", "before": 2, "after": 1}]"#),
    ])
    #expect(
      statistics.alterations == [
        .init(
          name: "event_time_moved", count: 2, share: 0.5, meanChange: -2.75, largestChange: -3.5, concernsMixture: false
        ),
        .init(name: "clipping_fixed", count: 1, share: 0.5, meanChange: -1, largestChange: -1, concernsMixture: true),
        .init(
          name: "silent_event", count: 1, share: 0.25, meanChange: nil, largestChange: nil, concernsMixture: false),
      ])
  }

  @Test func balancesLabelsAndSourcesByRole() throws {
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text(
        [
          Event(label: "a", source: "x"), Event(label: "b", source: "y"), Event(label: "b", source: "y"),
          Event(label: "b", source: "z"), Event(label: "rain", source: "r", role: "background"),
        ], extra: #", "fg_labels": ["a", "b", "c"]"#)
    ])
    #expect(statistics.foreground.labels == ["a": 1, "b": 3])
    #expect(statistics.foreground.sources == ["x": 1, "y": 2, "z": 1])
    #expect(statistics.foreground.knownLabels.count == 3)
    #expect(statistics.background.labels == ["rain": 1] && statistics.background.labelEntropy == nil)
    // −(¼ log₂ ¼ + ¾ log₂ ¾) bits of one.
    expectClose(try #require(statistics.foreground.labelEntropy), 0.811_278, within: 1e-6)
    #expect(Balance.ranked(statistics.foreground.sources).map(\.name) == ["y", "x", "z"])
  }

  @Test func sharesOutTheTimeByPolyphony() throws {
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text(
        [Event(time: 1, duration: 3), Event(time: 3, duration: 2), Event(time: 9, duration: 5)],
        extra: #", "polyphony_max": 2, "polyphony_gini": 0.5"#),
      StatisticsFixture.text([Event(duration: 10, role: "background")], extra: #", "polyphony_gini": 0"#),
    ])
    let shares = statistics.polyphony.timeShares
    #expect(statistics.polyphony.maxima == [0: 1, 2: 1] && statistics.polyphony.meanGini == 0.25)
    expectClose(shares[0] ?? -1, 0.75, within: 1e-9)
    expectClose(shares[1] ?? -1, 0.2, within: 1e-9)
    expectClose(shares[2] ?? -1, 0.05, within: 1e-9)
    #expect(shares.count == 3)
  }

  @Test func comparesLevelsWithWhatWasAskedFor() throws {
    func measured(_ loudness: Double, group: String = "null") -> String {
      """
      "level_group": \(group), "measured": {"loudness": \(loudness), "rung": "integrated", "snr_rest": 3,
      "snr_background": null, "onset": 2.25}
      """
    }
    let levelled = [
      Event(time: 2, snr: 6, ledger: measured(-17)), Event(time: 2, snr: 0, ledger: measured(-22.5)),
      Event(time: 2, snr: 0, ledger: measured(-50, group: #""band""#)),
    ]
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text([Event(snr: 1, ledger: measured(-21))], extra: #", "ref_db_generated": -22"#),
      StatisticsFixture.text(levelled, extra: #", "ref_db_generated": -22"#),
      StatisticsFixture.text([Event(snr: 6, ledger: measured(-70))], ledger: #", "level": "gain""#),
      StatisticsFixture.text([Event(snr: 6, ledger: measured(-70))], ledger: #", "snr_reference": "background""#),
    ])
    let levels = statistics.levels
    let difference = try #require(levels.difference)
    let scaled = try #require(levels.scaledDifference)
    #expect(difference.values.count == 3 && difference.largest == -3 && difference.mixture == 1)
    expectClose(difference.values.mean, -2.5, within: 1e-12)
    expectClose(scaled.values.mean, -0.5, within: 1e-12)
    #expect(scaled.largest == -1 && scaled.mixture == 1)
    #expect(levels.rungs == ["integrated": 6] && levels.snrAgainstRest?.median == 3)
    #expect(levels.snrAgainstBackground == nil)
    expectClose(try #require(levels.onsetDelay).percentile5, 0.25, within: 1e-12)
  }

  @Test func fieldsAreToldBySpec() throws {
    func event(_ name: String, _ spec: String?, snr: Double) -> Event {
      let path = spec.map { #", "spec": "\#($0)""# } ?? ""
      return Event(snr: snr, ledger: #""name": "\#(name)"\#(path), "requested": {"snr": ["choose", [1, 2]]}"#)
    }
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text([
        event("dog#1", "events[10]", snr: 1), event("dog#2", "events[10]", snr: 2), event("cat", "events[2]", snr: 1),
        event("horn#7", nil, snr: 3), event("band#1/bass", "events[3].bass", snr: 1),
      ])
    ])
    let snr = statistics.fields.filter { $0.field == "snr" }
    #expect(snr.map(\.spec) == ["events[2]", "events[3].bass", "events[10]", "horn"])
    #expect(snr.map { $0.distance?.value } == [0.5, 0.5, 0, 1])
    #expect(snr.allSatisfy { $0.distance?.isDiscrete == true && $0.requested == .choose([1, 2]) })
    #expect(snr[2].values.mean == 1.5 && snr[2].values.count == 2)
  }

  @Test func aSharedValueCountsOnceAMixture() throws {
    let ledger = #""name": "e", "requested": {"snr": ["shared", "level", ["uniform", 0, 1]]}"#
    let mixture = StatisticsFixture.text([Event(snr: 0.5, ledger: ledger), Event(snr: 0.5, ledger: ledger)])
    let statistics = try StatisticsFixture.statistics([mixture, mixture, mixture])
    #expect(statistics.fields.first { $0.field == "snr" }?.distance?.count == 3)
  }

  /// Drawn over 0 to `end`, which is another in each event.
  @Test func endIsEachEventsOwn() throws {
    let texts = (0..<1_000).map { i in
      let end = 1 + Double(i % 7)
      let time = end * (Double(i * 389 % 1_000) + 0.5) / 1_000
      return StatisticsFixture.text([
        Event(
          sourceTime: time,
          ledger:
            #""name": "e", "requested": {"source_time": ["uniform", 0, "end"]}, "within": {"source_time": [0, \#(end)]}"#
        )
      ])
    }
    let field = try #require(try StatisticsFixture.statistics(texts).fields.first { $0.field == "source_time" })
    #expect(try #require(field.distance).value < 0.002)
  }

  @Test func mergingPartsInAnyOrderIsTheWhole() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    let texts = (0..<60).map { _ in RandomStatistics.text(&generator) }
    let whole = try StatisticsFixture.statistics(texts).json
    for _ in 0..<5 {
      let parts = try RandomStatistics.parts(of: texts, &generator)
      let merged = parts.shuffled(using: &generator).reduce(into: DatasetStatistics()) { $0.merge($1) }
      #expect(merged.json == whole, "seed \(seed)")
    }
  }

  @Test("Annotations of Scaper, which have no ledger, give what they hold")
  func readsScapersOwn() throws {
    let statistics = try StatisticsFixture.statistics([
      StatisticsFixture.text(
        [Event(label: "dog", snr: 5), Event(role: "background")], extra: #", "polyphony_max": 1, "polyphony_gini": 1"#)
    ])
    #expect(statistics.foreground.labels == ["dog": 1] && statistics.levels.requested?.mean == -15)
    #expect(statistics.levels.difference == nil && statistics.alterations.isEmpty)
    let fields = statistics.fields
    #expect(fields.first { $0.field == "snr" }?.spec == "foreground")
    #expect(fields.allSatisfy { $0.requested == nil && $0.distance == nil })
  }
}

/// Mixtures of any kind, for properties that must hold of all.
private enum RandomStatistics {
  static func text(_ generator: inout SmallGenerator) -> String {
    let events = (0..<Int.random(in: 0...4, using: &generator)).map { k in
      let time = Double.random(in: 0...9, using: &generator)
      let ledger = """
        "name": "e#\(k)", "requested": {"event_time": ["uniform", 0, 10]}, "within": {"event_time": [0, 9]}, "altered":
        [{"rule": "event_time_moved", "before": \(time + Double.random(in: 0...1, using: &generator)), "after": \(time)}],
        "measured": {"loudness": \(Double.random(in: -30 ... -10, using: &generator)), "onset": \(time + 0.1)}
        """
      return StatisticsFixture.Event(
        time: time, duration: Double.random(in: 0.1...3, using: &generator), label: ["a", "b", "c"][k % 3],
        snr: Double.random(in: -5...5, using: &generator), ledger: ledger)
    }
    return StatisticsFixture.text(
      events, extra: #", "polyphony_gini": \#(Double.random(in: 0...1, using: &generator))"#)
  }

  /// The statistics of each of a few parts, whose mixtures keep their numbers.
  static func parts(of texts: [String], _ generator: inout SmallGenerator) throws -> [DatasetStatistics] {
    let folder = try TemporaryDirectory()
    var parts = [DatasetStatistics](repeating: DatasetStatistics(), count: 4)
    for (i, text) in texts.enumerated().shuffled(using: &generator) {
      try FileSystem.write(Array(text.utf8), to: folder.path("a.jams"))
      let part = Int.random(in: 0..<4, using: &generator)
      parts[part].add(try Annotation(jams: folder.path("a.jams")), index: i)
    }
    return parts
  }
}
