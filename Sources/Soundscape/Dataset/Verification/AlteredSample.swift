/// A sample of an altered file that the file cannot have been written with.
///
/// A sum in single precision does not show every flipped bit: 10⁻¹⁹ added to a half is a half. But every sample that is
/// written is a multiple of the mixture's step, not more than 2²⁴ of them, never −0, and 0 outside the event's frames.
struct AlteredSample {
  var frame: Int
  var reason: String

  /// What holds for each sample of a file as it was written.
  struct Rule {
    /// Where the file may sound; nil for everywhere.
    var range: Range<Int>?
    /// nil where samples are not multiples of one.
    var step: Double?
    /// Whether there can be a −0.
    var hasNegativeZero: Bool
  }

  /// The first sample that breaks the rule; nil where there is none, or the file cannot be decoded.
  static func first(in path: String, breaking rule: Rule) -> AlteredSample? {
    guard let reader = try? DigestingAudioReader(path: path) else { return nil }
    let channelCount = reader.info.channelCount
    var block = [Float](repeating: 0, count: BlockSum.frameCount * channelCount)
    while reader.damage == nil {
      let start = reader.position
      let count = reader.read(min(BlockSum.frameCount, reader.info.frameCount - start), into: &block)
      if count == 0 { return nil }
      for i in 0..<(count * channelCount) {
        let frame = start + i / channelCount
        if let reason = rule.reason(against: block[i], at: frame, isWhole: reader.sampleFormat.bits != nil) {
          return AlteredSample(frame: frame, reason: reason)
        }
      }
    }
    return nil
  }
}

extension AlteredSample.Rule {
  /// What is wrong with a sample; nil where nothing is.
  fileprivate func reason(against sample: Float, at frame: Int, isWhole: Bool) -> String? {
    // By its bits: libraries may make the processor take the smallest numbers for 0.
    let bits = sample.magnitude.bitPattern
    if bits == 0 {
      return sample.sign == .minus && !hasNegativeZero && !isWhole ? "is −0, which is never written" : nil
    }
    guard sample.isFinite else { return "is not a number" }
    if let range, !range.contains(frame) { return "is not 0, outside the event's frames \(range)" }
    if bits < Float.leastNormalMagnitude.bitPattern { return "is smaller than any that is written" }
    guard let step, step > 0 else { return nil }
    let steps = Double(sample) / step
    if steps != steps.rounded() { return "is not a multiple of the mixture's step \(step)" }
    return abs(steps) > Self.mostSteps && !isWhole ? "is too large for a sum without rounding" : nil
  }

  /// What a `Float` tells apart.
  private static let mostSteps = Double(1 << 24)
}
