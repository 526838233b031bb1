/// What an annotation says about the audio beside it.
///
/// Its formulas are the verifier's, not the renderer's: a fault in those would agree with itself.
struct AnnotationClaims {
  let annotation: Annotation

  var events: [AnnotatedEvent] { annotation.events }
  /// Seconds of the mixture as it is written.
  var duration: Seconds { annotation.duration }
  var sampleRate: Hertz { annotation.settings.sampleRate }
  var channelCount: Int { annotation.settings.channelCount }
  var dialect: Dialect { annotation.semantics.dialect }
  var checks: VerificationChecks { dialect.checks }

  /// Frames of the mixture.
  var frameCount: Int { dialect.frameCount(of: duration, at: sampleRate) }

  /// Where an event's stem may sound; the whole mixture where the annotation does not say.
  func range(of event: AnnotatedEvent) -> Range<Int> {
    let whole = 0..<max(0, frameCount)
    guard let first = event.firstFrame, let count = event.frameCount else { return whole }
    return (first..<(first + count)).clamped(to: whole)
  }

  var hasReverb: Bool { annotation.settings.render.reverb != nil }
}
