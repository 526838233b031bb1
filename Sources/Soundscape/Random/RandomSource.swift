/// A single stream of random numbers, as `semantics: scaper` draws from: each draw depends on all before it.
public protocol RandomSource {
  /// 32 random bits.
  mutating func next() -> UInt32
  /// A double in 0 ..< 1 with 53 random bits.
  mutating func unitInterval() -> Double
  /// A normal deviate of mean 0 and deviation 1.
  mutating func standardNormal() -> Double
}

/// What a run's draws start from: one integer, or a list of them, each 0…2³²−1 as NumPy's `RandomState` takes them.
public enum Seed: Hashable, Sendable, Codable {
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
