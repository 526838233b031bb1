import TestSupport
import Testing

@testable import Soundscape

/// Changes to an annotation go by the rules of recipes, and what does not fit yields.
@Suite struct AnnotationEditTests {
  /// A background and two events of half a second from sources of a second, in a mixture of three.
  private let bank: TestBank
  private let annotation: Annotation

  init() throws {
    bank = try TestBank()
    let rain = try bank.add(Signals.noise(frameCount: 8_000), "rain", role: .background, rate: 8_000)
    let dog = try bank.add(Signals.noise(frameCount: 8_000), "dog", rate: 8_000)
    var events = [Event.test(rain, lasting: 3, name: "background[0]", role: .background)]
    events[0].label = "rain"
    for k in 0..<2 {
      var event = Event.test(dog, at: Double(k + 1), from: 0.25, lasting: 0.5, snr: 3, name: "e\(k)")
      (event.label, event.drawingOrder) = ("dog", k + 1)
      events.append(event)
    }
    let scene = Scene.test(events, duration: 3, options: .levelled)
    annotation = Annotation(
      scene: scene,
      files: .init(foregroundFolder: bank.foreground, backgroundFolder: bank.background, backgroundLabels: ["rain"]))
  }

  private func edited(_ texts: String...) throws -> (annotation: Annotation, warnings: [Warning]) {
    var changed = try Annotation(jams: annotation.jams, path: "x.jams")
    let edits = try texts.map { try #require(AnnotationEdit(setting: $0)) }
    let warnings = try changed.apply(edits, sounds: FileSounds())
    return (changed, warnings)
  }

  @Test(
    "What a recipe refuses is refused",
    arguments: [
      ("events[1].time_stretch=30", "needs a ratio of output to input duration from 0.05 to 20 (found 30)"),
      ("events[1].time_stretch=0", "needs a ratio of output to input duration from 0.05 to 20 (found 0)"),
      ("events[1].pitch_shift=100", "needs −60 to 60 semitones (found 100)"),
      ("events[1].snr=201", "needs −200 to 200 dB (found 201)"),
      ("events[1].event_time=-1", "needs a time of 0 s or later (found -1)"),
      ("events[1].event_duration=0", "needs a duration over 0 s (found 0)"),
      ("events[1].source_time=-0.5", "needs a time of 0 s or later (found -0.5)"),
      ("ref_db=50", "needs −120 to 20 LUFS (found 50)"),
      ("reverb=2", "needs an amount of reverb from 0 to 1 (found 2)"),
      ("fade_in=-1", "needs a fade of 0 s or more (found -1)"),
      ("fade_out=86401", "needs a fade of 0 s or more (found 86401)"),
      ("ref_db=null", "needs a number"),
      ("events[1].snr=null", "needs a number"),
      ("events[0].snr=3", "cannot be set; a background has source_time"),
      (
        "events[1].pitch=3",
        "cannot be set; an event has source_time, event_time, event_duration, snr, pitch_shift, time_stretch or gain"
      ),
      ("color=1", "cannot be set: write events[0].snr, or ref_db, fade_in, fade_out or reverb"),
    ])
  func refused(text: String, problem: String) throws {
    let keyPath = String(text.prefix { $0 != "=" })
    let error = failure(of: { try edited(text) })
    #expect(
      "\(error.map { "\($0)" } ?? "")".hasPrefix("x.jams: \(keyPath): \(problem)"), "\(String(describing: error))")
  }

  @Test func anEventThatIsNotThereIsRefused() throws {
    #expect(
      failure(of: { try edited("events[9].snr=1") })
        == .annotation(path: "x.jams", problem: "events[9]: does not exist: the annotation has 3, counted from 0"))
  }

  @Test func aTimePastTheEndYieldsToTheMixture() throws {
    let (changed, warnings) = try edited("events[2].event_time=2.9")
    #expect(changed.events[2].event.eventTime == 2.5 && changed.events[2].time == 2.5)
    #expect(warnings.map(\.kind) == [.eventTimeMoved] && warnings.map(\.subject) == ["e1"])
    #expect(warnings.first?.before == 2.9 && warnings.first?.after == 2.5)
  }

  @Test func aWindowPastTheEndYieldsToTheSource() throws {
    let (changed, warnings) = try edited("events[1].source_time=0.8", "events[0].source_time=0.5")
    #expect(changed.events[1].event.sourceTime == 0.5)
    // A background that loops may begin anywhere in its source, as in a recipe.
    #expect(changed.events[0].event.sourceTime == 0.5)
    #expect(warnings.map(\.kind) == [.sourceTimeMoved])
  }

  @Test func aDurationYieldsToSourceAndMixture() throws {
    let (longer, warnings) = try edited("events[1].event_duration=9")
    #expect(longer.events[1].event.eventDuration == 1 && longer.events[1].event.sourceTime == 0)
    #expect(warnings.map(\.kind) == [.durationCutToSource, .sourceTimeMoved])
    let (stretched, others) = try edited("events[1].time_stretch=10")
    #expect(stretched.events.first { $0.event.name == "e0" }?.event.eventDuration == 0.3)
    #expect(others.map(\.kind) == [.durationCutToMixture, .eventTimeMoved])
  }

  @Test func whatFitsIsTakenAsItIs() throws {
    let (changed, warnings) = try edited("events[1].snr=-6", "events[1].pitch_shift=-2", "ref_db=-30", "fade_in=0.2")
    #expect(warnings.isEmpty)
    #expect(changed.events[1].event.snr == -6 && changed.events[1].event.pitchShift == -2)
    #expect(changed.settings.referenceLoudness == -30 && changed.settings.fadeIn == 0.2)
    #expect(changed.events[0] == (try edited()).annotation.events[0])
    #expect(changed.edits.map(\.keyPath) == ["events[1].snr", "events[1].pitch_shift", "ref_db", "fade_in"])
  }

  @Test func eventsStayInTheOrderOfTheirOnsets() throws {
    let (changed, _) = try edited("events[1].event_time=2")
    #expect(changed.events.map(\.event.name) == ["background[0]", "e1", "e0"] || changed.events[1].event.name == "e0")
    let (moved, _) = try edited("events[1].event_time=2.25")
    #expect(moved.events.map(\.event.name) == ["background[0]", "e1", "e0"])
    #expect(moved.resolvedScene.events.map(\.name) == moved.events.map(\.event.name))
  }

  @Test func anEditedEventStaysInWhatIsLeftOfACut() throws {
    var cut = annotation
    try cut.trim(to: 0..<2)
    let error = failure(of: {
      var changed = cut
      _ = try changed.apply([.set(keyPath: "events[1].event_time", value: 2.2)], sounds: FileSounds())
    })
    #expect(
      "\(error.map { "\($0)" } ?? "")".contains("events[1]: would be outside the range that the mixture was trimmed to")
    )
  }

  @Test func scapersRulesAreLeftToItsFiles() throws {
    var scapers = annotation
    scapers.header = nil
    var changed = scapers
    _ = try changed.apply([.set(keyPath: "events[1].pitch_shift", value: 100)], sounds: FileSounds())
    #expect(changed.events[1].event.pitchShift == 100 && changed.semantics == .scaper)
  }
}
