/// Adds the stems of a mixture block by block and compares the sum with it.
///
/// Floating point is added in single precision and in the order of the events, whole numbers as whole numbers: what was
/// written must be matched exactly, so nothing rounds here that does not round there.
struct BlockSum {
  /// Frames that are added at a time.
  static let frameCount = 1 << 14

  /// A sample of the mixture that is not the sum of the stems'.
  struct Mismatch: Hashable {
    var frame: Int
    var channel: Int
    /// Of the difference; 0 dB is full scale.
    var level: Decibels
  }

  let channelCount: Int
  /// nil for floating point.
  let bits: Int?
  /// Whether the format may have cut samples off at its limits, as the manifest warns: then a sum is compared as far as
  /// what is left of its parts says what it was.
  let sparesLimits: Bool
  private(set) var mismatch: Mismatch?
  /// Samples that were skipped because the format cut them off.
  private(set) var sparedCount = 0

  private var sum: [Float] = []
  private var wholeSum: [Int64] = []
  /// Where a stem was perhaps cut off, and so the true sum is larger than that of what is left of the stems, or smaller.
  private var cuts: [Cuts] = []

  private struct Cuts: OptionSet {
    let rawValue: UInt8
    static let above = Cuts(rawValue: 1)
    static let below = Cuts(rawValue: 2)
  }

  init(channelCount: Int, bits: Int?, sparesLimits: Bool) {
    self.channelCount = channelCount
    self.bits = bits
    self.sparesLimits = sparesLimits && bits != nil
  }

  /// Begins a block.
  mutating func begin(frameCount: Int) {
    let count = frameCount * channelCount
    if bits == nil { Self.clear(&sum, count, 0) } else { Self.clear(&wholeSum, count, 0) }
    if sparesLimits { Self.clear(&cuts, count, []) }
  }

  /// New memory for each block would cost more than the sum.
  private static func clear<Value>(_ values: inout [Value], _ count: Int, _ zero: Value) {
    if values.count < count { values = [Value](repeating: zero, count: count) }
    var span = values.mutableSpan
    for i in 0..<count { span[i] = zero }
  }

  mutating func add(_ stem: [Float], frameCount: Int) {
    let count = frameCount * channelCount
    var target = sum.mutableSpan
    accumulate(stem.span.extracting(0..<count), into: &target, at: 0)
  }

  mutating func add(_ stem: [Int32], frameCount: Int) {
    let count = frameCount * channelCount
    accumulateWhole(stem.span.extracting(0..<count), into: &wholeSum)
    markCuts(stem, count)
  }

  /// Compares the block with that of the mixture from a frame on.
  mutating func compare(_ mixture: [Float], from start: Int, frameCount: Int) {
    guard mismatch == nil else { return }
    let count = frameCount * channelCount
    guard differs(mixture.span.extracting(0..<count), sum.span.extracting(0..<count)) else { return }
    for i in 0..<count where mixture[i] != sum[i] { return record(i, start, Double(mixture[i]) - Double(sum[i])) }
  }

  mutating func compare(_ mixture: [Int32], from start: Int, frameCount: Int) {
    guard mismatch == nil else { return }
    let count = frameCount * channelCount
    guard differs(mixture.span.extracting(0..<count), wholeSum.span.extracting(0..<count)) else { return }
    for i in 0..<count where Int64(mixture[i]) != wholeSum[i] {
      if sparesLimits, explains(Int64(mixture[i]), sum: wholeSum[i], cuts[i]) {
        sparedCount += 1
        continue
      }
      return record(i, start, Double(Int64(mixture[i]) - wholeSum[i]) / 0x1p31)
    }
  }

  private mutating func record(_ position: Int, _ start: Int, _ difference: Double) {
    mismatch = Mismatch(
      frame: start + position / channelCount, channel: position % channelCount, level: decibels(of: difference))
  }

  /// The largest sample of the format; the smallest is that of an `Int32` in every format.
  private var highest: Int32 { bits.map { (.max >> Int32(32 - $0)) << Int32(32 - $0) } ?? .max }

  private mutating func markCuts(_ samples: [Int32], _ count: Int) {
    guard sparesLimits else { return }
    let highest = highest
    for i in 0..<count {
      if samples[i] == highest { cuts[i].insert(.above) }
      if samples[i] == .min { cuts[i].insert(.below) }
    }
  }

  /// Whether a sample of the mixture is what the format leaves of a sum that is at least, or at most, the one found.
  private func explains(_ sample: Int64, sum: Int64, _ cuts: Cuts) -> Bool {
    let limited = min(max(sum, Int64(Int32.min)), Int64(highest))
    return sample == limited || cuts.contains(.above) && sample > limited || cuts.contains(.below) && sample < limited
  }
}

// Loops without an exit in the middle, which vectorise.

private func accumulateWhole(_ source: borrowing Span<Int32>, into target: inout [Int64]) {
  var out = target.mutableSpan
  let count = min(source.count, out.count)
  for i in 0..<count { out[i] &+= Int64(source[i]) }
}

private func differs(_ a: borrowing Span<Float>, _ b: borrowing Span<Float>) -> Bool {
  var found: UInt32 = 0
  for i in 0..<min(a.count, b.count) { found |= a[i] == b[i] ? 0 : 1 }
  return found != 0
}

private func differs(_ a: borrowing Span<Int32>, _ b: borrowing Span<Int64>) -> Bool {
  var found: Int64 = 0
  for i in 0..<min(a.count, b.count) { found |= Int64(a[i]) ^ b[i] }
  return found != 0
}
