import Testing

@testable import Soundscape

@Suite struct InstantiatorTests {
  private let yaml = """
    ref_db: [uniform, -30, -20]
    background: [{}]
    events:
      - {label: [choose, [cat, dog]], event_time: [uniform, 0, 9], snr: [normal, 0, 5]}
      - {count: [uniform, 0, 4], pitch_shift: [truncnorm, 0, 1, -2, 2], event_duration: [choose, [0.5, 1]]}
    """

  @Test(arguments: [0, 1, 2, 7, 30]) func aSceneIsTheSameAloneAndInARow(index: Int) throws {
    let instantiator = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank)
    let last = try instantiator.scenes(seed: .list([4, 5])).scenes(index + 1).last
    let single = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank)
      .scene(index: index, seed: .list([4, 5])).value
    #expect(single == last)
    #expect(single.index == index && single.seed == .list([4, 5]))
  }

  @Test func seedsAndIndicesGiveDifferentScenes() throws {
    let instantiator = try Instantiator(recipe: try Recipes.read(yaml), soundbank: Recipes.bank)
    var levels: Set<Double> = []
    for seed in 0..<5 {
      for index in 0..<5 {
        levels.insert(try instantiator.scene(index: index, seed: .integer(UInt32(seed))).value.referenceLoudness)
      }
    }
    #expect(levels.count == 25)
  }

  @Test func aBackgroundFillsTheMixture() throws {
    let scene = try Recipes.draw("background: [{source_file: rain0.wav}, {source_file: rain1.wav}]").scene
    for background in scene.events {
      #expect(background.role == .background && background.label == "rain")
      #expect(background.eventTime == 0 && background.eventDuration == 10 && background.snr == 0)
      #expect(background.pitchShift == nil && background.timeStretch == nil)
    }
    #expect(scene.events.map(\.name) == ["background[0]", "background[1]"])
    #expect(scene.foregroundEvents.isEmpty)
  }

  /// `end` is the latest start that file and duration allow: 20 s of rain behind a mixture of 10 s.
  @Test func endIsTheLatestStart() throws {
    let recipe = try Recipes.read(
      """
      background: [{source_file: rain1.wav, source_time: [uniform, 0, end]}]
      events: [{label: horn, source_file: horn2.wav, event_duration: 5, source_time: end}]
      """)
    let scenes = try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(6))
    var starts: [Double] = []
    for index in 0..<200 {
      let drawn = try scenes.scene(at: index)
      starts.append(drawn.value.events[0].sourceTime)
      #expect(drawn.value.events[1].sourceTime == 25)
      #expect(drawn.warnings.isEmpty)
    }
    #expect(starts.allSatisfy { (0...10).contains($0) })
    #expect((starts.min() ?? 9) < 1 && (starts.max() ?? 0) > 9)
  }

  /// A window as long as its file can only start at the beginning of the file.
  @Test func endOfAShortFileIsItsStart() throws {
    let (scene, warnings) = try Recipes.draw(
      "background: [{source_file: rain0.wav, source_time: [truncnorm, 1, 1, 0, end]}]\nevents: [{source_time: end}]\n"
        + "render: {fill: chain}")
    #expect(scene.events[0].sourceTime == 0)
    #expect(warnings.isEmpty)
  }

  @Test func countsAreDrawn() throws {
    let recipe = try Recipes.read("events: [{name: a, label: dog, count: [uniform, 1.5, 4.9]}, {count: 0}]")
    let scenes = try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(2))
    var seen: [Int: Int] = [:]
    for scene in try scenes.scenes(300) {
      seen[scene.events.count, default: 0] += 1
      #expect(scene.events.map(\.name) == scene.events.indices.map { "a#\($0)" })
    }
    #expect(seen.keys.sorted() == [2, 3, 4])
    #expect(seen.values.allSatisfy { $0 > 60 }, "whole numbers from both ends, each as likely: \(seen)")
  }

  @Test func aNegativeCountIsNone() throws {
    #expect(try Recipes.draw("events: [{count: [normal, -50, 1]}]").scene.events.isEmpty)
  }

  @Test(arguments: [
    ("events: [{label: cat, event_duration: [normal, -100, 1]}]", "cat: event_duration", "a duration over 0 s"),
    ("events: [{label: cat, event_time: [normal, -9, 0]}]", "cat: event_time", "a time of 0 s or later"),
    ("events: [{label: cat, snr: [normal, 1e9, 1]}]", "cat: snr", "−200 to 200 dB"),
    ("ref_db: [normal, 500, 1]", "recipe: ref_db", "−120 to 20 LUFS"),
  ])
  func whatNeverFitsIsAnErrorAndNoLoop(yaml: String, place: String, wanted: String) {
    let error = failure { try Recipes.draw(yaml) }
    #expect(error.map { "\($0)" } == "\(place): its normal distribution never gives \(wanted)")
  }

  /// A mixture that cannot be drawn does not end a run.
  @Test func theScenesAfterAFailedOneAreDrawn() throws {
    let recipe = try Recipes.read("fit: error\nevents: [{label: dog, event_time: [uniform, 0, 10]}]")
    let scenes = try Instantiator(recipe: recipe, soundbank: Recipes.bank).scenes(seed: .integer(1))
    let drawn = scenes.first(40).map { (try? $0.get()) != nil }
    #expect(drawn.contains(true) && drawn.contains(false))
  }
}
