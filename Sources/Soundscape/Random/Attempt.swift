/// Which try at a value a draw is for. Each part counts from 0, and every try has a stream of its own.
///
/// *Source:* docs/drawing.md, "Attempts".
public struct Attempt: Hashable, Sendable {
  /// The durations of a whole mixture, which are drawn again for constraints on times.
  public var durations: Int
  /// The window of an event or a group, which is drawn again when the gate finds it too quiet.
  public var window: Int
  /// The value itself, which is drawn again when it does not fit or is used already.
  public var retry: Int

  public init(durations: Int = 0, window: Int = 0, retry: Int = 0) {
    (self.durations, self.window, self.retry) = (durations, window, retry)
  }

  public static let first = Attempt()

  /// The same durations, whichever window: a duration is not drawn again for the gate.
  var ofDurations: Attempt { Attempt(durations: durations) }

  /// The last retry that has a code of its own: later ones are drawn as this one.
  static let lastRetry = 1_023

  /// The number that stands for the try in the counter: bits 24 to 31 are durations, 10 to 23 the window, 0 to 9 the
  /// retry.
  var code: UInt32 {
    UInt32(truncatingIfNeeded: durations << 24 | window << 10 | min(retry, Self.lastRetry))
  }
}
