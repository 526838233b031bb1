import TestSupport
import Testing

@testable import Soundscape

/// Mixtures that do not all last as long: drawn, or as long as the sources of events.
@Suite struct MixtureDurationTests {
  private static let bank = Soundbank(
    foreground: Recipes.side("fg", [("noise", [20]), ("speech", [2, 3, 5])]),
    background: Recipes.side("bg", [("rain", [30])]))

  private func scenes(_ duration: String, _ rest: String, count: Int = 60) throws -> [Scene] {
    let text = "duration: \(duration)\nsoundbank: {foreground: fg, background: bg}\n\(rest)"
    return try Instantiator(recipe: try RecipeReader.read(text: text, file: ""), soundbank: Self.bank)
      .scenes(seed: .integer(1)).scenes(count)
  }

  @Test func itIsDrawn() throws {
    let scenes = try scenes(
      "[uniform, 4, 8]",
      "background: [{label: rain}]\nevents: [{label: speech, event_time: [uniform, 0, 10]}]")
    let durations = scenes.map(\.duration)
    #expect(durations.allSatisfy { 4...8 ~= $0 } && Set(durations).count == scenes.count)
    let u = KeyedRandom(seed: .integer(1)).uniform(
      mixture: 3, event: .mixture, field: DrawKey.Field(rawValue: 26), attempt: .first)
    expectClose(durations[3], 4 + 4 * u, within: 1e-12)
    for scene in scenes {
      #expect(scene.events.allSatisfy { $0.endTime <= scene.duration + 1e-9 })
      #expect(scene.events.first { $0.role == .background }?.eventDuration == scene.duration)
    }
  }

  @Test func aDurationLeavesOtherDrawsAsTheyAre() throws {
    let events = "events: [{label: speech, snr: [uniform, 0, 9], event_duration: 1, event_time: [uniform, 0, 2]}]"
    let (drawn, fixed) = (try scenes("[uniform, 5, 8]", events), try scenes("8", events))
    #expect(drawn.map { $0.events[0].snr } == fixed.map { $0.events[0].snr })
    #expect(drawn.map { $0.events[0].eventTime } == fixed.map { $0.events[0].eventTime })
  }

  @Test func itIsThatOfAnEventWithWhatIsAroundIt() throws {
    let scenes = try scenes(
      "{of: talk, before: 0.5, after: [uniform, 0, 1], max: 5}",
      "events: [{name: talk, label: speech}, {name: other, label: noise, event_time: [uniform, 0, 9], event_duration: 1}]"
    )
    for scene in scenes {
      let talk = try #require(scene.events.first { $0.name == "talk" })
      #expect(talk.eventTime == 0.5)
      #expect(
        scene.duration >= min(5, talk.source.duration + 0.5) && scene.duration <= min(5, talk.source.duration + 1.5))
      #expect(talk.endTime <= scene.duration + 1e-9)
      // Only the longest mixture cuts it.
      #expect(talk.eventDuration == talk.source.duration || scene.duration == 5)
      #expect(scene.events.allSatisfy { $0.endTime <= scene.duration + 1e-9 })
    }
    #expect(scenes.contains { $0.duration == 5 } && Set(scenes.map(\.duration)).count > 20)
  }

  @Test(arguments: EventDurations.Choice.allCases)
  func ofSeveralEventsTheLongestOrTheShortest(take: EventDurations.Choice) throws {
    let scenes = try scenes(
      "{of: talk, take: \(take.rawValue), max: 60}", "events: [{name: talk, label: speech, count: 2}]")
    for scene in scenes {
      let lengths = scene.events.map(\.source.duration)
      #expect(scene.duration == (take == .longest ? lengths.max() : lengths.min()))
      #expect(scene.events.map(\.eventDuration) == lengths.map { min($0, scene.duration) })
    }
    #expect(Set(scenes.map(\.duration)).count == 3)
  }

  @Test func stretchingCounts() throws {
    let scenes = try scenes(
      "{of: [talk], max: 60}", "events: [{name: talk, label: speech, time_stretch: [uniform, 1.5, 2]}]")
    for scene in scenes {
      let talk = scene.events[0]
      expectClose(scene.duration, talk.source.duration * (talk.timeStretch ?? 1), within: 1e-9)
      expectClose(talk.eventDuration, talk.source.duration, within: 1e-9)
    }
  }

  @Test(arguments: [
    ("{of: talk}", "", "needs max"), ("{of: tolk, max: 3}", "", "no event is named tolk; did you mean talk?"),
    ("[normal, 5, 1]", "", "needs a distribution with a longest duration"),
    ("{of: talk, max: 3}", "gate: {}", "cannot be used with gate"),
    ("{of: talk, max: 3}", "constraints: {max_polyphony: 1}", "cannot be used with max_polyphony or no_overlap"),
    ("{of: talk, max: 3}", "semantics: scaper", "only available with `semantics: soundscape`"),
    ("[uniform, 0, 3]", "", "needs a duration over 0 s"),
  ])
  func whatCannotBeIsRefused(duration: String, more: String, problem: String) {
    let error = failure { try scenes(duration, "\(more)\nevents: [{name: talk, label: [const, speech]}]") }
    #expect("\(String(describing: error))".contains(problem), "\(String(describing: error))")
  }

  @Test func anEventThatDecidesHasNoDurationOfItsOwn() {
    let error = failure { try scenes("{of: talk, max: 3}", "events: [{name: talk, label: speech, event_duration: 1}]") }
    #expect("\(String(describing: error))".contains("has no meaning where mixtures last as long as the event"))
  }

  @Test func marginsThatLeaveNothingFailTheMixture() {
    let error = failure { try scenes("{of: talk, before: 3, max: 3}", "events: [{name: talk, label: speech}]") }
    #expect("\(String(describing: error))".contains("before and after leave nothing"))
  }

  @Test func aDataSetOfThemIsWhole() async throws {
    var fixture = try DatasetFixture()
    fixture.recipe.durationLaw = .drawn(.uniform(0.2...0.25))
    _ = try fixture.generator("set", 0..<6, jobs: 2).run()
    let root = fixture.folder.path("set")
    #expect(try DatasetVerifier(root).run().isFaultless)
    let range = try #require(try StatisticsReader(root).run().mixtures.durations)
    #expect(range.lowerBound >= 0.2 && range.upperBound <= 0.25 && range.lowerBound < range.upperBound)
  }
}
