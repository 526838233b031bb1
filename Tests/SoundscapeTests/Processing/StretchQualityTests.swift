import TestSupport
import Testing

@testable import Soundscape

/// What a stretched sound is like, beyond its length and pitch.
@Suite struct StretchQualityTests {
  private static let soundTouch = [(0.8, 0), (1.25, 0), (1, 3), (1, -5), (0.8, 2), (1.5, -2)].map {
    Change(engine: .soundtouch, timeRatio: $0, pitchShift: $1)
  }

  /// Segments move as they are, but around their places: without the longer or shorter first step all attacks
  /// were early or late, by up to 15 ms on average in these changes and 25 ms at most. Measured: 4 and 11 ms.
  @Test(arguments: soundTouch) func attacksScatterAroundTheirPlaces(change: Change) throws {
    let (length, period) = (3 * change.rate, change.rate / 5)
    let noise = Signals.noise(frameCount: length).channels[0]
    let onsets = Array(stride(from: period, to: length - period, by: period))
    let source = (0..<length).map { i in
      let since = i % period
      return since < 2_000 && i >= period && i < length - period
        ? noise[i] * Float(Math.power(2, -Double(since) / 200)) : 0.01 * noise[i]
    }
    let plane = try change.applied(to: AudioBuffer(channels: [source])).audio.channels[0]
    let reach = change.rate / 25
    let displacements = onsets.map { onset in
      let wanted = Int(Double(onset) * change.timeRatio)
      let part = plane[max(0, wanted - reach)..<min(plane.count, wanted + reach)]
      let found = part.firstIndex { $0.magnitude > 0.12 } ?? part.endIndex
      return 1000 * Double(found - wanted) / Double(change.rate)
    }
    expectClose(displacements.reduce(0, +) / Double(displacements.count), 0, within: 5)
    #expect(displacements.allSatisfy { abs($0) < 16 }, "\(displacements)")
  }

  @Test(arguments: soundTouch) func soundsToTheLastFrame(change: Change) throws {
    for source in [Signals.sine(440, at: change.rate, frameCount: change.rate / 2), Signals.noise(frameCount: 9_000)] {
      let (audio, produced) = try change.applied(to: source)
      #expect(produced == change.length(of: source))
      let end = audio.channels[0].suffix(change.rate / 200)
      #expect((end.map(\.magnitude).max() ?? 0) > 0.8 * source.peak)
    }
  }

  /// A straight line between two frames, SoundTouch's own way to another pitch, costs a sine of 15 kHz 1.5 dB. R2 loses
  /// 0.5 dB.
  @Test(arguments: StretchEngine.allCases) func highTonesKeepTheirLevel(engine: StretchEngine) throws {
    let sine = Signals.sine(15_000, at: 44_100, frameCount: 22_050)
    for (ratio, shift) in [(1.0, 2.0), (1, -2), (1.25, -2)] {
      let change = Change(engine: engine, timeRatio: ratio, pitchShift: shift, rate: 44_100)
      let level = rms(try change.applied(to: sine).audio.channels[0]) / rms(sine.channels[0])
      expectClose(20 * Math.commonLog(level), 0, within: 0.6)
    }
  }

  /// A tape that runs faster changes both in one: no stretcher has anything to do.
  @Test(arguments: StretchEngine.allCases, [3.0, -3]) func anotherSpeedOnlyResamples(
    engine: StretchEngine, shift: Semitones
  ) throws {
    let noise = Signals.noise(frameCount: 5_000)
    let scale = frequencyRatio(of: shift)
    let change = Change(engine: engine, timeRatio: 1 / scale, pitchShift: shift)
    let resampled = try Resampler.resample(noise, ratio: 1 / scale, length: change.length(of: noise))
    #expect(try change.applied(to: noise).audio == resampled)
  }

  @Test(arguments: StretchEngine.allCases) func lessThanHalfAFrameChangesNothing(engine: StretchEngine) throws {
    let noise = Signals.noise(frameCount: 4_000)
    for ratio in [1 - 1e-4, 1 + 1e-4] {
      #expect(try Change(engine: engine, timeRatio: ratio, pitchShift: 0).applied(to: noise).audio == noise)
    }
    #expect(try Change(engine: engine, timeRatio: 1 + 2e-4, pitchShift: 0).applied(to: noise).audio != noise)
  }

  /// The higher sound is rounded to frames before it is stretched, which must not come out enlarged.
  @Test(arguments: StretchEngine.allCases) func largeRatiosKeepTheLength(engine: StretchEngine) throws {
    for frameCount in [1_999, 2_001, 2_002] {
      let change = Change(engine: engine, timeRatio: 9.5, pitchShift: 22, rate: 8000)
      let noise = Signals.noise(frameCount: frameCount)
      #expect(abs(try change.applied(to: noise).produced - change.length(of: noise)) <= 1)
    }
  }

  private func rms(_ plane: [Float]) -> Double {
    (plane.reduce(0) { $0 + Double($1) * Double($1) } / Double(plane.count)).squareRoot()
  }
}
