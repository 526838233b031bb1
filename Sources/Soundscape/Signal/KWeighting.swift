/// The mean power of a sound after K-weighting, without gates.
///
/// −0.691 + 10 log₁₀ Σ mean(k²), k the filtered samples of each channel, each with the weight 1 of a front channel.
///
/// *Source:* ITU-R BS.1770-4. The standard gives its two filters at 48 kHz alone; at other rates they are the same
/// analogue filters, of the frequencies and qualities that De Man (*Evaluation of implementations of the EBU R128
/// loudness measurement*, AES 145, 2018) found for them, by the bilinear transform.
struct KWeightedPower {
  private static let shelf = (frequency: 1681.974450955533, quality: 0.7071752369554196, gain: 3.999843853973347)
  /// The exponent that gives the shelf's gain at its corner.
  private static let shelfSlope = 0.4996667741545416
  private static let highPass = (frequency: 38.13547087602444, quality: 0.5003270373238773)
  private static let offset: LUFS = -0.691

  private var filters: [(shelf: Biquad, highPass: Biquad)]
  private var sum = 0.0
  private var frameCount = 0

  /// Whether the filter is stable: its shelf must lie below half the rate.
  static func isDefined(at rate: Hertz) -> Bool { 2 * shelf.frequency < Double(rate) }

  init(channelCount: Int, rate: Hertz) {
    filters = Array(
      repeating: (Self.shelfFilter(at: rate), Self.highPassFilter(at: rate)), count: channelCount)
  }

  /// Adds the frames that follow. *Shape:* as many channels.
  mutating func add(_ audio: AudioBuffer) {
    for (c, plane) in audio.channels.enumerated() {
      var (shelf, highPass) = filters[c]
      for sample in plane {
        let weighted = highPass.filter(shelf.filter(Double(sample)))
        sum += weighted * weighted
      }
      filters[c] = (shelf, highPass)
    }
    frameCount += audio.frameCount
  }

  /// −∞ for silence.
  var loudness: LUFS {
    frameCount == 0 ? -.infinity : Self.offset + 10 * Math.commonLog(sum / Double(frameCount))
  }

  private static func shelfFilter(at rate: Hertz) -> Biquad {
    let k = warped(shelf.frequency, at: rate)
    let high = amplitude(of: shelf.gain)
    let middle = Math.power(high, shelfSlope)
    let damping = k / shelf.quality
    return Biquad(
      b: (high + middle * damping + k * k, 2 * (k * k - high), high - middle * damping + k * k),
      a: (1 + damping + k * k, 2 * (k * k - 1), 1 - damping + k * k))
  }

  private static func highPassFilter(at rate: Hertz) -> Biquad {
    let k = warped(highPass.frequency, at: rate)
    let damping = k / highPass.quality
    let whole = 1 + damping + k * k
    // The standard's filter has the numerator 1, −2, 1 whatever its denominator.
    return Biquad(b: (whole, -2 * whole, whole), a: (whole, 2 * (k * k - 1), 1 - damping + k * k))
  }

  /// tan(π · frequency ÷ rate): where the bilinear transform puts a frequency.
  private static func warped(_ frequency: Double, at rate: Hertz) -> Double {
    let angle = Double.pi * frequency / Double(rate)
    return Math.sine(angle) / Math.cosine(angle)
  }
}
