import TestSupport
import Testing

@testable import Soundscape

/// A number that was drawn and that no mixture can have: the draws go on as Scaper's, and the mixture is an error.
@Suite struct DrawnNumberTests {
  /// Two of Scaper's normal distributions often leave what the stretcher can do.
  private let yaml = """
    semantics: scaper
    sample_rate: 8000
    output: {audio: false}
    events: [{time_stretch: [normal, 0.02, 0.02], pitch_shift: [normal, 0, 80], event_duration: [const, 0.1]}]
    """

  @Test func scapersStreamKeepsThemAndTheRunNamesThem() throws {
    let bank = try TestBank()
    try bank.add(Signals.noise(frameCount: 8_000), "dog", rate: 8_000)
    let engine = try Engine(recipe: try Recipes.read(yaml), soundbank: bank.scan().soundbank)
    let sink = MemorySink()
    _ = try DatasetGenerator(engine: engine, indices: 0..<100, sink: sink).run()
    let scenes = try engine.scenes.first(100).map { try $0.get().value }
    var failed = 0
    for (scene, row) in zip(scenes, sink.rows) {
      let event = try #require(scene.events.first)
      let (stretch, pitch) = (try #require(event.timeStretch), try #require(event.pitchShift))
      #expect(stretch > 0)
      guard stretch >= 0.01, abs(pitch) <= 120 else {
        failed += 1
        let wrong = stretch < 0.01 && abs(pitch) <= 120 ? "time_stretch" : "pitch_shift"
        #expect(row.error?.contains("\(wrong) is ") == true && row.error?.contains(", but needs ") == true)
        #expect(sink.mixtures[row.index] == nil)
        continue
      }
      #expect(row.error == nil)
      let mixture = try #require(sink.mixtures[row.index])
      let text = try #require(mixture.texts.first { $0.key.hasSuffix(".jams") }?.value)
      #expect(try Annotation(jams: text, path: "x.jams").resolvedScene.events[0].timeStretch == stretch)
    }
    #expect(failed > 20 && failed < 80, "\(failed)")
  }

  @Test(
    "A scene that a caller made is refused, not a trap", arguments: Semantics.allCases,
    EventField.numbers.filter { $0 != .eventDuration })
  func madeByACaller(semantics: Semantics, field: EventField) throws {
    let bank = try TestBank()
    let sound = try bank.add(Signals.noise(frameCount: 8_000), "dog", rate: 8_000)
    for value in [1e300, -1e300, .infinity, .nan] {
      var event = Event.test(sound, lasting: 0.5)
      event.set(field, to: value)
      var scene = Scene.test([event], duration: 1)
      scene.semantics = semantics
      let error = failure { try scene.rendered() }
      #expect(error?.description.contains("\(field.rawValue) is ") == true, "\(value): \(error as Any)")
    }
  }
}
