import TestSupport
import Testing

@testable import Soundscape

/// Our meter compared with libebur128, which represents the standard.
@Suite struct KWeightedMeterTests {
  #if DEBUG
    private static let soundCount = 40
    private static let rates = [4_000, 8_000, 11_025, 16_000]
    private static let lengths: ClosedRange<Seconds> = 0.4...2
  #else
    private static let soundCount = 10_000
    private static let rates = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000]
    private static let lengths: ClosedRange<Seconds> = 0.4...20
  #endif

  /// libebur128 runs both filters as one of the fourth order: at 192 kHz the rounding of its coefficients moves a tone of
  /// 20 Hz by 3·10⁻⁶ LU. All else, our run-up with it, stays under 10⁻⁹.
  private static let tolerance = 1e-5

  private func measure(_ sound: AudioBuffer, at rate: Hertz) -> KWeightedMeter {
    var meter = KWeightedMeter(channelCount: sound.channelCount, rate: rate)
    meter.add(sound)
    return meter
  }

  /// A gate can be decided by the last digit of a block's power: such sounds differ by that block, as any two
  /// implementations do. 0.01 LU is what a reader of loudness can see.
  @Test func itAgreesWithLibebur128() throws {
    var worst = 0.0
    for seed in 0..<Self.soundCount {
      let (sound, rate) = RandomSound.make(seed: UInt64(seed), rates: Self.rates, lengths: Self.lengths)
      let measured = measure(sound, at: rate).integratedLoudness()
      let expected = try LoudnessMeter.integratedLoudness(of: sound, at: rate)
      let difference = measured == expected ? 0 : abs(measured - expected)
      #expect(difference <= 0.01, "seed \(seed): \(measured) LUFS, libebur128 \(expected)")
      worst = max(worst, difference)
    }
    #expect(worst <= Self.tolerance, "the worst of all")
  }

  @Test(arguments: [3_500, 8_000, 44_100, 192_000]) func itAgreesOnTones(rate: Hertz) throws {
    for frequency in [20, 100, 1_700] {
      let sine = Signals.sine(Double(frequency), at: rate, frameCount: rate / 2)
      let expected = try LoudnessMeter.integratedLoudness(of: sine, at: rate)
      expectClose(measure(sine, at: rate).integratedLoudness(), expected, within: Self.tolerance)
    }
  }

  /// Where no gate closes, both loudnesses are those of the same blocks.
  @Test(arguments: [1, 2, 5]) func withoutGatesASteadySoundIsTheSame(channelCount: Int) {
    let noise = Signals.noise(frameCount: 8_000 * 2 + 77, channelCount: channelCount)
    let meter = measure(noise, at: 8_000)
    expectClose(meter.ungatedLoudness(), meter.integratedLoudness(), within: 0.1)
  }

  @Test func whatEndsWithinAHopCountsWithoutGates() {
    // 10 hops and a half of silence, then a click in the rest: its energy is all there is.
    let click = Signals.click(at: 8_400, frameCount: 8_500)
    let early = Signals.click(at: 100, frameCount: 8_500)
    let (late, first) = (measure(click, at: 8_000), measure(early, at: 8_000))
    #expect(late.integratedLoudness() == -.infinity && first.integratedLoudness().isFinite)
    // 12 ms of ringing are cut off at most.
    expectClose(late.ungatedLoudness(), first.ungatedLoudness(), within: 0.01)
  }

  @Test func silenceAndNothingHaveNone() {
    #expect(measure(Signals.silence(frameCount: 0), at: 8_000).ungatedLoudness() == -.infinity)
    #expect(measure(Signals.silence(frameCount: 9_000), at: 8_000).ungatedLoudness() == -.infinity)
    #expect(measure(Signals.silence(frameCount: 9_000), at: 8_000).integratedLoudness() == -.infinity)
    #expect(measure(Signals.noise(frameCount: 3_199), at: 8_000).integratedLoudness() == -.infinity)
    #expect(measure(Signals.noise(frameCount: 3_200), at: 8_000).integratedLoudness().isFinite)
  }

  /// Longer than a stretch of 49 hops, in pieces of any length.
  @Test func howASoundIsCutMakesNoDifferenceToTheBit() {
    let rate = 4_000
    let sound = Signals.noise(frameCount: 11 * rate + 123, seed: 5, channelCount: 2)
    let whole = measure(sound, at: rate)
    var generator = SmallGenerator(seed: 6)
    for _ in 0..<4 {
      var meter = KWeightedMeter(channelCount: 2, rate: rate)
      var start = 0
      while start < sound.frameCount {
        let end = min(sound.frameCount, start + Int.random(in: 0...9_000, using: &generator))
        meter.add(AudioBuffer(channels: sound.channels.map { Array($0[start..<end]) }))
        start = end
      }
      #expect(meter.integratedLoudness() == whole.integratedLoudness())
      #expect(meter.ungatedLoudness() == whole.ungatedLoudness())
    }
  }
}

/// Noise, tones and bursts, with silences between so that the gates have something to do.
private enum RandomSound {
  static func make(seed: UInt64, rates: [Hertz], lengths: ClosedRange<Seconds>) -> (AudioBuffer, Hertz) {
    var generator = SmallGenerator(seed: seed)
    let rate = rates[Int.random(in: 0..<rates.count, using: &generator)]
    let frameCount = Int(Double.random(in: lengths, using: &generator) * Double(rate))
    let channelCount = Int.random(in: 1...2, using: &generator)
    var planes = Array(repeating: [Float](), count: channelCount)
    while planes[0].count < frameCount {
      let length = min(frameCount - planes[0].count, Int(Double.random(in: 0.05...4, using: &generator) * Double(rate)))
      let level = Float(amplitude(of: Double.random(in: -80...0, using: &generator)))
      let kind = Int.random(in: 0..<4, using: &generator)
      let tone = Signals.sine(
        Double.random(in: 20...(0.45 * Double(rate)), using: &generator), at: rate, frameCount: kind == 1 ? length : 0,
        amplitude: level)
      for c in planes.indices {
        switch kind {
        case 0: planes[c].append(contentsOf: repeatElement(0, count: length))
        case 1: planes[c] += tone.channels[0]
        case 2: planes[c] += (0..<length).map { _ in level * Float.random(in: -1...1, using: &generator) }
        default:  // bursts of 30 ms in every 200
          let (on, all) = (rate * 3 / 100, rate / 5)
          planes[c] += (0..<length).map { $0 % all < on ? level * Float.random(in: -1...1, using: &generator) : 0 }
        }
      }
    }
    return (AudioBuffer(channels: planes), rate)
  }
}
