import Testing

@testable import Soundscape

@Suite struct VariantTests {
  private let yaml = """
    seed: 5
    let: {level: [uniform, 0, 3]}
    events: [{label: dog, snr: $level, pitch_shift: 1}, {labels: [a, b], pitch_shift: 2, time_stretch: 1.5}]
    variants:
      - weight: 0.5
      - {weight: 1.5, set: {events.*.pitch_shift: null, "events[1].time_stretch": [const, 2], let.level: 4,
          render.fill: once, "constraints": {max_polyphony: 1}}}
      - set: {events: [{label: dog}], gate.max_attempts: 3}
    """

  @Test func eachIsTheWholeRecipeWithItsKeysLaidOver() throws {
    let recipe = try Recipes.read(yaml)
    #expect(recipe.variants.map(\.weight) == [0.5, 1.5, 1])
    var (plain, first) = (recipe, recipe.variants[0].recipe)
    plain.variants = []
    (plain.origin, first.origin) = (RecipeOrigin(), RecipeOrigin())
    #expect(first == plain)
    let second = recipe.variants[1].recipe
    #expect(second.events.allSatisfy { $0.pitchShift == nil } && second.events[1].timeStretch == .const(2))
    let members = try #require(second.events[1].group?.members)
    #expect(members.allSatisfy { $0.pitchShift == nil && $0.timeStretch == .const(2) })
    #expect(second.events[0].snr == .shared("level", .const(4)))
    #expect(second.render.fill == .once && second.constraints.maxPolyphony == 1)
    let third = recipe.variants[2].recipe
    #expect(third.events.count == 1 && third.gate?.mostAttempts == 3 && third.seed == .integer(5))
    #expect(recipe.variants.allSatisfy { $0.recipe.variants.isEmpty })
    #expect(recipe.events[0].pitchShift == .const(1) && recipe.gate == nil && recipe.render.fill == .loop)
  }

  @Test func theCommandLineWins() throws {
    let settings: [RecipeReader.Setting] = [
      .init(keyPath: "events.*.pitch_shift", value: "7"), .init(keyPath: "variants[0].weight", value: "2"),
      .init(keyPath: "seed", value: "9"), .init(keyPath: "variants[1].set.render.level", value: "gain"),
    ]
    let recipe = try Recipes.read(yaml, settings: settings)
    #expect(recipe.variants.map(\.weight) == [2, 1.5, 1])
    for variant in recipe.variants {
      #expect(variant.recipe.events.allSatisfy { $0.pitchShift == .const(7) } && variant.recipe.seed == .integer(9))
    }
    #expect(try Recipes.read(yaml, settings: [.init(keyPath: "variants", value: "[]")]).variants.isEmpty)
  }

  @Test func aSettingInsideAVariantIsBlamedAsTyped() {
    let setting = RecipeReader.Setting(keyPath: "variants[0].set", value: "{seed: 3}")
    let error = failure { try Recipes.read("variants: [{}]", settings: [setting]) }
    #expect(
      error?.description
        == "setting variants[0].set={seed: 3}: variants[0].set.seed: seed is the same for the whole data set, so no "
        + "variant sets it")
    let bad = RecipeReader.Setting(keyPath: "variants[0].set", value: "{ref_db: 99}")
    #expect(
      failure { try Recipes.read("variants: [{}]", settings: [bad]) }?.description
        == "setting variants[0].set={ref_db: 99}: ref_db: needs −120 to 20 LUFS (found 99)")
  }

  @Test func locationsAreThoseOfTheVariant() throws {
    let text =
      "duration: 1\nsoundbank: {foreground: fg}\nevents: [{label: dog}]\nvariants:\n"
      + "  - set: {\"events[0].label\": [choose, [cat]]}\n"
    let recipe = try RecipeReader.read(text: text, file: "a.yaml")
    #expect(recipe.origin.location(of: "events[0].label") == "a.yaml:3:18: events[0].label")
    let origin = recipe.variants[0].recipe.origin
    #expect(origin.location(of: "events[0].label") == "a.yaml:5:30: events[0].label")
    #expect(origin.digest == recipe.origin.digest && origin.file == "a.yaml")
  }

  @Test func theDigestTellsVariantsApart() throws {
    let digests = try ["1", "2"].map { try Recipes.read("variants: [{weight: \($0)}]").origin.digest }
    #expect(digests[0] != digests[1])
  }
}
