/// The draws of a run, each found by nothing but its key.
///
/// A draw is one double u in 0 ..< 1, which the distribution's inverse cumulative function turns into a value. In Python:
///
///     counter = numpy.array([0, mixture, int.from_bytes(sha256(event).digest()[:8], "big"), field << 32 | attempt],
///                           dtype=numpy.uint64)
///     u = numpy.random.Generator(numpy.random.Philox(key=seed, counter=counter)).random()
public struct KeyedRandom: Hashable, Sendable {
  private let key: Philox.Key

  init(key: Philox.Key) { self.key = key }

  /// The stream of a key, for what needs more than one number.
  public func stream(_ draw: DrawKey) -> Philox {
    Philox(key: key, counter: Self.counter(0, draw.mixture, draw.event, draw.field, draw.attempt))
  }

  /// The first number of a key's stream.
  public func uniform(_ draw: DrawKey) -> Double {
    uniform(mixture: draw.mixture, event: draw.event, field: draw.field, attempt: draw.attempt)
  }

  /// The same without a key, which would cost a copy of the event's name.
  func uniform(mixture: Int, event: EventKey, field: DrawKey.Field, attempt: Attempt) -> Double {
    Philox.unitInterval(Philox.block(key: key, counter: Self.counter(1, mixture, event, field, attempt))[0])
  }

  private static func counter(
    _ block: UInt64, _ mixture: Int, _ event: EventKey, _ field: DrawKey.Field, _ attempt: Attempt
  ) -> Philox.Block {
    Philox.Block(
      block, UInt64(bitPattern: Int64(mixture)), event.code, UInt64(field.rawValue) << 32 | attempt.code)
  }

  /// A random order of 0 ..< count: Fisher and Yates's shuffle, from the last place to the first.
  ///
  /// *Source:* Durstenfeld: *Algorithm 235*, CACM 1964.
  public func permutation(_ draw: DrawKey, count: Int) -> [Int] {
    var order = Array(0..<count)
    var stream = stream(draw)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(stream.unitInterval() * Double(last + 1)))
    }
    return order
  }
}
