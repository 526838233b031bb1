/// How drawn times yield to the file and to the mixture: pure functions of a value that give it back, perhaps changed,
/// with a warning that says so.
///
/// What yields to what: the duration to the file, then to the mixture; then the source time to the file; then the event
/// time to the mixture.
enum EventFitting {
  typealias Fitted = (value: Double, warning: Warning?)

  /// A smaller change is rounding and not worth a warning: a twentieth of a frame at 48 kHz.
  private static let leastReported: Seconds = 1e-6

  /// A duration cut to what the file holds.
  static func duration(_ drawn: Seconds, toSource source: Seconds, of event: String) -> Fitted {
    guard drawn > source else { return (drawn, nil) }
    let message = "event_duration \(rounded(drawn, 3)) s is longer than the source, cut to \(rounded(source, 3)) s"
    return changed(source, Warning(.durationCutToSource, subject: event, message, before: drawn, after: source))
  }

  /// A duration cut to what the mixture holds after stretching.
  static func duration(_ drawn: Seconds, stretch: Double, toMixture mixture: Seconds, of event: String) -> Fitted {
    guard drawn * stretch > mixture else { return (drawn, nil) }
    let fitted = mixture / stretch
    let stretched = stretch == 1 ? "" : " after stretching by \(rounded(stretch, 3))"
    let message =
      "event_duration \(rounded(drawn, 3)) s is longer than the mixture\(stretched), cut to \(rounded(fitted, 3)) s"
    return changed(fitted, Warning(.durationCutToMixture, subject: event, message, before: drawn, after: fitted))
  }

  /// The latest start in a file at which a window of this duration still fits; 0 for one that is longer.
  static func latestStart(of duration: Seconds, inSource source: Seconds) -> Seconds { max(0, source - duration) }

  /// The same for an event of a role: a background that is shorter than its mixture and loops may begin at any of its
  /// frames.
  static func latestStart(
    of duration: Seconds, in source: Sound, role: Role, fill: RenderOptions.Fill
  ) -> Seconds {
    guard role == .background, fill == .loop, source.isShorter(than: duration) else {
      return latestStart(of: duration, inSource: source.duration)
    }
    return lastFrame(of: source)
  }

  /// The same for an event whose file may be repeated.
  static func latestStart(of duration: Seconds, in source: Sound, fill: EventFill) -> Seconds {
    fill == .tile && source.isShorter(than: duration)
      ? lastFrame(of: source) : latestStart(of: duration, inSource: source.duration)
  }

  private static func lastFrame(of source: Sound) -> Seconds {
    seconds(of: max(0, source.info.frameCount - 1), at: source.info.sampleRate)
  }

  /// The same for an event of a scene; Scaper's backgrounds begin at their start where they are too short.
  static func latestStart(of event: Event, in settings: Scene.Settings, _ dialect: Dialect) -> Seconds {
    if event.fill == .tile { return latestStart(of: event.eventDuration, in: event.source, fill: .tile) }
    return latestStart(
      of: event.eventDuration, in: event.source, role: dialect.loopsFromAnywhere ? event.role : .foreground,
      fill: settings.render.fill)
  }

  /// A source time moved forward so that the window is within the file.
  static func sourceTime(_ drawn: Seconds, latest: Seconds, of event: String) -> Fitted {
    guard drawn > latest else { return (drawn, nil) }
    let message = "source_time \(rounded(drawn, 3)) s leaves too little of the source, moved to \(rounded(latest, 3)) s"
    return changed(latest, Warning(.sourceTimeMoved, subject: event, message, before: drawn, after: latest))
  }

  /// An event time moved forward so that the event ends within the mixture.
  static func eventTime(_ drawn: Seconds, duration: Seconds, mixture: Seconds, of event: String) -> Fitted {
    guard drawn + duration > mixture else { return (drawn, nil) }
    let fitted = max(0, mixture - duration)
    let message = "event_time \(rounded(drawn, 3)) s leaves too little of the mixture, moved to \(rounded(fitted, 3)) s"
    return changed(fitted, Warning(.eventTimeMoved, subject: event, message, before: drawn, after: fitted))
  }

  private static func changed(_ value: Double, _ warning: Warning) -> Fitted {
    (value, abs((warning.before ?? value) - value) < leastReported ? nil : warning)
  }
}
