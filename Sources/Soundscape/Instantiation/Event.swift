/// One sound in a scene: which part of which file, where, how loud, and how changed.
public struct Event: Hashable, Sendable {
  /// What its draws were keyed by; unique in the scene.
  public var name: String
  /// The place among the scene's events in the order in which they were drawn.
  public var drawingOrder = 0
  public var role: Role
  public var label: String
  public var source: SourceFile
  /// Seconds into the source where the window begins.
  public var sourceTime: Seconds
  /// Seconds from the mixture's start.
  public var eventTime: Seconds
  /// Seconds of source that are heard, before stretching.
  public var eventDuration: Seconds
  /// dB above the reference loudness.
  public var snr: Decibels
  /// nil leaves the pitch as it is.
  public var pitchShift: Semitones?
  /// Output ÷ input duration (2 is twice as long); nil leaves the duration as it is.
  public var timeStretch: Double?
  /// What the values were drawn from.
  public var spec: EventSpec

  /// Seconds in the mixture: event duration × time stretch.
  public var duration: Seconds { eventDuration * (timeStretch ?? 1) }
  /// Seconds in the mixture at which the event is over.
  public var endTime: Seconds { eventTime + duration }
}
