import TestSupport
import Testing

@testable import Soundscape

@Suite struct PolyphonyTests {
  /// One drawn mixture of Scaper 1.6.5, from the conformance corpus: its events in the order of its annotation, and the
  /// statistics that it wrote.
  struct Golden: Sendable, CustomStringConvertible {
    var name: String
    var duration: Seconds
    var events: [(start: Seconds, end: Seconds)]
    var eventCount: Int
    var maximum: Int
    var gini: Double
    var description: String { name }

    static func all() throws -> [Golden] {
      try #require(try JSON(Fixture.bytes("polyphony.json")).list).map { json in
        let events = try #require(json["events"]?.list).map { event in
          let start = try #require(event[0]?.number)
          return (start: start, end: start + (try #require(event[1]?.number)))
        }
        return Golden(
          name: try #require(json["name"]?.text), duration: try #require(json["duration"]?.number), events: events,
          eventCount: Int(try #require(json["n_events"]?.number)),
          maximum: Int(try #require(json["polyphony_max"]?.number)), gini: try #require(json["polyphony_gini"]?.number))
      }
    }
  }

  /// To 1e-9: the sums of the 10 ms series run in another order than NumPy's.
  @Test func agreesWithScaper() throws {
    let all = try Golden.all()
    #expect(all.count == 22)
    for golden in all {
      #expect(golden.events.count == golden.eventCount, "\(golden)")
      #expect(Polyphony.maximum(golden.events) == golden.maximum, "\(golden)")
      let gini = Polyphony.gini(golden.events, duration: golden.duration)
      #expect(abs(gini - golden.gini) <= 1e-9, "\(golden): \(gini), Scaper has \(golden.gini)")
    }
  }

  @Test func touchingEventsDoNotOverlap() {
    #expect(Polyphony.maximum([(0, 1), (1, 2), (2, 3)]) == 1)
    #expect(Polyphony.maximum([(0, 1.01), (1, 2), (0.5, 3)]) == 3)
    #expect(Polyphony.maximum([]) == 0)
    #expect(Polyphony.maximum([(1, 1)]) <= 1)
  }

  @Test func theOrderOfEventsDoesNotMatter() {
    var generator = SmallGenerator(seed: 4)
    let events = (0..<40).map { _ in
      let start = Double.random(in: 0...9, using: &generator)
      return (start: start, end: start + Double.random(in: 0...1, using: &generator))
    }
    let mixed = events.shuffled(using: &generator)
    #expect(Polyphony.maximum(mixed) == Polyphony.maximum(events))
    #expect(Polyphony.gini(mixed, duration: 10) == Polyphony.gini(events, duration: 10))
  }

  @Test func giniOfTheExtremes() {
    #expect(Polyphony.gini([], duration: 10) == 0)
    // The same polyphony at all times is no concentration at all; the tolerance is that of a sum of 1,000 terms.
    expectClose(Polyphony.gini([(0, 10)], duration: 10), 1, within: 1e-12)
    // A hundredth of the time: 1 − 0.99, but for the offset of a millionth.
    expectClose(Polyphony.gini([(3, 3.1)], duration: 10), 0.01, within: 2e-4)
  }
}
