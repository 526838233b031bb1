/// Integrated loudness as Scaper measures it: by pyloudnorm, which reads a few hundredths of a LU below BS.1770.
///
/// Its K-weighting comes from textbook shelf and high-pass filters (R. Bristow-Johnson's cookbook) whose parameters are
/// rounded, instead of the standard's coefficients; blocks and gates are the standard's.
/// *Source:* ITU-R BS.1770-4; Steinmetz and Reiss: *pyloudnorm: a simple yet flexible loudness meter in Python*, AES
/// 150 (2021).
package struct ScaperLoudness {
  private static let block: Seconds = 0.4
  private static let step = 0.25
  private static let absoluteGate: LUFS = -70
  private static let relativeGate: Decibels = -10
  private static let offset: LUFS = -0.691
  private static let shortest: Seconds = 0.5

  private let rate: Hertz
  private let frameCount: Int
  private var channels: [Channel]
  /// Collects a sound that is too short to be measured once.
  private var short: AudioBuffer?

  /// The loudness of a sound in memory.
  package static func integrated(of audio: AudioBuffer, at rate: Hertz) -> LUFS {
    var meter = ScaperLoudness(frameCount: audio.frameCount, channelCount: audio.channelCount, rate: rate)
    meter.add(audio)
    return meter.integrated()
  }

  /// - Parameter frameCount: of the whole sound.
  package init(frameCount: Int, channelCount: Int, rate: Hertz) {
    self.rate = rate
    self.frameCount = frameCount
    channels = []
    if seconds(of: frameCount, at: rate) < Self.shortest {
      short = AudioBuffer(channelCount: channelCount, frameCount: 0)
    } else {
      let boundaries = Self.boundaries(frameCount: frameCount, rate: rate)
      channels = Array(repeating: Channel(boundaries: boundaries, rate: rate), count: channelCount)
    }
  }

  /// Adds the next frames; how a sound is cut makes no difference.
  package mutating func add(_ audio: AudioBuffer) {
    if short != nil {
      short?.append(audio)
    } else {
      for c in channels.indices { channels[c].add(audio.channels[c]) }
    }
  }

  /// The loudness of the whole sound, at least −70 LUFS; a signal under half a second is repeated.
  package func integrated() -> LUFS {
    guard let short else {
      return max(Self.gated(channels.map { powers(of: $0) }), Self.absoluteGate)
    }
    guard !short.isEmpty else { return Self.absoluteGate }
    let copies = Int((Self.shortest / seconds(of: frameCount, at: rate)).rounded(.up))
    return Self.integrated(of: short.tiled(to: copies * frameCount), at: rate)
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

  // MARK: Blocks of 400 ms, one every 100 ms

  /// The first frame of each block and the frame after its last.
  private static func blocks(frameCount: Int, rate: Hertz) -> [Range<Int>] {
    let length = seconds(of: frameCount, at: rate)
    let count = Int(((length - block) / (block * step)).rounded(.toNearestOrEven)) + 1
    return (0..<max(0, count)).map { j in
      let start = min(Int(block * (Double(j) * step) * Double(rate)), frameCount)
      return start..<min(Int(block * (Double(j) * step + 1) * Double(rate)), frameCount)
    }
  }

  /// The frames at which a block begins or ends, in order.
  private static func boundaries(frameCount: Int, rate: Hertz) -> [Int] {
    let edges = blocks(frameCount: frameCount, rate: rate).flatMap { [$0.lowerBound, $0.upperBound] }
    return Set(edges).sorted()
  }

  /// The mean square of each block, K-weighted.
  private func powers(of channel: Channel) -> [Double] {
    let sums = Dictionary(uniqueKeysWithValues: zip(channel.boundaries, channel.sums))
    return Self.blocks(frameCount: frameCount, rate: rate).map { block in
      ((sums[block.upperBound] ?? 0) - (sums[block.lowerBound] ?? 0)) / (Self.block * Double(rate))
    }
  }

  /// The running sum of squares of a weighted channel, remembered where a block begins or ends.
  private struct Channel {
    let boundaries: [Int]
    private(set) var sums: [Double] = []
    private var shelf: Biquad
    private var highPass: Biquad
    private var sum = 0.0
    private var position = 0

    init(boundaries: [Int], rate: Hertz) {
      self.boundaries = boundaries
      shelf = .highShelf(gain: 4, quality: 1 / 2.0.squareRoot(), frequency: 1500, rate: rate)
      highPass = .highPass(quality: 0.5, frequency: 38, rate: rate)
      sums.reserveCapacity(boundaries.count)
      remember()
    }

    mutating func add(_ samples: [Float]) {
      let plane = samples.span
      var start = 0
      while start < plane.count, sums.count < boundaries.count {
        let end = min(plane.count, start + boundaries[sums.count] - position)
        var (shelf, highPass, sum) = (shelf, highPass, sum)
        for i in start..<end {
          let weighted = highPass.filter(shelf.filter(Double(plane[i])))
          sum += weighted * weighted
        }
        (self.shelf, self.highPass, self.sum) = (shelf, highPass, sum)
        position += end - start
        start = end
        remember()
      }
    }

    private mutating func remember() {
      while sums.count < boundaries.count, boundaries[sums.count] == position { sums.append(sum) }
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
