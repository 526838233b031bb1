import TestSupport
import Testing

@testable import Soundscape

/// The synthetic signals for integrated loudness of EBU Tech 3341 (2016), table 1: each reads within ±0.1 LU of what is
/// asked for. Numbers 7 and 8 are recordings, the others are for momentary and short-term loudness.
@Suite struct EBUTech3341Tests {
  #if DEBUG
    private static let rate = 8_000
  #else
    private static let rate = 48_000
  #endif

  struct Case: Sendable, CustomTestStringConvertible {
    let number: Int
    /// dB of full scale of each channel and seconds, one tone of 1000 Hz after the other.
    let tones: [(levels: [Decibels], duration: Seconds)]
    let expected: LUFS

    var testDescription: String { "case \(number)" }
  }

  static let cases = [
    Case(number: 1, tones: [([-23, -23], 20)], expected: -23),
    Case(number: 2, tones: [([-33, -33], 20)], expected: -33),
    Case(number: 3, tones: [([-36, -36], 10), ([-23, -23], 60), ([-36, -36], 10)], expected: -23),
    Case(
      number: 4,
      tones: [([-72, -72], 10), ([-36, -36], 10), ([-23, -23], 60), ([-36, -36], 10), ([-72, -72], 10)],
      expected: -23),
    Case(number: 5, tones: [([-26, -26], 20), ([-20, -20], 20.1), ([-26, -26], 20)], expected: -23),
    // Left, right, centre and the surrounds at −30 dB with the weight 1.41; here all weights are 1, so that they are
    // louder by it.
    Case(
      number: 6, tones: [([-28, -28, -24, -30 + 10 * Math.commonLog(1.41), -30 + 10 * Math.commonLog(1.41)], 20)],
      expected: -23),
  ]

  @Test(arguments: cases) func reads(_ example: Case) throws {
    var meter = KWeightedMeter(channelCount: example.tones[0].levels.count, rate: Self.rate)
    for tone in example.tones {
      let frameCount = frames(in: tone.duration, at: Self.rate)
      let sine = Signals.sine(1_000, at: Self.rate, frameCount: frameCount, amplitude: 1).channels[0]
      meter.add(AudioBuffer(channels: tone.levels.map { level in sine.map { $0 * Float(amplitude(of: level)) } }))
    }
    expectClose(meter.integratedLoudness(), example.expected, within: 0.1)
  }
}
