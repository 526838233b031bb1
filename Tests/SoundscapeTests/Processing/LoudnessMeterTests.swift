import TestSupport
import Testing

@testable import Soundscape

@Suite struct LoudnessMeterTests {
  @Test func aFullScaleSineOf997HertzIsMinus3() throws {
    // ITU-R BS.1770-4, annex 1: a 0 dBFS sine of 997 Hz in one channel reads −3.01 LKFS.
    let sine = Signals.sine(997, at: 48_000, frameCount: 24_000, amplitude: 1)
    expectClose(try LoudnessMeter.integratedLoudness(of: sine, at: 48_000), -3.01, within: 0.03)
  }

  @Test func halfTheAmplitudeIs6Less() throws {
    var noise = Signals.noise(frameCount: 4000)
    let before = try LoudnessMeter.integratedLoudness(of: noise, at: 8000)
    noise.scale(by: 0.5)
    expectClose(try LoudnessMeter.integratedLoudness(of: noise, at: 8000), before - 6.0206, within: 1e-3)
  }

  @Test(arguments: [2, 3, 4, 5, 6]) func equalChannelsAddUp(channelCount: Int) throws {
    // Longer than a block, so that a seam is passed.
    let mono = Signals.noise(frameCount: 20_000)
    let many = AudioBuffer(channels: Array(repeating: mono.channels[0], count: channelCount))
    let gain = 10 * Math.commonLog(Double(channelCount))
    let one = try LoudnessMeter.integratedLoudness(of: mono, at: 16_000)
    expectClose(try LoudnessMeter.integratedLoudness(of: many, at: 16_000), one + gain, within: 1e-6)
  }

  @Test func silenceAndShortSoundsHaveNone() throws {
    #expect(try LoudnessMeter.integratedLoudness(of: Signals.silence(frameCount: 8000), at: 8000) == -.infinity)
    #expect(try LoudnessMeter.integratedLoudness(of: Signals.noise(frameCount: 3199), at: 8000) == -.infinity)
    #expect(try LoudnessMeter.integratedLoudness(of: Signals.noise(frameCount: 3200), at: 8000).isFinite)
    #expect(try LoudnessMeter.integratedLoudness(of: Signals.silence(frameCount: 0), at: 8000) == -.infinity)
  }

  @Test func refusesOddRates() {
    for rate in [-1, 0, 15, 3_000_000] {
      #expect(
        throws: SoundscapeError.processing(
          stage: "loudness", problem: "libebur128 does not measure 1 channels at \(rate) Hz")
      ) { _ = try LoudnessMeter.integratedLoudness(of: Signals.noise(frameCount: 10), at: rate) }
    }
  }
}
