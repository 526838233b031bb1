import TestSupport
import Testing

@testable import Soundscape

@Suite struct StreamingResamplerTests {
  /// However the sound is cut, every sample is the one that comes of the whole.
  @Test(arguments: [
    (44_100, 48_000), (48_000, 44_100), (8_000, 44_100), (44_100, 8_000), (22_050, 16_000), (96_000, 11_025),
  ])
  func piecesGiveTheWhole(from: Hertz, to: Hertz) throws {
    var generator = SmallGenerator(seed: UInt64(from + to))
    for frameCount in [1, 100, 5_000, 40_000] {
      let noise = Signals.noise(frameCount: frameCount, channelCount: 2)
      let expected = try Resampler.resample(noise, from: from, to: to)
      var resampler = try StreamingResampler(channelCount: 2, from: from, to: to)
      var found = AudioBuffer(channelCount: 2, frameCount: 0)
      var start = 0
      while start < frameCount {
        let end = min(frameCount, start + Int.random(in: 1...20_000, using: &generator))
        try resampler.put(AudioBuffer(channels: noise.channels.map { Array($0[start..<end]) }))
        found.append(resampler.take(.random(in: 0...10_000, using: &generator)))
        start = end
      }
      try resampler.finish()
      found.append(resampler.take(.max))
      found.setLength(expected.frameCount)
      let same = found == expected
      #expect(same, "\(frameCount) frames: \(signalToDifference(found, expected)) dB")
    }
  }
}
