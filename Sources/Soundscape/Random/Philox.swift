/// The counter-based generator Philox 4x64 with ten rounds: every position of every stream is worked out by itself.
///
/// Bit for bit NumPy's `numpy.random.Philox(key=…, counter=…)`: as there, the counter goes up by one before a block of
/// four words is made of it.
///
/// *Source:* Salmon, Moraes, Dror, Shaw: *Parallel random numbers: as easy as 1, 2, 3*, SC 2011.
public struct Philox: Hashable, Sendable {
  /// Two words of key.
  public typealias Key = SIMD2<UInt64>
  /// Four words of counter, or of output; the first is the lowest.
  public typealias Block = SIMD4<UInt64>

  private let key: Key
  private var counter: Block
  private var block = Block()
  /// The words of the block that were handed out.
  private var used = 4

  public init(key: Key, counter: Block = Block()) {
    self.key = key
    self.counter = counter
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      Self.increment(&counter)
      block = Self.block(key: key, counter: counter)
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }

  /// A double in 0 ..< 1 with 53 random bits, as NumPy's `Generator.random`.
  public mutating func unitInterval() -> Double { Self.unitInterval(next()) }

  static func unitInterval(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// Ten rounds over one counter.
  static func block(key: Key, counter: Block) -> Block {
    // Word by word: the wide products have no vector form, and would be taken apart for each.
    var (k0, k1) = (key[0], key[1])
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    for _ in 0..<10 {
      let first = c0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let second = c2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      (c0, c1, c2, c3) = (second.high ^ c1 ^ k0, second.low, first.high ^ c3 ^ k1, first.low)
      k0 &+= 0x9E37_79B9_7F4A_7C15
      k1 &+= 0xBB67_AE85_84CA_A73B
    }
    return Block(c0, c1, c2, c3)
  }

  private static func increment(_ counter: inout Block) {
    for word in 0..<4 {
      counter[word] &+= 1
      if counter[word] != 0 { return }
    }
  }
}
