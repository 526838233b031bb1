import TestSupport
import Testing

@testable import Soundscape

/// What is true of every scene, whatever its recipe.
@Suite struct ScenePropertyTests {
  /// Rounding of times of hours in doubles stays far below it, and a frame far above.
  private let tolerance = 1e-9

  @Test func eventsLieInsideMixtureAndFile() throws {
    for seed in 0..<300 {
      var generator = SmallGenerator(seed: UInt64(seed))
      let recipe = RandomRecipe.make(&generator)
      let bank = RandomRecipe.bank(&generator)
      let instantiator = try Instantiator(recipe: recipe, soundbank: bank)
      guard let drawn = try? instantiator.scene(index: 0, seed: .integer(UInt32(seed))) else {
        Issue.record("seed \(seed): no scene")
        continue
      }
      let (scene, warnings) = (drawn.value, drawn.warnings)
      for event in scene.events where event.role == .foreground {
        let place = "seed \(seed), \(event.name)"
        #expect(event.eventDuration > 0 && event.sourceTime >= 0 && event.eventTime >= 0, "\(place)")
        #expect(event.sourceTime + event.eventDuration <= event.source.duration + tolerance, "\(place)")
        #expect(event.eventTime + event.duration <= scene.duration + tolerance, "\(place)")
        checkSupport(event, warnings.filter { $0.subject == event.name }.map(\.kind), place)
      }
      for event in scene.events where event.role == .background {
        #expect(event.eventTime == 0 && event.eventDuration == scene.duration, "seed \(seed)")
        // One that loops begins anywhere in its file.
        let isLooped = scene.render.fill == .loop && event.source.duration < scene.duration
        let latest = EventFitting.latestStart(of: scene.duration, inSource: event.source.duration)
        #expect(event.sourceTime <= (isLooped ? event.source.duration : latest) + tolerance, "seed \(seed)")
      }
      #expect(Set(scene.events.map(\.name)).count == scene.events.count, "seed \(seed): names are unique")
      #expect(recipe.referenceLoudness.support.contains(scene.referenceLoudness), "seed \(seed)")
    }
  }

  /// Every value is one that its distribution can give, unless a warning says that it was moved.
  private func checkSupport(_ event: Event, _ warnings: [Warning.Kind], _ place: String) {
    let spec = event.spec
    #expect(spec.snr.support.contains(event.snr), "\(place)")
    for (value, distribution) in [(event.pitchShift, spec.pitchShift), (event.timeStretch, spec.timeStretch)] {
      #expect((value == nil) == (distribution == nil), "\(place)")
      if let value, let distribution { #expect(distribution.support.contains(value), "\(place)") }
    }
    if !warnings.contains(.eventTimeMoved) {
      #expect(widened(spec.eventTime.support).contains(event.eventTime), "\(place)")
    }
    if !warnings.contains(.sourceTimeMoved) {
      let latest = EventFitting.latestStart(of: event.eventDuration, inSource: event.source.duration)
      #expect(widened(spec.sourceTime.resolved(end: latest).support).contains(event.sourceTime), "\(place)")
    }
    if let duration = spec.eventDuration, !warnings.contains(.durationCutToSource),
      !warnings.contains(.durationCutToMixture)
    {
      #expect(widened(duration.support).contains(event.eventDuration), "\(place)")
    }
  }

  /// A change under a millionth of a second is rounding, which no warning reports.
  private func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    (range.lowerBound - 1e-6)...(range.upperBound + 1e-6)
  }
}
