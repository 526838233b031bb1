/// Makes stems whose sum is exact.
///
/// Floating-point sums depend on their order, and files hold rounded numbers, so stems usually add up to their
/// mixture only approximately. Here every stem is first rounded to multiples of one step, a power of two so large that all
/// partial sums, of any of the stems in any order, have at most 24 significant bits: single precision then adds without
/// rounding, and so does any program that reads the files, in float, double or integers. The step is that of the file
/// format for 16 and 24 bits, and about −144 dB below the largest partial sum for 32 bits.
struct ExactSum {
  let format: SampleFormat
  /// The peak of the plain sum.
  let peak: Double
  /// The maximum over time of the sum of magnitudes: no partial sum of any of the stems is larger.
  private let bound: Double
  /// The largest number of stems that sound at once.
  private let overlap: Int

  /// The sum of stems that sound in these frames of the mixture.
  init(of scan: ScanPass.Peaks, ranges: [Range<Int>], format: SampleFormat) {
    peak = Double(scan.peak)
    bound = Double(scan.bound)
    overlap = Self.mostAtOnce(ranges)
    self.format = format
  }

  /// The highest peak that the sum may be scaled to without leaving the format's range when it is rounded.
  ///
  /// Each of the stems that sound at once can be rounded up by half a step. Where stems cancel each other, they are
  /// larger than their sum, and so is the step; where hardly more than rounding is left of them, there is nothing to be
  /// made louder, and the ceiling is the peak.
  var ceiling: Double {
    guard peak > 0, peak.isFinite else { return 1 }
    let relativeBound = bound / peak
    let step = Double(step(bound: relativeBound))
    let highest = format.bits == nil ? 1 : 1 - Double(finestStep)
    let ceiling = highest - step * Double(overlap) / 2 - rounding(bound: relativeBound)
    return max(ceiling, min(peak, Self.leastCeiling))
  }

  /// No ceiling is lower than this: at most the rest is left for rounding.
  private static let leastCeiling = 0.5

  /// What single precision may have lost of a sum of magnitudes before the stems are rounded: a unit in the last place
  /// for each addition, for the scale and for the product.
  private func rounding(bound: Double) -> Double { bound * Double(overlap + 2) * Double(Float.ulpOfOne) / 2 }

  private var finestStep: Float {
    let bits =
      switch format {
      case .pcm16: 15
      case .pcm24: 23
      case .float, .pcm32, .vorbis, .opus: Float.significandBitCount + 1
      }
    return Float(sign: .plus, exponent: -bits, significand: 1)
  }

  /// The step of stems that are multiplied by `scale`.
  func step(scale: Double) -> Float { step(bound: bound * scale) }

  private func step(bound: Double) -> Float {
    var step = finestStep
    // 24 significant bits hold every multiple of the step up to 2²⁴ of them.
    let most = Double(1 << (Float.significandBitCount + 1))
    let largest = bound + rounding(bound: bound)
    while largest.isFinite, largest + Double(step) * Double(overlap) / 2 > Double(step) * most { step *= 2 }
    return step
  }

  private static func mostAtOnce(_ ranges: [Range<Int>]) -> Int {
    let edges = ranges.flatMap { [(frame: $0.lowerBound, change: 1), (frame: $0.upperBound, change: -1)] }
      .sorted { ($0.frame, $0.change) < ($1.frame, $1.change) }
    var now = 0
    return edges.reduce(0) { most, edge in
      now += edge.change
      return max(most, now)
    }
  }
}
