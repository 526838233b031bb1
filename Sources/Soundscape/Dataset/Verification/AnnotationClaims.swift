/// What an annotation says about the audio beside it.
///
/// Its formulas are written apart from the renderer's: a fault in those would agree with itself.
struct AnnotationClaims {
  let annotation: Annotation

  var events: [AnnotatedEvent] { annotation.events }
  /// Seconds of the mixture as it is written.
  var duration: Seconds { annotation.duration }
  var sampleRate: Hertz { annotation.settings.sampleRate }
  var channelCount: Int { annotation.settings.channelCount }
  var dialect: Dialect { annotation.semantics.dialect }
  var checks: VerificationChecks { dialect.checks }

  /// Frames of the mixture; of one that was cut, what its cuts left of the whole.
  var frameCount: Int {
    guard !annotation.cuts.isEmpty else { return dialect.frameCount(of: duration, at: sampleRate) }
    return annotation.cuts.reduce(dialect.frameCount(of: annotation.settings.duration, at: sampleRate)) { whole, cut in
      let start = min(frames(in: cut.range.lowerBound, at: sampleRate), whole)
      return max(start, min(frames(in: cut.range.upperBound, at: sampleRate), whole)) - start
    }
  }

  /// When an event begins and ends in the mixture, by its values and the cuts; s.
  func interval(of event: Event) -> (start: Seconds, end: Seconds) {
    annotation.cuts.reduce((start: event.eventTime, end: event.endTime)) { time, cut in
      let origin = cut.requested.lowerBound
      return (max(time.start, cut.range.lowerBound) - origin, min(time.end, cut.range.upperBound) - origin)
    }
  }

  /// Where an event's stem may sound; the whole mixture where the annotation does not say.
  func range(of event: AnnotatedEvent) -> Range<Int> {
    let whole = 0..<max(0, frameCount)
    guard let first = event.firstFrame, let count = event.frameCount else { return whole }
    return (first..<(first + count)).clamped(to: whole)
  }

  /// Whether a reverb or other effects are put on the whole mixture, after the levels were set.
  var hasMixtureEffects: Bool {
    annotation.settings.render.reverb != nil || !annotation.settings.effects.isEmpty
  }
}
