/// What one draw is for. A keyed source gives every key its own stream; a single stream has no use for it.
public struct DrawKey: Hashable, Sendable {
  /// What of an event, or of the whole mixture, is drawn.
  public enum Field: String, Hashable, Sendable {
    case referenceLoudness = "ref_db"
    case count, label
    case sourceFile = "source_file"
    case eventDuration = "event_duration"
    case timeStretch = "time_stretch"
    case sourceTime = "source_time"
    case eventTime = "event_time"
    case snr
    case pitchShift = "pitch_shift"
  }

  public var mixture: Int
  /// The event's unique name; empty for what belongs to the mixture as a whole.
  public var event: String
  public var field: Field
  /// Counts the tries at one value, from 0.
  public var attempt: Int

  public init(mixture: Int, event: String, field: Field, attempt: Int = 0) {
    self.mixture = mixture
    self.event = event
    self.field = field
    self.attempt = attempt
  }
}

/// Where randomness comes from: a stream of numbers, told before each draw what it is for.
public protocol RandomSource {
  /// Says what the numbers asked for next are for. A single stream ignores it.
  mutating func select(_ key: DrawKey)
  /// 32 random bits.
  mutating func next() -> UInt32
  /// A double in 0 ..< 1 with 53 random bits.
  mutating func unitInterval() -> Double
  /// A normal deviate of mean 0 and deviation 1.
  mutating func standardNormal() -> Double
}

/// What a run's draws start from: one integer, or a list of them, each 0…2³²−1 as NumPy's `RandomState` takes them.
public enum Seed: Hashable, Sendable {
  case integer(UInt32)
  case list([UInt32])
}

extension Seed: CustomStringConvertible {
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .list(let values): "[" + values.map(String.init).joined(separator: ", ") + "]"
    }
  }
}
