import Soundscape

/// Draws like a Mersenne Twister and remembers what each draw was for.
struct RecordingSource: RandomSource {
  private var twister = MersenneTwister(seed: .integer(1))
  private(set) var keys: [DrawKey] = []
  /// How many random numbers were taken under each key.
  private(set) var taken: [Int] = []

  mutating func select(_ key: DrawKey) {
    keys.append(key)
    taken.append(0)
  }

  mutating func next() -> UInt32 {
    count()
    return twister.next()
  }

  mutating func unitInterval() -> Double {
    count()
    return twister.unitInterval()
  }

  mutating func standardNormal() -> Double {
    count()
    return twister.standardNormal()
  }

  private mutating func count() { if !taken.isEmpty { taken[taken.count - 1] += 1 } }
}
