/// What one draw is for. Every key has a stream of its own, and draws are independent of each other.
public struct DrawKey: Hashable, Sendable {
  /// What of an event, or of the whole mixture, is drawn, by its code in the counter.
  ///
  /// The codes are part of what every data set means: none may ever change. Those of an event's fields are in
  /// `EventField.swift`; 19 to 23 are kept for rooms, positions and trajectories.
  public struct Field: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }
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

extension DrawKey.Field {
  public static var referenceLoudness: Self { Self(rawValue: 1) }
  public static var count: Self { Self(rawValue: 2) }
  public static var reverb: Self { Self(rawValue: 11) }
  public static var variant: Self { Self(rawValue: 12) }
  public static var coherent: Self { Self(rawValue: 13) }
  /// A value of `let`; the event's name is `$` and the value's.
  public static var value: Self { Self(rawValue: 14) }
  /// Event times that depend on each other.
  public static var placement: Self { Self(rawValue: 15) }
  /// The files that follow a background's first.
  public static var continuation: Self { Self(rawValue: 16) }
  /// The order of a cycle; the mixture's place is taken by the number of the round.
  public static var cycle: Self { Self(rawValue: 17) }
  /// Labels and files that must differ, drawn together.
  public static var selection: Self { Self(rawValue: 18) }
  /// A parameter of an effect; the event's name is that of the parameter: `event#0/effects/reverb.amount`.
  public static var effect: Self { Self(rawValue: 24) }

  /// How long a mixture lasts; the event's name is empty, or `duration/before` and `duration/after` for what is around
  /// the events that it lasts as long as.
  public static var duration: Self { Self(rawValue: 26) }

  /// The names of those that are not an event's fields, in messages and as names of cycles.
  static let otherNames: [Self: String] = [
    .referenceLoudness: "ref_db", .count: "count", .reverb: "reverb", .variant: "variant", .coherent: "coherent",
    .value: "let", .placement: "placement", .continuation: "continuation", .cycle: "cycle", .selection: "selection",
    .effect: "effect", .duration: "duration",
  ]
}

/// An event's unique name, and the number that stands for it in the counter.
public struct EventKey: Hashable, Sendable {
  public let name: String
  /// The first eight bytes of the name's SHA-256, the first the highest.
  public let code: UInt64
}
