/// Integrated loudness as Scaper measures it: by pyloudnorm, which reads a few hundredths of a LU below BS.1770.
///
/// Its K-weighting comes from textbook shelf and high-pass filters (R. Bristow-Johnson's cookbook) whose parameters are
/// rounded, instead of the standard's coefficients; blocks and gates are the standard's.
/// *Source:* ITU-R BS.1770-4; Steinmetz and Reiss: *pyloudnorm: a simple yet flexible loudness meter in Python*, AES
/// 150 (2021).
package enum ScaperLoudness {
  private static let block: Seconds = 0.4
  private static let step = 0.25
  private static let absoluteGate: LUFS = -70
  private static let relativeGate: Decibels = -10
  private static let offset: LUFS = -0.691
  private static let shortest: Seconds = 0.5

  /// The loudness, at least −70 LUFS; a signal under half a second is repeated.
  package static func integrated(of audio: AudioBuffer, at rate: Hertz) -> LUFS {
    guard !audio.isEmpty else { return absoluteGate }
    var measured = audio
    let length = seconds(of: audio.frameCount, at: rate)
    if length < shortest {
      measured = audio.tiled(to: Int((shortest / length).rounded(.up)) * audio.frameCount)
    }
    return max(gated(measured.channels.map { blockPowers(of: $0, at: rate) }), absoluteGate)
  }

  /// Loudness of the blocks that pass both gates. *Shape:* `powers[channel][block]`.
  private static func gated(_ powers: [[Double]]) -> LUFS {
    let levels = powers[0].indices.map { j in loudness(of: powers.map { $0[j] }) }
    func mean(of blocks: [Int]) -> LUFS {
      guard !blocks.isEmpty else { return -.infinity }
      return loudness(of: powers.map { z in blocks.reduce(0) { $0 + z[$1] } / Double(blocks.count) })
    }
    let audible = levels.indices.filter { levels[$0] >= absoluteGate }
    let threshold = mean(of: audible) + relativeGate
    return mean(of: levels.indices.filter { levels[$0] > threshold && levels[$0] > absoluteGate })
  }

  /// −0.691 + 10 log₁₀ of the weighted powers of the channels.
  private static func loudness(of powers: [Double]) -> LUFS {
    // Left, right, centre, and the surrounds.
    let weights = [1, 1, 1, 1.41, 1.41]
    let sum = zip(powers, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return offset + 10 * Math.commonLog(sum)
  }

  /// The mean square of each 400 ms block, K-weighted, one block every 100 ms.
  private static func blockPowers(of plane: [Float], at rate: Hertz) -> [Double] {
    var shelf = Biquad.highShelf(gain: 4, quality: 1 / 2.0.squareRoot(), frequency: 1500, rate: rate)
    var highPass = Biquad.highPass(quality: 0.5, frequency: 38, rate: rate)
    var sums = [0.0]
    sums.reserveCapacity(plane.count + 1)
    var sum = 0.0
    for sample in plane {
      let weighted = highPass.filter(shelf.filter(Double(sample)))
      sum += weighted * weighted
      sums.append(sum)
    }
    let length = seconds(of: plane.count, at: rate)
    let count = Int(((length - block) / (block * step)).rounded(.toNearestOrEven)) + 1
    return (0..<max(0, count)).map { j in
      let start = min(Int(block * (Double(j) * step) * Double(rate)), plane.count)
      let end = min(Int(block * (Double(j) * step + 1) * Double(rate)), plane.count)
      return (sums[end] - sums[start]) / (block * Double(rate))
    }
  }
}

/// *Source:* R. Bristow-Johnson, *Cookbook formulae for audio equalizer biquad filter coefficients*.
extension Biquad {
  fileprivate static func highShelf(gain: Decibels, quality: Double, frequency: Double, rate: Hertz) -> Biquad {
    let root = Math.power(10, gain / 40)
    let angle = 2 * Double.pi * (frequency / Double(rate))
    let cosine = Math.cosine(angle)
    let slope = 2 * root.squareRoot() * (Math.sine(angle) / (2 * quality))
    let (plus, minus) = (root + 1, root - 1)
    return Biquad(
      b: (
        root * (plus + minus * cosine + slope), -2 * root * (minus + plus * cosine),
        root * (plus + minus * cosine - slope)
      ),
      a: (plus - minus * cosine + slope, 2 * (minus - plus * cosine), plus - minus * cosine - slope))
  }

  fileprivate static func highPass(quality: Double, frequency: Double, rate: Hertz) -> Biquad {
    let angle = 2 * Double.pi * (frequency / Double(rate))
    let cosine = Math.cosine(angle)
    let alpha = Math.sine(angle) / (2 * quality)
    return Biquad(
      b: ((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2), a: (1 + alpha, -2 * cosine, 1 - alpha))
  }
}
