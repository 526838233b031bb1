import TestSupport
import Testing

@testable import Soundscape

@Suite struct EventFittingTests {
  private func check(
    _ fitted: EventFitting.Fitted, _ value: Double, _ kind: Warning.Kind?, before: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(fitted.value, value, within: 1e-12, sourceLocation: sourceLocation)
    #expect(fitted.warning?.kind == kind, sourceLocation: sourceLocation)
    guard kind != nil else { return }
    #expect(fitted.warning?.before == before, sourceLocation: sourceLocation)
    #expect(fitted.warning?.after == fitted.value, sourceLocation: sourceLocation)
    #expect(fitted.warning?.subject == "dog", sourceLocation: sourceLocation)
  }

  @Test func durationYieldsToTheFile() {
    check(EventFitting.duration(3, toSource: 4, of: "dog"), 3, nil)
    check(EventFitting.duration(4, toSource: 4, of: "dog"), 4, nil)
    let cut = EventFitting.duration(5, toSource: 4, of: "dog")
    check(cut, 4, .durationCutToSource, before: 5)
    #expect(cut.warning.map { "\($0)" } == "dog: event_duration 5 s is longer than the source, cut to 4 s")
  }

  @Test func durationYieldsToTheMixtureAfterStretching() {
    check(EventFitting.duration(10, stretch: 1, toMixture: 10, of: "dog"), 10, nil)
    check(EventFitting.duration(5, stretch: 2, toMixture: 10, of: "dog"), 5, nil)
    check(EventFitting.duration(6, stretch: 2, toMixture: 10, of: "dog"), 5, .durationCutToMixture, before: 6)
    check(EventFitting.duration(12, stretch: 1, toMixture: 10, of: "dog"), 10, .durationCutToMixture, before: 12)
    check(EventFitting.duration(12, stretch: 0.5, toMixture: 10, of: "dog"), 12, nil)
    let message = EventFitting.duration(6, stretch: 2, toMixture: 10, of: "dog").warning?.message
    #expect(message == "event_duration 6 s is longer than the mixture after stretching by 2, cut to 5 s")
  }

  @Test func sourceTimeYieldsToTheWindow() {
    #expect(EventFitting.latestStart(of: 3, inSource: 4) == 1)
    #expect(EventFitting.latestStart(of: 5, inSource: 4) == 0)
    check(EventFitting.sourceTime(1, latest: 1, of: "dog"), 1, nil)
    check(EventFitting.sourceTime(2.5, latest: 1, of: "dog"), 1, .sourceTimeMoved, before: 2.5)
  }

  @Test func eventTimeYieldsToTheEvent() {
    check(EventFitting.eventTime(7, duration: 3, mixture: 10, of: "dog"), 7, nil)
    check(EventFitting.eventTime(9, duration: 3, mixture: 10, of: "dog"), 7, .eventTimeMoved, before: 9)
    check(EventFitting.eventTime(1, duration: 12, mixture: 10, of: "dog"), 0, .eventTimeMoved, before: 1)
  }

  /// All four in a row, in one event: a cat of 3 s, in a mixture of 4 s.
  @Test func everyYieldingIsTold() throws {
    let (scene, warnings) = try Recipes.draw(
      """
      events: [{label: cat, source_file: cat1.wav, event_duration: 20, time_stretch: 2, source_time: 2, event_time: 3}]
      """, duration: 4)
    let event = scene.events[0]
    #expect(event.eventDuration == 2 && event.duration == 4 && event.sourceTime == 1 && event.eventTime == 0)
    #expect(warnings.map(\.kind) == [.durationCutToSource, .durationCutToMixture, .sourceTimeMoved, .eventTimeMoved])
    #expect(warnings.map(\.before) == [20, 3, 2, 3])
    #expect(warnings.map(\.after) == [3, 2, 1, 0])
    #expect(warnings.allSatisfy { $0.subject == "cat" })
  }

  /// A recipe without a duration for an event asks for the whole file: no warning where that is too short.
  @Test func aSilentDurationIsCutSilently() throws {
    let (scene, warnings) = try Recipes.draw("events: [{label: dog}, {label: horn, source_file: horn2.wav}]")
    #expect(scene.events.map(\.eventDuration) == [4, 10])
    #expect(warnings.isEmpty)
  }

  @Test func aProtectedLabelKeepsItsWholeFile() throws {
    let yaml = "protected_labels: [dog]\nevents: [{label: dog, event_duration: 1, source_time: 2, event_time: 1}]"
    let (scene, warnings) = try Recipes.draw(yaml)
    #expect(scene.events[0].eventDuration == 4 && scene.events[0].sourceTime == 0 && scene.events[0].eventTime == 1)
    #expect(warnings.isEmpty && scene.protectedLabels == ["dog"])
    let short = try Recipes.draw(yaml, duration: 3)
    #expect(short.scene.events[0].eventDuration == 3)
    #expect(short.warnings.map(\.kind) == [.durationCutToMixture, .eventTimeMoved])
  }
}
