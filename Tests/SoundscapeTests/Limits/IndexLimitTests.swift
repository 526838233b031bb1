import TestSupport
import Testing

@testable import Soundscape

/// Counts, indices and numbers of events have limits that errors name; what is under them takes no longer than it must.
@Suite struct IndexLimitTests {
  private func engine(_ yaml: String) throws -> Engine {
    try Engine(recipe: try Recipes.read(yaml), soundbank: Recipes.bank)
  }

  @Test(
    "No data set is so large",
    arguments: [0..<Int.max, (Int.max - 1)..<Int.max, 0..<1_000_000_001, 3_000_000_000..<3_000_000_001])
  func indices(_ indices: Range<Int>) throws {
    let engine = try engine("events: [{label: dog}]")
    let error = failure { try DatasetForecaster(engine: engine, indices: indices).run() }
    #expect(error?.description.contains("a data set has at most 1000000000") == true)
    let sink = MemorySink()
    #expect(failure { try DatasetGenerator(engine: engine, indices: indices, sink: sink).run() } == error)
  }

  @Test func aCycleThatIsAProductIsFoundAtAnyIndex() throws {
    let engine = try engine("events: [{label: [cycle, []], count: 3}]")
    #expect(try engine.scene(at: 999_999_999).value.events.count == 3)
  }

  @Test func aCycleThatIsNoProductHasALimit() throws {
    let engine = try engine("events: [{label: [cycle, []], count: [uniform, 1, 3]}]")
    let error = failure { try engine.scene(at: 999_999_999) }
    #expect(error?.description.contains("an index can be at most 1000000 (found 999999999)") == true)
  }

  @Test func aMixtureHasNoMoreEventsThanAnAnnotationHolds() throws {
    for semantics in ["soundscape", "scaper"] {
      let event =
        "label: [const, dog], source_file: [choose, []], source_time: [const, 0], event_time: [const, 0], "
        + "event_duration: [const, 1], snr: [const, 0], count: "
      let error = failure {
        try self.engine("semantics: \(semantics)\nevents: [{\(event)10, name: a}, {\(event)100000, name: b}]").scene(
          at: 0)
      }
      #expect(error?.description.contains("a mixture has at most 100000 events (found 100010)") == true, "\(semantics)")
    }
  }

  @Test("Long lists are read in a time that grows as they do", .timeLimit(.minutes(20)))
  func manyListedEvents() throws {
    let events = (0..<5_000).map { "  - {label: dog, event_time: \($0 % 9)}\n" }.joined()
    let recipe = try Recipes.read("events:\n\(events)  - {label: cat}\n")
    #expect(recipe.events.count == 5_001)
    #expect(recipe.eventNames[4_999] == "events[4999]" && recipe.eventNames[5_000] == "cat")
  }
}
