import Testing

@testable import Soundscape

@Suite struct ProtectedLabelsTests {
  private let events =
    "events: [{label: dog, event_duration: 1, source_time: 2}, {label: [const, horn], source_file: [const, horn1.wav], "
    + "event_duration: 1}]"

  @Test func allAreAllLabelsOfTheSoundbank() throws {
    let all = try Recipes.draw("protected_labels: all\n\(events)").scene
    let listed = try Recipes.draw("protected_labels: [cat, dog, horn]\n\(events)").scene
    #expect(all.events.map(\.eventDuration) == [4, 8] && all.events.allSatisfy { $0.sourceTime == 0 })
    #expect(all.events.map(\.eventDuration) == listed.events.map(\.eventDuration))
    // An annotation names those that there are in the mixture.
    #expect(all.protectedLabels == ["dog", "horn"] && listed.protectedLabels == ["cat", "dog", "horn"])
  }

  @Test func scapersSemanticsKnowsAllToo() throws {
    let events = """
      semantics: scaper
      events:
        - {label: [const, dog], source_file: [choose, []], event_duration: [const, 1], source_time: [const, 2],
           event_time: [const, 1], snr: [const, 0]}

      """
    let all = try Recipes.draw(events + "protected_labels: all").scene
    let listed = try Recipes.draw(events + "protected_labels: [dog]").scene
    #expect(all.events == listed.events && all.events[0].eventDuration == 4 && all.protectedLabels == ["dog"])
  }

  @Test func aListMayHaveALabelOfThatName() throws {
    #expect(try Recipes.read("protected_labels: [all]").protectedLabels == .listed(["all"]))
    let recipe = try Recipes.read("protected_labels: all")
    #expect(recipe.protectedLabels == .all && recipe.yaml.contains("protected_labels: all\n"))
  }
}
