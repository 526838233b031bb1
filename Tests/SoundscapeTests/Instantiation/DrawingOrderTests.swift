import Testing

@testable import Soundscape

/// The order of drawing is a promise: with one stream for all draws, another order is another data set.
@Suite struct DrawingOrderTests {
  /// The keys selected while the first scene of a recipe is drawn, as `event field`.
  private func order(_ yaml: String) throws -> [String] {
    try record(yaml).keys.map { "\($0.event) \($0.field.rawValue)" }
  }

  private func record(_ yaml: String) throws -> RecordingSource {
    let instantiator = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank)
    var draft = SceneDraft(instantiator: instantiator, index: 3, seed: .integer(1), memory: [:])
    var source = RecordingSource()
    _ = try draft.draw(from: &source)
    return source
  }

  private let fields = [
    "label", "source_file", "event_duration", "time_stretch", "source_time", "event_time", "snr", "pitch_shift",
  ]

  @Test func fieldsOfAnEvent() throws {
    let order = try order("events: [{label: horn, pitch_shift: 1, time_stretch: 1}]")
    #expect(order == [" ref_db"] + fields.map { "horn \($0)" })
  }

  @Test func silentFieldsThatMeanNoneAreNotDrawn() throws {
    let order = try order("events: [{label: horn}]")
    #expect(order == [" ref_db"] + fields.filter { $0 != "time_stretch" && $0 != "pitch_shift" }.map { "horn \($0)" })
  }

  @Test func referenceThenBackgroundsThenEventsInTheOrderOfTheRecipe() throws {
    let order = try order("events: [{label: horn}, {label: cat}]\nbackground: [{}, {label: rain}]\nref_db: -20")
    let background = ["label", "source_file", "source_time"]
    let event = fields.filter { $0 != "time_stretch" && $0 != "pitch_shift" }
    #expect(
      order == [" ref_db"] + background.map { "background[0] \($0)" } + background.map { "background[1] \($0)" }
        + event.map { "horn \($0)" } + event.map { "cat \($0)" })
  }

  @Test func aCountComesBeforeItsCopies() throws {
    let order = try order("events: [{label: cat, count: 2}, {label: horn}]")
    let event = fields.filter { $0 != "time_stretch" && $0 != "pitch_shift" }
    #expect(
      order == [" ref_db", "cat count"] + event.map { "cat#0 \($0)" } + event.map { "cat#1 \($0)" }
        + event.map { "horn \($0)" })
  }

  @Test func aProtectedLabelHasNothingToCut() throws {
    let order = try order("protected_labels: [cat]\nevents: [{label: cat}]")
    #expect(order == [" ref_db"] + ["label", "source_file", "event_time", "snr"].map { "cat \($0)" })
  }

  @Test func keysNameTheMixtureAndTheAttempt() throws {
    // Half of the draws are negative, so that some value needs a second attempt.
    let keys = try record("events: [{count: 20, label: cat, event_time: [normal, 0, 1]}]").keys
    #expect(keys.allSatisfy { $0.mixture == 3 })
    let attempts = keys.filter { $0.field == .eventTime }.map(\.attempt)
    #expect(attempts.contains(1))
    for (before, after) in zip(attempts, attempts.dropFirst()) { #expect(after == 0 || after == before + 1) }
    #expect(keys.filter { $0.field != .eventTime }.allSatisfy { $0.attempt == 0 })
  }

  /// Constants take no randomness; uniform one number, a choice of one none.
  @Test func whatADrawTakes() throws {
    let source = try record(
      """
      events:
        - label: cat
          source_file: [choose, []]
          event_duration: [uniform, 0.5, 1]
          snr: [normal, 0, 1]
          time_stretch: [choose_weighted, [1, 2], [0.5, 0.5]]
          pitch_shift: [choose, [3, 3, 3.0]]
      """)
    let taken = Dictionary(zip(source.keys.map(\.field), source.taken), uniquingKeysWith: +)
    #expect(taken[.label] == 0 && taken[.sourceTime] == 0 && taken[.eventTime] == 0)
    #expect(taken[.sourceFile] == 1 && taken[.eventDuration] == 1 && taken[.snr] == 1 && taken[.timeStretch] == 1)
    #expect(taken[.pitchShift] == 0, "duplicates count once")
  }
}
