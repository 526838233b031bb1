import Testing

@testable import Soundscape

@Suite struct SettingsTests {
  private func read(_ yaml: String, _ settings: String...) throws -> Recipe {
    try Recipes.read(yaml, settings: settings.map { try #require(RecipeReader.Setting($0)) })
  }

  private func complaint(_ settings: String...) -> String {
    let failed = failure {
      try Recipes.read(
        "events: [{label: dog}, {label: cat}]", settings: settings.map { try #require(RecipeReader.Setting($0)) })
    }
    return failed.map { "\($0)" } ?? "no error"
  }

  @Test func splitsAtTheFirstEqualsSign() throws {
    let setting = try #require(RecipeReader.Setting("a.b=c=d"))
    #expect(setting.keyPath == "a.b" && setting.value == "c=d")
    #expect(RecipeReader.Setting("a.b") == nil)
    #expect(RecipeReader.Setting("=5") == nil)
  }

  @Test func replacesAndAdds() throws {
    let recipe = try read(
      "seed: 1\nevents: [{label: dog, snr: 1}, {label: cat, snr: 2}]", "seed=9", "render.stretch=soundtouch",
      "events[1].snr=[uniform, 6, 7]", "events[0].pitch_shift=2", "ref_db=-30")
    #expect(recipe.seed == .integer(9) && recipe.render.stretch == .soundtouch)
    #expect(recipe.events.map(\.snr) == [.const(1), .uniform(6...7)])
    #expect(recipe.events.map(\.pitchShift) == [.const(2), nil])
    #expect(recipe.referenceLoudness == .const(-30))
  }

  @Test func aStarIsEveryElement() throws {
    let recipe = try read(
      "events: [{label: dog, pitch_shift: 1}, {label: cat}]", "events.*.pitch_shift=null", "events.*.snr=4",
      "events[*].snr=4".replacing("[*]", with: ".*"))
    #expect(recipe.events.allSatisfy { $0.pitchShift == nil && $0.snr == .const(4) })
  }

  /// A key in quotes, as JSON has them all, is the same key.
  @Test func findsKeysInQuotes() throws {
    let recipe = try read("'seed': 1\n\"render\": {\"level\": gain}", "seed=2", "render.fill=once")
    #expect(recipe.seed == .integer(2) && recipe.render.level == .gain && recipe.render.fill == .once)
  }

  @Test func reachesIntoGroups() throws {
    let recipe = try read(
      "events: [{labels: [a, b], pitch_shift: 1, override: {b: {snr: 3}}}, {label: c}]", "events.*.pitch_shift=null",
      "events[0].override.b.snr=6", "events.*.event_time=2")
    #expect(recipe.events.allSatisfy { $0.pitchShift == nil && $0.eventTime == .const(2) })
    let members = try #require(recipe.events[0].group?.members)
    #expect(members.map(\.snr) == [.const(0), .const(6)])
    #expect(members.allSatisfy { $0.pitchShift == nil && $0.eventTime == .const(2) })
  }

  @Test func theLastSettingWins() throws {
    #expect(try read("seed: 1", "seed=2", "seed=3").seed == .integer(3))
    #expect(try read("render: {fill: once}", "render={level: gain}").render.fill == .loop)
    #expect(try read("", "duration=2.5").duration == 2.5)
    #expect(try read("events: [{label: dog}]", "events=[]").events.isEmpty)
  }

  @Test func nothingBehindTheEqualsSignIsAbsent() throws {
    #expect(try read("seed: 5", "seed=").seed == .integer(0))
  }

  @Test func badOnesAreNamedAsTyped() {
    #expect(complaint("sed=4") == "setting sed=4: sed: unknown key; did you mean seed?")
    #expect(
      complaint("events[1].snr=loud") == "setting events[1].snr=loud: events[1].snr: needs a number (found loud)")
    #expect(
      complaint("events.*.snr=[uniform, 5, 1]")
        == "setting events.*.snr=[uniform, 5, 1]: events[0].snr: uniform needs min ≤ max (found 5, 1)")
    #expect(complaint("events[2].snr=1") == "setting events[2].snr=1: events has 2 elements, counted from 0")
    #expect(complaint("events.snr=1") == "setting events.snr=1: events is a list: write events[0] or events.*")
    #expect(complaint("render[0]=1") == "setting render[0]=1: render is not a list")
    #expect(
      complaint("events[x].snr=1")
        == "setting events[x].snr=1: events has none named x (it has dog, cat; a place is written [0])")
    #expect(complaint("events..snr=1") == "setting events..snr: a key is missing before or after a dot")
    #expect(complaint("include=b.yaml") == "setting include=b.yaml: include is only allowed in a recipe's file")
    #expect(complaint("seed=[1, 2") == "setting seed=[1, 2: is not valid YAML")
  }

  /// Of two settings that lead to a value, the nearer one is to blame.
  @Test func theInnermostSettingIsBlamed() {
    for _ in 0..<20 {
      #expect(
        complaint("render={fill: once}", "render.level=loud")
          == "setting render.level=loud: render.level: needs lufs, rms or gain (found loud)")
    }
    #expect(
      complaint("render.level=gain", "render={level: loud}")
        == "setting render={level: loud}: render.level: needs lufs, rms or gain (found loud)")
  }
}
