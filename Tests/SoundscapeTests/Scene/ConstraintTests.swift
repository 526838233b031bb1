import TestSupport
import Testing

@testable import Soundscape

/// Constraints on times, from the recipe to the scene.
@Suite struct ConstraintTests {
  private let bank = Soundbank(
    foreground: Recipes.side("fg", [("cat", [2, 3]), ("dog", [4]), ("horn", [0.5, 8, 30])]),
    background: Recipes.side("bg", [("rain", [20])]))

  private func instantiator(_ yaml: String, duration: Seconds = 10) throws -> Instantiator {
    try Instantiator(recipe: try Recipes.read(yaml, duration: duration), soundbank: bank)
  }

  private func scenes(_ yaml: String, count: Int = 100, duration: Seconds = 10) throws -> [Scene] {
    return try instantiator(yaml, duration: duration).scenes(seed: .integer(21)).scenes(count)
  }

  private func overlaps(_ events: [Event], gap: Double = 0) -> Bool {
    let sorted = events.sorted { $0.eventTime < $1.eventTime }
    return zip(sorted, sorted.dropFirst()).contains { $0.endTime + gap > $1.eventTime + 1e-9 }
  }

  @Test func noOverlapWithGaps() throws {
    let yaml = """
      constraints: {no_overlap: all, min_gap: 0.25}
      events: [{count: 4, label: dog, event_duration: [uniform, 0.5, 4], event_time: [uniform, 0, 10]}]
      """
    let scenes = try scenes(yaml)
    #expect(scenes.allSatisfy { $0.events.count == 4 && !overlaps($0.events, gap: 0.25) })
    // Durations yield too: four of 2.25 s on average would not fit 10 s with gaps, and do, since long ones are rarer.
    let mean = scenes.flatMap(\.events).map(\.eventDuration).reduce(0, +) / 400
    #expect(mean > 1 && mean < 1.9, "\(mean)")
  }

  @Test func touchingEventsDoNotOverlap() throws {
    let yaml = """
      constraints: {no_overlap: all}
      events: [{count: 5, label: [choose, [cat]], event_duration: 2, event_time: [uniform, 0, 10]}]
      """
    for scene in try scenes(yaml, count: 20) {
      let times = scene.events.map(\.eventTime)
      #expect(zip(times, [0, 2, 4, 6, 8]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(times)")
    }
  }

  @Test func sameLabelAndListedLabels() throws {
    let events = "events: [{count: 6, event_duration: [uniform, 0.5, 2.5], event_time: [uniform, 0, 10]}]"
    for scene in try scenes("constraints: {no_overlap: same_label}\n" + events) {
      for (_, same) in Dictionary(grouping: scene.events, by: \.label) { #expect(!overlaps(same)) }
    }
    for scene in try scenes("constraints: {no_overlap: [cat, dog]}\n" + events) {
      #expect(!overlaps(scene.events.filter { $0.label != "horn" }))
    }
  }

  @Test func maxPolyphonyWithFixedTimes() throws {
    let yaml = """
      constraints: {max_polyphony: 2}
      events:
        - {name: fixed, label: dog, event_time: 3, event_duration: 4}
        - {name: free, label: dog, count: [uniform, 2, 4], event_duration: [uniform, 1, 4], event_time: [normal, 5, 2]}
      """
    let scenes = try scenes(yaml)
    for scene in scenes {
      #expect(scene.maximumPolyphony <= 2)
      #expect(scene.events.contains { $0.name == "fixed" && $0.eventTime == 3 })
    }
    #expect(scenes.contains { $0.maximumPolyphony == 2 })
  }

  /// Those that no draw of the recipe can satisfy, with the arithmetic in the message.
  @Test func whatCannotBeIsToldBeforeAnythingIsDrawn() throws {
    let error = failure {
      try instantiator(
        "constraints: {max_polyphony: 1}\nevents: [{label: dog, count: 6, event_duration: [uniform, 4, 5]}]")
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("6 events of at least 4 s cannot fit in 10 s at polyphony 1"), "\(text)")
    #expect(text.contains("24 s > 10 s"), "\(text)")
  }

  @Test func aMixtureThatHappensToBeTooFullFailsByItself() throws {
    let yaml = """
      constraints: {no_overlap: all}
      events: [{label: dog, count: [choose, [1, 5]], event_duration: 3, event_time: [uniform, 0, 10]}]
      """
    var failed = 0
    for result in try instantiator(yaml).scenes(seed: .integer(3)).first(40) {
      switch result {
      case .success(let drawn): #expect(drawn.value.events.count == 1)
      case .failure(let error):
        failed += 1
        #expect("\(error)".contains("no_overlap: "), "\(error)")
      }
    }
    #expect(failed > 5 && failed < 35)
  }

  @Test func coherentGroupsMoveAsOne() throws {
    func label(_ name: String) -> SoundLabel {
      SoundLabel(
        name: name,
        sounds: ["a", "b", "c"].map {
          Sound(
            name: "\($0).wav", path: "fg/\(name)/\($0).wav",
            info: AudioFileInfo(frameCount: 441_000, sampleRate: 44_100, channelCount: 1))
        })
    }
    let bank = Soundbank(foreground: .init(folder: "fg", labels: [label("drums"), label("vocals")]))
    let yaml = """
      constraints: {max_polyphony: 2}
      events:
        - labels: [vocals, drums]
          count: 3
          coherent: 1
          share: [source_file, source_time, event_time, event_duration]
          event_duration: [uniform, 1, 3]
          event_time: [uniform, 0, 10]
      """
    let scenes = try Instantiator(recipe: try Recipes.read(yaml), soundbank: bank).scenes(seed: .integer(1))
    for scene in try scenes.scenes(50) {
      #expect(scene.events.count == 6 && scene.maximumPolyphony == 2)
      for pair in Dictionary(grouping: scene.events, by: { $0.name.prefix { $0 != "/" } }).values {
        #expect(Set(pair.map(\.eventTime)).count == 1)
      }
    }
  }

  /// Constraints that are always kept change nothing about the draws they do not concern.
  @Test func otherDrawsStay() throws {
    let events =
      "events: [{count: 3, label: [choose, [cat, dog]], event_duration: 1, event_time: [uniform, 0, 10], snr: [normal, 0, 5]}]"
    for (free, bound) in zip(
      try scenes(events, count: 20), try scenes("constraints: {no_overlap: all}\n" + events, count: 20))
    {
      func plain(_ scene: Scene) -> [String] {
        scene.events.sorted { $0.name < $1.name }.map { "\($0.name) \($0.label) \($0.source.name) \($0.snr)" }
      }
      #expect(plain(free) == plain(bound))
    }
  }
}
