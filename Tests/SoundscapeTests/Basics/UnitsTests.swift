import TestSupport
import Testing

@testable import Soundscape

@Suite struct UnitsTests {
  @Test func framesAreCutOff() {
    #expect(frames(in: 1.5, at: 44_100) == 66_150)
    #expect(frames(in: 0.99999 / 44_100, at: 44_100) == 0)
    #expect(frames(in: 1.9 / 8_000, at: 8_000) == 1)
  }

  /// 0.3 s × 44,100 Hz is 13,229.999… in doubles: a plain cut would lose a frame.
  @Test func roundingErrorsCostNoFrame() {
    #expect(Int(0.3 * 44_100.0 - 0.000_000_001) == 13_229)
    #expect(frames(in: 0.3, at: 44_100) == 13_230)
    for rate in [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000] {
      for count in [1, 7, 441, 12_345, 1_000_003] {
        #expect(frames(in: seconds(of: count, at: rate), at: rate) == count, "\(count) frames at \(rate) Hz")
      }
    }
  }

  @Test func whatIsNoTimeHasNoFrames() {
    for time: Seconds in [0, -1, -0.0, .nan, -.infinity] { #expect(frames(in: time, at: 44_100) == 0) }
    #expect(frames(in: .infinity, at: 44_100) == 1 << 52)
    #expect(frames(in: 1e300, at: 44_100) == 1 << 52)
  }

  @Test func levelsAndAmplitudes() {
    #expect(amplitude(of: 0) == 1)
    expectClose(amplitude(of: 20), 10, within: 1e-14)
    expectClose(amplitude(of: -6.020599913279624), 0.5, within: 1e-15)
    expectClose(decibels(of: -2), 6.020599913279624, within: 1e-14)
    #expect(decibels(of: 0) == -.infinity)
    for level in stride(from: -120.0, through: 60, by: 7.3) {
      expectClose(decibels(of: amplitude(of: level)), level, within: 1e-12)
    }
  }

  @Test func intervalsAndRatios() {
    #expect(frequencyRatio(of: 12) == 2)
    #expect(frequencyRatio(of: 0) == 1)
    expectClose(frequencyRatio(of: -7), 0.667_419_927_085_017_2, within: 1e-15)
  }
}
