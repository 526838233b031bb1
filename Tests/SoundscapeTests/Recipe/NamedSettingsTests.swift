import Testing

@testable import Soundscape

/// Events, groups and backgrounds by their own names in key paths.
@Suite struct NamedSettingsTests {
  private let yaml = """
    background: [{name: room, label: rain}, {label: wind}]
    events:
      - {name: speech, label: dog}
      - {name: song, labels: [a, b], coherent: 0.5}
      - {label: cat}
      - {label: [const, "a.b[0]"]}
      - {name: "2", label: horn}
      - {name: second, label: cat}
    """

  private func read(_ settings: String...) throws -> Recipe {
    try Recipes.read(yaml, settings: settings.map { try #require(RecipeReader.Setting($0)) })
  }

  private func complaint(_ setting: String) -> String { "\(String(describing: failure { try read(setting) }))" }

  @Test func aNameStandsForItsPlace() throws {
    let recipe = try read(
      "events[speech].snr=3", "events[song].coherent=1", "events[song].override.a.snr=2", "events[cat].snr=4",
      "events[a.b[0]].snr=5", "background[room].source_time=1", "background[wind].source_time=2",
      "events['2'].snr=6", "events[2].pitch_shift=1")
    #expect(recipe.events[0].snr == .const(3) && recipe.events[1].group?.coherence == 1)
    #expect(recipe.events[1].group?.members[0].snr == .const(2))
    // A label stands for the event that has no name of its own.
    #expect(recipe.events[2].snr == .const(4) && recipe.events[5].snr == .const(0))
    #expect(recipe.events[3].snr == .const(5) && recipe.events[4].snr == .const(6))
    // A number is a place.
    #expect(recipe.events[2].pitchShift == .const(1) && recipe.events[4].pitchShift == nil)
    #expect(recipe.backgrounds.map(\.sourceTime) == [.const(1), .const(2)])
  }

  @Test func aVariantSetsByNameToo() throws {
    let recipe = try Recipes.read(
      yaml + "\nvariants: [{set: {'events[speech].snr': 7, 'background[room].label': wind}}]")
    let variant = recipe.variants[0].recipe
    #expect(variant.events[0].snr == .const(7) && variant.backgrounds[0].label == .const("wind"))
  }

  @Test func unknownNamesGetTheNearest() {
    #expect(
      complaint("events[speach].snr=1").contains(
        "setting events[speach].snr=1: events has none named speach; did you mean speech?"))
    #expect(
      complaint("background[zzzzzz].label=x").contains(
        "background has none named zzzzzz (it has room, wind; a place is written [0])"))
    #expect(complaint("events['7'].snr=1").contains("events has none named 7"))
  }

  @Test func severalOfALabelNeedAPlace() {
    let error = failure {
      try Recipes.read(
        "events: [{label: dog}, {label: cat}, {label: dog}]",
        settings: [.init(keyPath: "events[dog].snr", value: "1")])
    }
    #expect(
      error?.description
        == "setting events[dog].snr=1: events has several of the label dog: write events[0] or events[2], or give "
        + "each a name")
  }

  @Test func whatLooksLikeAKeyIsExplained() {
    #expect(complaint("events.0.snr=1").contains("events is a list: write events[0]"))
    #expect(complaint("events.speech.snr=1").contains("events is a list: write events[speech]"))
    #expect(complaint("events.snr=1").contains("events is a list: write events[0] or events.*"))
    #expect(complaint("fix_clipping=true").contains("fix_clipping: unknown key; did you mean render.fix_clipping?"))
    #expect(complaint("render.layout=scaper").contains("render.layout: unknown key; did you mean output.layout?"))
    #expect(complaint("pitch_shift=1").contains("pitch_shift: unknown key; did you mean events.*.pitch_shift?"))
    #expect(complaint("events[0.snr=1").contains("an index is written [0] (found [0.snr)"))
  }

  @Test func bracketsInBracesAreExplained() {
    let error = failure { try Recipes.read("variants: [{set: {events[0].snr: 1}}]") }
    #expect(
      error?.description.hasSuffix("; in braces, a key with [ needs quotes, such as {'events[0].snr': 1}") == true,
      "\(String(describing: error))")
    let other = failure { try Recipes.read("render: {fill: once") }
    #expect(other?.description.contains("needs quotes") == false)
  }
}
