import TestSupport
import Testing

@testable import Soundscape

@Suite struct ResamplerTests {
  @Test(arguments: [(44_100, 22_050), (22_050, 44_100), (48_000, 44_100), (44_100, 48_000), (8000, 192_000)])
  func aSineStaysInPlace(from: Hertz, to: Hertz) throws {
    let frameCount = from / 10  // whole in every rate
    let out = try Resampler.resample(
      Signals.sine(440, at: from, frameCount: frameCount, channelCount: 2), from: from, to: to)
    let expected = Signals.sine(440, at: to, frameCount: to / 10, channelCount: 2)
    #expect(out.frameCount == expected.frameCount)
    // The filter rings where the sine breaks off, so the middle half is compared. Linear phase: no shift at all.
    let (middle, wanted) = (middleHalf(of: out), middleHalf(of: expected))
    expectClose(middle, wanted, atLeast: 90)  // HQ is 20 bits of precision in the passband
  }

  @Test func lengthsAreRoundedAndExact() throws {
    let rates = [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 12_345]
    for from in rates {
      for to in rates {
        for frameCount in [0, 1, 2, 3, 7, 100, 999, 1000, 1001] {
          let length = try Resampler.resample(Signals.noise(frameCount: frameCount), from: from, to: to).frameCount
          #expect(length == Int((Double(frameCount) * Double(to) / Double(from)).rounded()), "\(from) to \(to)")
        }
      }
    }
  }

  @Test func equalRatesChangeNothing() throws {
    let noise = Signals.noise(frameCount: 100, channelCount: 2)
    #expect(try Resampler.resample(noise, from: 44_100, to: 44_100) == noise)
  }

  @Test func whatTheNewRateCannotHoldIsRemoved() throws {
    // 10 kHz is above half of 16 kHz: it must vanish and not fold down to 6 kHz.
    let out = try Resampler.resample(Signals.sine(10_000, at: 48_000, frameCount: 12_000), from: 48_000, to: 16_000)
    #expect(decibels(of: Double(middleHalf(of: out).peak)) < -100)
  }

  private func middleHalf(of buffer: AudioBuffer) -> AudioBuffer {
    let range = buffer.frameCount / 4..<buffer.frameCount * 3 / 4
    return AudioBuffer(channels: buffer.channels.map { Array($0[range]) })
  }
}
