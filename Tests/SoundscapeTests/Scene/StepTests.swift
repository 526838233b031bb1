import TestSupport
import Testing

@testable import Soundscape

/// `[step, from, to, by]`: values in order, each once before any twice, over the whole data set.
@Suite struct StepTests {
  private static let bank = Soundbank(
    foreground: Recipes.side("fg", [("a", [4, 6, 20]), ("b", [5])]),
    background: Recipes.side("bg", [("rain", [3, 20])]))

  private func scenes(_ yaml: String, _ indices: some Sequence<Int>, duration: Seconds = 4) throws -> [Scene] {
    let source = try Instantiator(recipe: try Recipes.read(yaml, duration: duration), soundbank: Self.bank)
      .scenes(seed: .integer(3))
    return try indices.map { try source.scene(at: $0).value }
  }

  @Test func valuesComeInOrderAndBeginAgain() throws {
    let scenes = try scenes(
      "events: [{name: e, count: 2, label: b, snr: [step, 0, 0.3, 0.1], event_time: [step, 0, 2, 1], event_duration: 1}]",
      0..<5)
    let events = scenes.flatMap { $0.events.sorted { $0.drawingOrder < $1.drawingOrder } }
    for (i, event) in events.enumerated() {
      #expect(abs(event.snr - 0.1 * Double(i % 4)) < 1e-12 && event.eventTime == Double(i % 3), "\(i)")
    }
  }

  @Test func eachFileGoesThroughItsOwnSteps() throws {
    let yaml = "events: [{label: a, event_duration: 2, source_time: [step, 0, end, 2]}]"
    var times: [String: [Seconds]] = [:]
    for scene in try scenes(yaml, 0..<90) {
      times[scene.events[0].source.name, default: []].append(scene.events[0].sourceTime)
    }
    #expect(times.count == 3)
    for (name, last) in [("a0.wav", 2.0), ("a1.wav", 4), ("a2.wav", 18)] {
      let steps = Array(stride(from: 0, through: last, by: 2))
      let found = times[name, default: []]
      #expect(found == found.indices.map { steps[$0 % steps.count] }, "\(name)")
    }
  }

  /// Any mixture by itself, in any order, is what it is in a run.
  @Test func anyMixtureCanBeDrawnByItself() throws {
    var generator = SmallGenerator(seed: 11)
    for yaml in [
      "events: [{label: [choose, []], count: [uniform, 0, 3], event_duration: 1, source_time: [step, 0.5, end, 0.7]}]",
      "events: [{labels: [a, b], share: [source_time], coherent: [cycle, [0, 1]], event_duration: 1, "
        + "source_time: [step, 0, end, 1]}]",
      "background: [{source_time: [step, 0, end, 0.5]}]",
      "events: [{label: [cycle, []], event_duration: 1, source_time: [step, 0, end, 1]}]\n"
        + "variants: {deal: true, of: [{weight: 2}, {set: {ref_db: -30}}]}",
    ] {
      let order = (0..<700).shuffled(using: &generator).prefix(60)
      let forward = try scenes(yaml, 0..<700)
      let shuffled = try scenes(yaml, order)
      for (index, scene) in zip(order, shuffled) { #expect(scene == forward[index], "\(yaml), \(index), seed 11") }
    }
  }

  @Test func coherentMembersStepTogether() throws {
    let bank = Soundbank(
      foreground: Recipes.side("fg", [("a", [6]), ("b", [9])]).renamed("song.wav"),
      background: .init(folder: "", labels: []))
    let yaml = "events: [{labels: [a, b], coherent: 1, event_duration: 2, source_time: [step, 0, end, 2]}]"
    let source = try Instantiator(recipe: try Recipes.read(yaml, duration: 4), soundbank: bank).scenes(
      seed: .integer(1))
    // The shorter one bounds both.
    for index in 0..<7 {
      #expect(
        try source.scene(at: index).value.events.map(\.sourceTime) == [2 * Double(index % 3), 2 * Double(index % 3)])
    }
  }

  @Test func whatDoesNotFitFollowsFit() throws {
    let scene = try scenes("events: [{label: b, event_duration: 2, source_time: [step, 4, end, 1]}]", 0..<1)[0]
    #expect(scene.events[0].sourceTime == 3)
    let strict = "fit: error\nevents: [{label: b, event_duration: 2, source_time: [step, 4, end, 1]}]"
    #expect(throws: SoundscapeError.self) { try scenes(strict, 0..<1) }
  }

  @Test(arguments: [
    (
      "events: [{snr: [step, 0, 5]}]",
      "events[0].snr: step is written [step, min, max, by] (found 2 values after the name)"
    ),
    ("events: [{snr: [step, 5, 0, 1]}]", "events[0].snr: step needs min ≤ max (found 5, 0)"),
    ("events: [{snr: [step, 0, 5, 0]}]", "events[0].snr[3]: needs a step over 0 (found 0)"),
    ("events: [{snr: [step, 0, end, 1]}]", "events[0].snr[2]: `end` is only allowed in source_time"),
    ("events: [{source_time: [step, end, end, 1]}]", "source_time: step needs a number to begin with (found end)"),
    ("events: [{snr: [step, 0, 1, 0.0000001]}]", "events[0].snr: has more than 1000000 steps"),
    ("ref_db: [step, -30, -20, 1]", "ref_db: step is only allowed in the fields of an event or a background"),
    ("semantics: scaper\nevents: [{snr: [step, 0, 1, 1]}]", "snr: step is only available with `semantics: soundscape`"),
  ])
  func whatCannotBeIsRefused(yaml: String, complaint: String) {
    let error = failure { try Recipes.read(yaml) }
    #expect(error?.description.hasSuffix(complaint) == true, "\(String(describing: error))")
  }

  @Test func stepsOfDrawsAndProbabilities() {
    let steps = Distribution.step(from: 0, to: 0.3, by: 0.1)
    #expect(Steps(from: 0, to: 0.3, by: 0.1).count == 4 && Steps(from: 1, to: 0, by: 1).count == 0)
    #expect(steps.probability(in: 0.05...0.25) == 0.5 && steps.quantile(0.99) == 0.3)
    #expect(steps.quantile(0, in: 0.15...1) == 0.2 && steps.quantile(0.5, in: 4...5) == nil)
    #expect(steps.quantile(0.5, in: [0...0.05, 0.25...1]) == 0.3 && steps.points?.count == 4)
  }
}

extension Soundbank.Side {
  /// The same with one file a label, all of one name.
  fileprivate func renamed(_ name: String) -> Soundbank.Side {
    Soundbank.Side(
      folder: folder,
      labels: labels.map { label in
        SoundLabel(
          name: label.name,
          sounds: label.sounds.map { Sound(name: name, path: "\(folder)/\(label.name)/\(name)", info: $0.info) })
      })
  }
}
