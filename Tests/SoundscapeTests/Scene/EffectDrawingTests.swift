import Testing

@testable import Soundscape

/// Effects of a recipe, drawn into the scene.
@Suite struct EffectDrawingTests {
  private static let head = "duration: 10\nsoundbank: {foreground: fg}\n"

  private func scenes(_ recipe: String, count: Int = 20) throws -> [Scene] {
    let read = try RecipeReader.read(text: Self.head + recipe, file: "", effects: .tests)
    return try Instantiator(recipe: read, soundbank: Recipes.bank).scenes(seed: .integer(5)).scenes(count)
  }

  private func draw(_ mixture: Int, _ name: String) -> Double {
    KeyedRandom(seed: .integer(5)).uniform(DrawKey(mixture: mixture, event: EventKey(name), field: .effect))
  }

  @Test func parametersAreDrawnByTheirOwnKeys() throws {
    let recipe = """
      effects: [{reverb: {amount: [uniform, 0, 0.5]}}]
      events:
        - name: event
          label: dog
          count: 2
          effects:
            - reverb: {amount: [uniform, 0, 1]}
            - echo: {delay: 7, mix: [uniform, 0.2, 0.4]}
            - reverb: {amount: [uniform, 0.5, 1]}
      """
    for scene in try scenes(recipe) {
      #expect(
        scene.effects == [
          EffectInstance(name: "reverb", values: ["amount": 0.5 * draw(scene.index, "effects/reverb.amount")])
        ])
      for event in scene.events {
        let name = "\(event.name)/effects/"
        #expect(event.effects.map(\.name) == ["reverb", "echo", "reverb"])
        #expect(event.effects[0].values["amount"] == draw(scene.index, name + "reverb.amount"))
        #expect(event.effects[1].values["delay"] == 7)
        #expect(event.effects[1].values["mix"] == 0.2 + (0.4 - 0.2) * draw(scene.index, name + "echo.mix"))
        #expect(event.effects[2].values["amount"] == 0.5 + 0.5 * draw(scene.index, name + "reverb#1.amount"))
      }
    }
  }

  /// Named by kind, not by place.
  @Test func anotherEffectLeavesAllOtherDrawsAsTheyWere() throws {
    func recipe(_ effects: String) -> String {
      "events: [{label: dog, event_time: [uniform, 0, 5], snr: [uniform, 0, 9], effects: [\(effects)]}]"
    }
    let reverb = "{reverb: {amount: [uniform, 0, 1]}}"
    for (one, two) in zip(
      try scenes(recipe(reverb)), try scenes(recipe("{blur: {reach: [choose, [1, 2, 3]]}}, " + reverb)))
    {
      let (old, new) = (one.events[0], two.events[0])
      #expect(new.effects.dropFirst() == old.effects[...] && new.effects.count == 2)
      #expect(new.eventTime == old.eventTime && new.snr == old.snr)
    }
  }

  @Test func aMemberOfAGroupCanHaveItsOwn() throws {
    let recipe = """
      let: {amount: [uniform, 0, 1]}
      events:
        - name: song
          labels: [dog, cat, horn]
          effects: [{reverb: {amount: $amount}}]
          override: {cat: {effects: [{blur: {reach: 4}}]}, horn: {effects: null}}
      """
    for scene in try scenes(recipe) {
      let effects = Dictionary(uniqueKeysWithValues: scene.events.map { ($0.label, $0.effects) })
      let shared = KeyedRandom(seed: .integer(5)).uniform(
        DrawKey(mixture: scene.index, event: EventKey("$amount"), field: .value))
      #expect(effects["dog"] == [EffectInstance(name: "reverb", values: ["amount": shared])])
      #expect(effects["cat"] == [EffectInstance(name: "blur", values: ["reach": 4])])
      #expect(effects["horn"] == [])
    }
  }

  @Test func aCycleGoesThroughItsValues() throws {
    let recipe = "events: [{label: dog, effects: [{blur: {reach: [cycle, [1, 2, 3]]}}]}]"
    let reaches = try scenes(recipe, count: 6).map { $0.events[0].effects[0].values["reach"] ?? 0 }
    #expect(Set(reaches[..<3]) == [1, 2, 3] && Set(reaches[3...]) == [1, 2, 3])
  }

  @Test(arguments: [
    ("effects: [{reverp: {amount: 1}}]", "effects[0].reverp: is not a known effect; did you mean reverb?"),
    ("effects: [{wah: }]", "effects[0].wah: is not a known effect; known here: blur, echo, reverb, trouble"),
    ("effects: [{reverb: {amont: 1}}]", "effects[0].reverb.amont: unknown key; did you mean amount?"),
    ("effects: [{reverb: }]", "effects[0].reverb: needs amount: 0 to 1"),
    ("effects: [{reverb: {amount: 2}}]", "effects[0].reverb.amount: needs 0 to 1 (found 2)"),
    (
      "effects: [{echo: {delay: [uniform, 0, 9]}}]",
      "effects[0].echo.delay[1]: needs 1 to 10000 frames (found 0)"
    ),
    (
      "effects: [{trouble: }]",
      "effects[0].trouble: is not linear: it is only allowed on events and groups, not on the mixture"
    ),
    ("effects: [reverb]", "effects[0]: needs a mapping of keys to values (found reverb)"),
    (
      "effects: [{reverb: {amount: 1}, blur: {reach: 1}}]",
      "effects[0]: needs one effect, such as {reverb: {amount: 0.3}} (found a mapping)"
    ),
    ("effects: reverb", "effects: needs a list of effects, such as [{reverb: {amount: 0.3}}] (found reverb)"),
  ])
  func aMistakeIsNamedWithItsPlace(text: String, problem: String) {
    let found = failure { try RecipeReader.read(text: Self.head + text, file: "", effects: .tests) }
    #expect("\(found.map { "\($0)" } ?? "")".hasSuffix(problem))
    #expect(
      failure { try RecipeReader.read(text: Self.head + "semantics: scaper\n" + text, file: "", effects: .tests) }
        != nil)
  }

  @Test func scapersSemanticsHasNone() {
    for text in ["effects: []", "events: [{effects: []}]"] {
      let found = failure {
        try RecipeReader.read(text: Self.head + "semantics: scaper\n" + text, file: "", effects: .tests)
      }
      #expect("\(found.map { "\($0)" } ?? "")".hasSuffix("effects: is only available with `semantics: soundscape`"))
    }
  }
}
