import Testing

@testable import Soundscape

@Suite struct LetTests {
  @Test func standsForWholeValues() throws {
    let recipe = try Recipes.read(
      """
      let:
        level: [uniform, -30, -10]
        room: [choose, [0.0, 0.2]]
        kind: [choose, [dog, cat]]
        song: [choose, []]
        when: 2
        many: [uniform, 1, 3]
        far: [uniform, 0, end]
      ref_db: $level
      render: {reverb: $room}
      background: [{label: $kind, source_file: $song, source_time: $far}]
      events:
        - {label: $kind, source_file: $song, source_time: $far, event_time: $when, event_duration: $when,
           snr: $level, pitch_shift: $when, time_stretch: $when, count: $many}
      """)
    let level = Distribution.shared("level", .uniform(-30 ... -10))
    let when = Distribution.shared("when", .const(2))
    #expect(recipe.referenceLoudness == level)
    #expect(recipe.reverb == .shared("room", .choose([0, 0.2])) && recipe.render.reverb == nil)
    let kind = Choice.shared("kind", .choose(["dog", "cat"]))
    let song = Choice.shared("song", .choose([]))
    let far = StartDistribution.shared("far", .uniform(0...(.end)))
    let (background, event) = (recipe.backgrounds[0], recipe.events[0])
    #expect(background.label == kind && background.sourceFile == song && background.sourceTime == far)
    #expect(event.label == kind && event.sourceFile == song && event.sourceTime == far)
    #expect(event.eventTime == when && event.eventDuration == when && event.snr == level)
    #expect(event.pitchShift == when && event.timeStretch == when)
    #expect(event.count == .shared("many", .uniform(1...3)))
    #expect(recipe.eventNames == ["events[0]"])
  }

  /// A name for another name of `let` is the same draw.
  @Test func aNameOfANameIsThatName() throws {
    let recipe = try Recipes.read("let: {a: $b, b: $c, c: [uniform, 0, 1]}\nevents: [{snr: $a}, {snr: $c}]")
    #expect(recipe.events.map(\.snr) == [.shared("c", .uniform(0...1)), .shared("c", .uniform(0...1))])
  }

  @Test func fixedValuesStandInsideTuples() throws {
    let recipe = try Recipes.read(
      """
      let: {top: 6, spread: [const, 2], kind: dog, chance: 0.5, up: $top}
      events:
        - {label: [choose, [$kind, cat]], snr: [uniform, 0, $up], pitch_shift: [normal, $top, $spread]}
        - {labels: [$kind, cat], coherent: $chance}
      """)
    #expect(recipe.events[0].label == .choose(["dog", "cat"]) && recipe.events[0].snr == .uniform(0...6))
    #expect(recipe.events[0].pitchShift == .normal(mean: 6, deviation: 2))
    #expect(recipe.events[1].group?.members.map(\.label) == [.const("dog"), .const("cat")])
    #expect(recipe.events[1].group?.coherence == 0.5)
  }

  @Test func twoDollarsAreOne() throws {
    let recipe = try Recipes.read("events: [{label: $$dog, source_file: [choose, [$$.wav, a$b.wav]]}]")
    #expect(recipe.events[0].label == .const("$dog"))
    #expect(recipe.events[0].sourceFile == .choose(["$.wav", "a$b.wav"]))
  }

  /// Scaper knows no `let`, so a dollar is a letter like others.
  @Test func aDollarIsNothingToScaper() throws {
    let recipe = try Recipes.read("semantics: scaper\nevents: [{label: [const, $dog], source_file: [const, $$a]}]")
    #expect(recipe.events[0].label == .const("$dog") && recipe.events[0].sourceFile == .const("$$a"))
  }

  @Test func quotesMakeNoDifference() throws {
    let json = #"{"duration": 1, "soundbank": {"foreground": "fg"}, "let": {"a": -20}, "ref_db": "$a"}"#
    #expect(try RecipeReader.read(text: json, file: "").referenceLoudness == .shared("a", .const(-20)))
  }

  @Test func reverbIsDrawnOrFixed() throws {
    let drawn = try Recipes.read("render: {reverb: [uniform, 0, 0.5]}")
    #expect(drawn.reverb == .uniform(0...0.5) && drawn.render.reverb == nil)
    let fixed = try Recipes.read("render: {reverb: [const, 0.5]}")
    #expect(fixed.reverb == nil && fixed.render.reverb == 0.5)
  }

  @Test func whatNobodyNamesIsNoMistake() throws {
    #expect(try Recipes.read("let: {a: 1, b: [choose, [$a, 2]]}").events.isEmpty)
  }

  /// The search for circles goes each way once: names that name the next one twice cost no more.
  @Test func manyWaysToOneNameAreQuick() throws {
    let names = (0..<60).map { "a\($0): [choose, [$a\($0 + 1), $a\($0 + 1)]]" }.joined(separator: ", ")
    #expect(try Recipes.read("let: {\(names), a60: 1}").events.isEmpty)
  }
}
