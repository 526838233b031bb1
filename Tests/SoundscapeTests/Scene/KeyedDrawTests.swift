import Testing

@testable import Soundscape

/// Each draw depends on nothing but its own key.
@Suite struct KeyedDrawTests {
  private let events = [
    "{name: a, label: [choose, [cat, dog]], event_time: [uniform, 0, 9], event_duration: [uniform, 0.5, 2], "
      + "snr: [normal, 0, 5], pitch_shift: [truncnorm, 0, 1, -2, 2], time_stretch: [uniform, 0.8, 1.2]}",
    "{name: b, label: horn, source_file: [choose, []], source_time: [uniform, 0, end], event_duration: 0.4, "
      + "event_time: [choose, [1, 2, 3]]}",
    "{name: c, label: dog, count: [uniform, 0, 4], event_time: [uniform, 0, 6]}",
  ]

  private func scenes(_ events: [String], count: Int = 40, head: String = "") throws -> [Scene] {
    let recipe = try Recipes.read(head + "\nevents:\n" + events.map { "  - \($0)\n" }.joined())
    return try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(5)).scenes(count)
  }

  /// What an event is, without its place among the others and what it was drawn from.
  private func events(_ scene: Scene, _ prefix: String) -> [Event] {
    scene.events.filter { $0.name == prefix || $0.name.hasPrefix(prefix + "#") }.map { event in
      var plain = event
      (plain.drawingOrder, plain.spec, plain.specPath) = (0, EventSpec(), "")
      return plain
    }
  }

  @Test func anInsertedEventLeavesAllOthersAsTheyWere() throws {
    let before = try scenes(events)
    let after = try scenes(["{name: new, label: cat, count: 3, event_time: [uniform, 0, 5]}"] + events)
    for (old, new) in zip(before, after) {
      #expect(new.events.count == old.events.count + 3)
      for name in ["a", "b", "c"] { #expect(events(old, name) == events(new, name)) }
      #expect(old.referenceLoudness == new.referenceLoudness)
    }
  }

  @Test func anotherLabelListOfOneEventLeavesAllOthersAsTheyWere() throws {
    var changed = events
    changed[0] = changed[0].replacing("[cat, dog]", with: "[horn]")
    for (old, new) in zip(try scenes(events), try scenes(changed)) {
      for name in ["b", "c"] { #expect(events(old, name) == events(new, name)) }
      // The other draws of the event itself stay too, as far as its file lets them.
      let (old, new) = (try #require(events(old, "a").first), try #require(events(new, "a").first))
      #expect(new.label == "horn")
      #expect(
        (old.snr, old.pitchShift ?? 0, old.timeStretch ?? 0) == (new.snr, new.pitchShift ?? 0, new.timeStretch ?? 0))
    }
  }

  @Test func anotherDistributionOfOneFieldLeavesAllOtherDrawsAsTheyWere() throws {
    var changed = events
    changed[0] = changed[0].replacing("snr: [normal, 0, 5]", with: "snr: [uniform, 3, 4]")
    for (old, new) in zip(try scenes(events), try scenes(changed)) {
      #expect(old.events.map(\.name) == new.events.map(\.name))
      for (old, new) in zip(old.events, new.events) {
        var same = new
        (same.snr, same.spec) = (old.snr, old.spec)
        #expect(same == old)
        if old.name == "a" { #expect((3...4).contains(new.snr)) }
      }
    }
  }

  @Test func orderOfEventsMakesNoDifference() throws {
    for (old, new) in zip(try scenes(events), try scenes(events.reversed())) {
      for name in ["a", "b", "c"] { #expect(events(old, name) == events(new, name)) }
    }
  }

  @Test func aMixtureAloneIsTheSameAsInARow() throws {
    let recipe = try Recipes.read("events:\n" + events.map { "  - \($0)\n" }.joined())
    let instantiator = try Instantiator(recipe: recipe, soundbank: Recipes.bank)
    let inARow = try instantiator.scenes(seed: .list([4, 5])).scenes(50)
    for index in (0..<50).reversed() {
      let fresh = try Instantiator(recipe: recipe, soundbank: Recipes.bank)
      #expect(try fresh.scene(index: index, seed: .list([4, 5])).value == inARow[index])
    }
  }

  /// No time is measured: drawing all mixtures before this one would take minutes.
  @Test func aMixtureFarAwayIsDrawnAlone() throws {
    let recipe = try Recipes.read("events:\n" + events.map { "  - \($0)\n" }.joined())
    let instantiator = try Instantiator(recipe: recipe, soundbank: Recipes.bank)
    let far = 1 << 40
    let scene = try instantiator.scene(index: far, seed: .integer(1)).value
    #expect(scene.index == far)
    #expect(scene != (try instantiator.scene(index: far + 1, seed: .integer(1)).value))
  }

  @Test func seedsDrawDifferently() throws {
    let recipe = try Recipes.read("events: [{label: cat, event_time: [uniform, 0, 5]}]")
    let instantiator = try Instantiator(recipe: recipe, soundbank: Recipes.bank)
    var times: Set<Double> = []
    for seed in 0..<100 {
      times.insert(try instantiator.scene(index: 0, seed: .integer(UInt32(seed))).value.events[0].eventTime)
    }
    for index in 0..<100 {
      times.insert(try instantiator.scene(index: index, seed: .integer(7)).value.events[0].eventTime)
    }
    #expect(times.count == 199)
  }
}
