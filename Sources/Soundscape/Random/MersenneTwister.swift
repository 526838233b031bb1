/// NumPy's `RandomState`, bit for bit: MT19937, and the legacy way of making doubles and normal deviates of it.
///
/// Source: Matsumoto and Nishimura, *Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
/// generator*, ACM TOMACS 8 (1998), with their initialisation of 2002; NumPy's legacy generator for what is made of it.
public struct MersenneTwister: RandomSource, Sendable {
  package static let size = 624
  private static let middle = 397

  package private(set) var state: [UInt32]
  package private(set) var position = MersenneTwister.size
  /// The polar method makes deviates in pairs; NumPy keeps the second for the next call.
  package private(set) var spareNormal: Double?

  public init(seed: Seed) {
    switch seed {
    case .integer(let value): state = Self.expanded(value)
    case .list(let key): state = Self.expanded(key)
    }
  }

  /// A stream that goes on where another program left it.
  ///
  /// - Parameters:
  ///   - state: NumPy's `key`, 624 words.
  ///   - position: of the word that comes next, 0 to 624.
  ///   - spareNormal: the normal deviate that comes next, if one is left.
  package init(state: [UInt32], position: Int, spareNormal: Double?) {
    precondition(state.count == Self.size && (0...Self.size).contains(position), "a state of NumPy's")
    (self.state, self.position, self.spareNormal) = (state, position, spareNormal)
  }

  public mutating func next() -> UInt32 {
    if position == Self.size { renew() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return word ^ (word >> 18)
  }

  public mutating func unitInterval() -> Double {
    let high = next() >> 5
    let low = next() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// Marsaglia's polar method, in NumPy's order: the second deviate of a pair is returned first.
  public mutating func standardNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * unitInterval() - 1
      let y = 2 * unitInterval() - 1
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * Math.naturalLog(square) / square).squareRoot()
      spareNormal = factor * x
      return factor * y
    }
  }

  /// `init_genrand`: a state from one integer.
  private static func expanded(_ seed: UInt32) -> [UInt32] {
    var state = [seed]
    state.reserveCapacity(size)
    for i in 1..<size {
      let last = state[i - 1]
      state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(i))
    }
    return state
  }

  /// `init_by_array`: a state from a list of integers; an empty list counts as `[0]`.
  private static func expanded(_ list: [UInt32]) -> [UInt32] {
    let key = list.isEmpty ? [0] : list
    var state = expanded(19_650_218)
    var i = 1
    var j = 0
    func step() {
      i += 1
      if i == size {
        state[0] = state[size - 1]
        i = 1
      }
    }
    for _ in 0..<max(size, key.count) {
      let mixed = (state[i - 1] ^ (state[i - 1] >> 30)) &* 1_664_525
      state[i] = (state[i] ^ mixed) &+ key[j] &+ UInt32(j)
      j = (j + 1) % key.count
      step()
    }
    for _ in 0..<(size - 1) {
      let mixed = (state[i - 1] ^ (state[i - 1] >> 30)) &* 1_566_083_941
      state[i] = (state[i] ^ mixed) &- UInt32(i)
      step()
    }
    state[0] = 0x8000_0000
    return state
  }

  private mutating func renew() {
    for i in 0..<Self.size {
      let following = (i + 1) % Self.size
      let word = (state[i] & 0x8000_0000) | (state[following] & 0x7fff_ffff)
      let twist = (word >> 1) ^ (word & 1 == 0 ? 0 : 0x9908_b0df)
      state[i] = state[(i + Self.middle) % Self.size] ^ twist
    }
    position = 0
  }
}
