import TestSupport
import Testing

@testable import Soundscape

@Suite struct LoudnessLadderTests {
  @Test func aSteadySoundIsIntegrated() throws {
    let noise = Signals.noise(frameCount: 8_000)
    let measured = try LoudnessLadder.measure(noise, at: 8_000)
    #expect(measured.rung == .integrated)
    expectClose(measured.value, try LoudnessMeter.integratedLoudness(of: noise, at: 8_000), within: 1e-8)
  }

  @Test func theReferenceMeasuresWhereItIsAskedTo() throws {
    let noise = Signals.noise(frameCount: 8_000)
    let measured = try LoudnessLadder.measure(noise, at: 8_000, by: .libebur128)
    #expect(measured == .init(value: try LoudnessMeter.integratedLoudness(of: noise, at: 8_000), rung: .integrated))
  }

  /// After the last whole block of 400 ms no gate lets anything through: a burst there counts all the same.
  @Test func aBurstBehindTheLastBlockIsUngated() throws {
    let rate = 8_000
    let burst = Signals.noise(frameCount: 240)
    var sound = Signals.silence(frameCount: 4_150)
    sound.append(burst)
    let measured = try LoudnessLadder.measure(sound, at: rate)
    #expect(measured.rung == .ungated)
    #expect(try LoudnessMeter.integratedLoudness(of: sound, at: rate) == -.infinity)
    let steady = try LoudnessMeter.integratedLoudness(of: burst.tiled(to: 9_600), at: rate)
    let share = 10 * Math.commonLog(240.0 / Double(sound.frameCount))
    // The filter's ringing after the burst is cut off here and not in the steady noise.
    expectClose(measured.value, steady + share, within: 0.1)
  }

  @Test func soundBelowHearingIsAnRMS() throws {
    let rumble = Signals.sine(0.5, at: 8_000, frameCount: 16_000, amplitude: 0.02)
    let measured = try LoudnessLadder.measure(rumble, at: 8_000)
    #expect(measured.rung == .rms)
    expectClose(measured.value, decibels(of: 0.02) - 3.0103, within: 0.001)
  }

  /// Near twice the frequency of its shelf the K-weighting is not a stable filter, and libebur128 measures infinities.
  @Test(arguments: [1_000, 2_000, 3_499]) func lowRatesAreRMSToo(rate: Hertz) throws {
    let sine = Signals.sine(100, at: rate, frameCount: 2 * rate, amplitude: 0.1)
    let measured = try LoudnessLadder.measure(sine, at: rate)
    #expect(measured.rung == .rms)
    expectClose(measured.value, -23.0103, within: 0.01)
    #expect(try LoudnessLadder.measure(sine, at: 3_500).rung == .integrated)
  }

  @Test func silenceIsSilent() throws {
    #expect(try LoudnessLadder.measure(Signals.silence(frameCount: 0), at: 8_000) == .nothing)
    #expect(try LoudnessLadder.measure(Signals.silence(frameCount: 8_000), at: 8_000) == .nothing)
    // Uniform noise of this amplitude has an RMS of −75 dB.
    for count in [20, 3_000, 9_000] {
      let hiss = Signals.noise(frameCount: count, amplitude: 0.000_308)
      #expect(try LoudnessLadder.measure(hiss, at: 8_000).rung == .silent)
    }
  }

  @Test func aShortSoundIsRepeatedWhole() throws {
    let click = Signals.noise(frameCount: 77)
    let repeated = click.tiled(to: 77 * 52)
    expectClose(
      try LoudnessLadder.measure(click, at: 8_000).value,
      try LoudnessMeter.integratedLoudness(of: repeated, at: 8_000), within: 1e-8)
  }

  /// Of long sounds there are only pieces: the loudness is the same to the bit.
  @Test(arguments: [1, 2, 3]) func howASoundIsCutMakesNoDifference(channelCount: Int) throws {
    var generator = SmallGenerator(seed: 3)
    var sound = Signals.noise(frameCount: 30_000, channelCount: channelCount)
    for c in 0..<channelCount { for i in 10_000..<20_000 { sound.channels[c][i] *= 1e-5 } }
    let whole = try LoudnessLadder.measure(sound, at: 16_000)
    for _ in 0..<5 {
      let cuts = ([0, 30_000] + (0..<6).map { _ in Int.random(in: 0...30_000, using: &generator) }).sorted()
      let measured = try LoudnessLadder.measure(frameCount: 30_000, channelCount: channelCount, at: 16_000) {
        (body) throws(SoundscapeError) in
        for (start, end) in zip(cuts, cuts.dropFirst()) {
          try body(AudioBuffer(channels: sound.channels.map { Array($0[start..<end]) }))
        }
      }
      #expect(measured == whole)
    }
  }
}
