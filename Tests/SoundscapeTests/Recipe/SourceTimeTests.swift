import Testing

@testable import Soundscape

/// `end`, the latest start: a case of a source time's numbers.
@Suite struct SourceTimeTests {
  private func starts(_ tuple: String) throws -> StartDistribution {
    try Recipes.read("events: [{source_time: \(tuple)}]").events[0].sourceTime
  }

  @Test func endIsReadAsACase() throws {
    #expect(try starts("end") == .const(.end))
    #expect(try starts("[uniform, 1, end]") == .uniform(1...(.end)))
    #expect(try starts("[uniform, end, end]") == .uniform(.end...(.end)))
    #expect(try starts("[truncnorm, 1, 2, 0, end]") == .truncnorm(mean: 1, deviation: 2, in: 0...(.end)))
    #expect(try starts("[choose, [end, 3]]") == .choose([.end, 3]))
    #expect(try starts("[choose_weighted, [0, end], [0.5, 0.5]]") == .chooseWeighted([0, .end], weights: [0.5, 0.5]))
    #expect(try starts("[cycle, [0, end]]") == .cycle([0, .end]))
  }

  @Test(arguments: ["[uniform, end, 3]", "[truncnorm, 1, 2, end, 3]"])
  func nothingIsAfterTheEnd(tuple: String) {
    let error = failure { try starts(tuple) }
    #expect(error.map { "\($0)" }?.contains("min ≤ max (found end, 3)") == true, "\(String(describing: error))")
  }

  @Test func aFileAndADurationResolveIt() {
    #expect(StartDistribution.uniform(1...(.end)).resolved(end: 4) == .uniform(1...4))
    #expect(StartDistribution.uniform(5...(.end)).resolved(end: 4) == .uniform(4...4), "not below its lower bound")
    #expect(StartDistribution.choose([.end, 3]).resolved(end: 4) == .choose([4, 3]))
    #expect(StartDistribution.normal(mean: 1, deviation: 2).resolved(end: 4) == .normal(mean: 1, deviation: 2))
    let shared = StartDistribution.shared("a", .const(.end))
    #expect(shared.hasEnd && shared.resolved(end: 4) == .shared("a", .const(4)))
    #expect(!StartDistribution.normal(mean: 1, deviation: 2).hasEnd && !StartDistribution.choose([0, 3]).hasEnd)
  }

  /// A value of `let` is one for all that name it: `end` from a list is each event's end, a range up to it has none.
  @Test func endInAValueOfLet() throws {
    let events =
      "events: [{label: dog, event_duration: 1, source_time: $x}, {label: horn, source_file: horn2.wav, "
      + "event_duration: 1, source_time: $x}]"
    let scene = try Recipes.draw("let: {x: [choose, [end]]}\n" + events).scene
    #expect(scene.events.map(\.sourceTime).sorted() == [3, 29])
    let error = failure { try Recipes.draw("let: {x: [uniform, 0, end]}\n" + events) }
    #expect(
      error.map { "\($0)" }
        == "dog: source_time: let.x is drawn up to `end`, which differs from event to event")
  }

  @Test func isWrittenAsTheWord() {
    var json = JSONWriter()
    json.value(StartDistribution.choose([.end, 3, 0.5]))
    #expect(String(decoding: json.bytes, as: UTF8.self).filter { !$0.isWhitespace } == #"["choose",["end",3.0,0.5]]"#)
  }
}
