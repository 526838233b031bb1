/// The coefficients of the K-weighting: a shelf, the head's effect on the sound around it, and a high-pass filter.
///
/// *Source:* ITU-R BS.1770-4. The standard gives its two filters at 48 kHz only; at other rates they are the same
/// analogue filters, of the frequencies and qualities that De Man (*Evaluation of implementations of the EBU R128
/// loudness measurement*, AES 145, 2018) found for them, by the bilinear transform.
struct KWeightingFilter {
  private static let shelfCorner = (
    frequency: 1681.974450955533, quality: 0.7071752369554196, gain: 3.999843853973347
  )
  /// The exponent that gives the shelf's gain at its corner.
  private static let shelfSlope = 0.4996667741545416
  private static let highPassCorner = (frequency: 38.13547087602444, quality: 0.5003270373238773)

  /// b₀, b₁, b₂ of the shelf, for a₀ = 1.
  let shelfB: (Double, Double, Double)
  /// a₁, a₂ of the shelf.
  let shelfA: (Double, Double)
  /// a₁, a₂ of the high-pass filter. The standard's has the numerator 1, −2, 1 whatever its denominator.
  let highPassA: (Double, Double)

  init(rate: Hertz) {
    let shelf = Self.shelfCorner
    let highPass = Self.highPassCorner
    do {
      let k = Self.warped(shelf.frequency, at: rate)
      let high = amplitude(of: shelf.gain)
      let middle = Math.power(high, Self.shelfSlope)
      let damping = k / shelf.quality
      let whole = 1 + damping + k * k
      shelfB = (
        (high + middle * damping + k * k) / whole, 2 * (k * k - high) / whole,
        (high - middle * damping + k * k) / whole
      )
      shelfA = (2 * (k * k - 1) / whole, (1 - damping + k * k) / whole)
    }
    let k = Self.warped(highPass.frequency, at: rate)
    let damping = k / highPass.quality
    let whole = 1 + damping + k * k
    highPassA = (2 * (k * k - 1) / whole, (1 - damping + k * k) / whole)
  }

  /// tan(π · frequency ÷ rate): where the bilinear transform puts a frequency.
  private static func warped(_ frequency: Double, at rate: Hertz) -> Double {
    let angle = Double.pi * frequency / Double(rate)
    return Math.sine(angle) / Math.cosine(angle)
  }
}
