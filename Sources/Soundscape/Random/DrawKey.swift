/// What one draw is for. Every key has a stream of its own, and draws are independent of each other.
public struct DrawKey: Hashable, Sendable {
  /// What of an event, or of the whole mixture, is drawn. The raw value is its code in the counter.
  public enum Field: UInt32, Hashable, Sendable, CaseIterable {
    case referenceLoudness = 1
    case count, label, sourceFile, eventDuration, timeStretch, sourceTime, eventTime, snr, pitchShift
    case reverb, variant, coherent
    /// A value of `let`; the event's name is `$` and the value's.
    case value
    /// Event times that depend on each other.
    case placement
    /// The files that follow a background's first.
    case continuation
    /// The order of a cycle; the mixture's place is taken by the number of the round.
    case cycle
    /// Which of several tries at durations is kept.
    case selection
    /// A parameter of an effect; the event's name is that of the parameter: `event#0/effects/reverb.amount`.
    case effect = 24
  }

  public var mixture: Int
  public var event: EventKey
  public var field: Field
  public var attempt: Attempt

  public init(mixture: Int, event: EventKey, field: Field, attempt: Attempt = .first) {
    self.mixture = mixture
    self.event = event
    self.field = field
    self.attempt = attempt
  }
}

/// An event's unique name, and the number that stands for it in the counter.
public struct EventKey: Hashable, Sendable {
  public let name: String
  /// The first eight bytes of the name's SHA-256, the first the highest.
  public let code: UInt64
}
