/// Which try at a value a draw is for. Each part counts from 0, and every try has a stream of its own.
///
/// *Source:* docs/drawing.md, "Attempts".
public struct Attempt: Hashable, Sendable {
  /// Labels, files, durations and times of a whole mixture, which are drawn again together for its constraints.
  public var joint: Int
  /// The window of an event or a group, which is drawn again when the gate finds it too quiet.
  public var window: Int
  /// The value itself, which is drawn again when it does not fit or is used already.
  public var retry: Int

  public init(joint: Int = 0, window: Int = 0, retry: Int = 0) {
    (self.joint, self.window, self.retry) = (joint, window, retry)
  }

  public static let first = Attempt()

  /// The same durations, whichever window: a duration is not drawn again for the gate.
  var ofDurations: Attempt { Attempt(joint: joint) }

  /// The last retry that has a code of its own: later ones are drawn as this one.
  static let lastRetry = 1_023

  /// The number that stands for the try in the counter: bits 24 to 31 and from 40 on are the joint try, 10 to 23 the
  /// window, 0 to 9 the retry. Bits 32 to 39 are the field's.
  var code: UInt64 {
    let joint = UInt64(truncatingIfNeeded: joint)
    let low = UInt32(truncatingIfNeeded: window << 10 | min(retry, Self.lastRetry))
    return (joint >> 8) << 40 | (joint & 0xff) << 24 | UInt64(low)
  }
}
