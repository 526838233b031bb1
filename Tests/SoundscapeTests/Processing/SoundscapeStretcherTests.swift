import TestSupport
import Testing

@testable import Soundscape

/// Our own stretcher, beyond what all engines are tested for.
@Suite struct SoundscapeStretcherTests {
  private static func stretched(
    _ planes: [[Float]], _ ratio: Double, shift: Semitones = 0, at rate: Hertz = 22_050
  ) throws -> [[Float]] {
    let length = Int((Double(planes[0].count) * ratio).rounded())
    let (audio, produced) = try Stretcher.stretch(
      AudioBuffer(channels: planes), at: rate, timeRatio: ratio, pitchShift: shift, engine: .soundscape, to: length)
    #expect(produced == length && audio.frameCount == length)
    return audio.channels
  }

  /// Sounds that break stretchers.
  enum Hostile: String, CaseIterable, Sendable {
    case silence, constant, impulse, square, lowTone, nyquist, short, faint

    func samples(at rate: Hertz) -> [Float] {
      let count = self == .short ? max(1, rate * 3 / 1000) : 3_000
      return (0..<count).map { i in
        switch self {
        case .silence: 0
        case .constant: 0.9
        case .impulse: i == count / 2 ? 1 : 0
        case .square: i / 50 % 2 == 0 ? 1 : -1
        case .lowTone: Float(Math.sine(2 * Double.pi * 20 * Double(i) / Double(rate)))
        case .nyquist: i % 2 == 0 ? 1 : -1
        case .short: Float(Math.sine(0.3 * Double(i)))
        case .faint: Float(1e-38 * Math.sine(0.1 * Double(i)))
        }
      }
    }
  }

  /// Exact lengths, no NaN, and no sample above the input's peak by more than 6 dB.
  @Test(arguments: Hostile.allCases, [200, 8_000, 44_100, 192_000])
  func hostileSoundsStayInBounds(sound: Hostile, rate: Hertz) throws {
    let source = sound.samples(at: rate)
    let peak = source.reduce(0) { max($0, $1.magnitude) }
    for (ratio, shift) in [(0.7, 0.0), (1.4, 0), (1, 3)] {
      let plane = try Self.stretched([source], ratio, shift: shift, at: rate)[0]
      #expect(plane.allSatisfy { $0.isFinite && $0.magnitude <= 2 * peak }, "\(ratio), \(shift)")
    }
  }

  @Test func takesManyChannels() throws {
    let noise = Signals.noise(frameCount: 800, channelCount: 64)
    let planes = try Self.stretched(noise.channels, 1.3, at: 8_000)
    #expect(planes.count == 64 && planes.allSatisfy { $0.contains { $0 != 0 } })
  }

  /// A channel that is half of another, or its opposite, stays so: all channels turn alike.
  @Test func channelsStayInPhase() throws {
    let noise = Signals.noise(frameCount: 6_000).channels[0]
    let planes = try Self.stretched([noise, noise.map { -0.5 * $0 }], 1.2)
    // Stretched white noise has higher peaks, of which those in the first channel are cut off.
    let most = 2 * noise.reduce(0) { max($0, $1.magnitude) }
    #expect(zip(planes[0], planes[1]).allSatisfy { $0.magnitude == most || $1 == -0.5 * $0 })
  }

  /// Noise keeps its level, whose windows do not add up in phase; without what gives it back, 1 to 2 dB were missing.
  @Test(arguments: [0.5, 0.8, 1.25, 2]) func noiseKeepsItsLevel(ratio: Double) throws {
    let noise = Signals.noise(frameCount: 22_050, amplitude: 0.25)
    let plane = try Self.stretched(noise.channels, ratio)[0]
    let powers = [noise.channels[0], plane].map { plane in
      plane.reduce(0) { $0 + Double($1 * $1) } / Double(plane.count)
    }
    expectClose(10 * Math.commonLog(powers[1] / powers[0]), 0, within: 0.5)
  }

  /// A tone gets no gain: not one of its samples moves away from a sine of the same amplitude.
  @Test(arguments: [0.8, 1.25]) func tonesKeepTheirAmplitude(ratio: Double) throws {
    let tone = Signals.sine(1_000, at: 22_050, frameCount: 22_050).channels[0]
    let plane = try Self.stretched([tone], ratio)[0]
    for start in stride(from: 2_000, to: plane.count - 4_000, by: 1_000) {
      let power = plane[start..<start + 441].reduce(0) { $0 + Double($1 * $1) } / 441
      // 20 periods of a sine of 0.5.
      expectClose(power, 0.125, within: 0.000_3)
    }
  }

  /// Between two channels a tone's phase difference is kept: 90° here, to within what the ends of the sound change.
  @Test func phaseDifferencesAreKept() throws {
    let step = 2 * Double.pi * 1_000 / 22_050
    let source = [Math.sine, Math.cosine].map { f in (0..<11_000).map { Float(0.5 * f(step * Double($0))) } }
    let planes = try Self.stretched(source, 1.25)
    // sin² + cos² is constant exactly where the difference is 90°.
    for i in 2_000..<11_000 {
      let sum = planes[0][i] * planes[0][i] + planes[1][i] * planes[1][i]
      expectClose(Double(sum), 0.25, within: 0.01)
    }
  }

  /// Clicks over a tone come at their times, to within a millisecond, as single clicks.
  @Test(arguments: [0.8, 1.25]) func clicksStayClicks(ratio: Double) throws {
    let rate = 22_050
    let clicks = [3_000, 6_500, 9_000]
    let source = (0..<12_000).map { i in
      Float(0.02 * Math.sine(0.05 * Double(i))) + (clicks.contains(i) ? 1 : 0)
    }
    let plane = try Self.stretched([source], ratio, at: rate)[0]
    for click in clicks {
      let wanted = Int((Double(click) * ratio).rounded())
      let around = (wanted - 800)..<(wanted + 800)
      let found = around.max { plane[$0].magnitude < plane[$1].magnitude } ?? 0
      #expect(abs(found - wanted) <= rate / 1000, "\(click): \(found), expected \(wanted)")
      #expect(plane[found].magnitude > 0.8)
      // What is smeared before and after it is 20 dB below.
      #expect(around.allSatisfy { abs($0 - found) < 20 || plane[$0].magnitude < 0.1 })
    }
  }

  /// Two tones 30 Hz apart at 110 Hz, where short windows would see one that swings.
  @Test func lowTonesAreToldApart() throws {
    let rate = 22_050
    let source = (0..<22_050).map { i -> Float in
      let t = 2 * Double.pi * Double(i) / Double(rate)
      return Float(0.4 * Math.sine(110 * t) + 0.4 * Math.sine(140 * t))
    }
    let plane = try Self.stretched([source], 1.25, at: rate)[0]
    // The power at both frequencies and in between, over half a second.
    func power(_ frequency: Double) -> Double {
      var (re, im) = (0.0, 0.0)
      for i in 8_000..<19_025 {
        let angle = 2 * Double.pi * frequency * Double(i) / Double(rate)
        re += Double(plane[i]) * Math.cosine(angle)
        im += Double(plane[i]) * Math.sine(angle)
      }
      return (re * re + im * im).squareRoot() / 11_025 * 2
    }
    expectClose(power(110), 0.4, within: 0.04)
    expectClose(power(140), 0.4, within: 0.04)
    #expect(power(124) < 0.04)
  }

  /// The same bits on every machine, in debug and release builds. Where they are to change, `BandStretcher.version` rises.
  @Test func bitsBelongToTheVersion() throws {
    let noise = Signals.noise(frameCount: 6_000, channelCount: 2)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
    for plane in BandStretcher.stretch(noise.channels, at: 22_050, to: 7_300) {
      for sample in plane { hash = (hash ^ UInt64(sample.bitPattern)) &* 0x100_0000_01b3 }
    }
    #expect("\(BandStretcher.version): \(String(hash, radix: 16))" == "1: 8c8d34b4629d6a95")
  }

  /// The map keeps onsets within half a step of their places, rises, and ends where the sounds do.
  @Test func mapsRise() {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    for _ in 0..<50 {
      let length = 20_000
      let outputLength = Int(source.uniform(6_000...60_000))
      let ratio = Double(outputLength) / Double(length)
      let onsets = (0..<8).map { 500 + 2_400 * $0 + Int(source.uniform(0...2_000)) }
      let map = TimeMap(
        inputLength: length, outputLength: outputLength, onsets: onsets, before: 768, after: 512,
        step: 16)
      var reader = TimeMap.Reader(map)
      var last = -Double.infinity
      for output in stride(from: -500.0, to: Double(outputLength) + 500, by: 50) {
        let input = reader.input(at: output)
        #expect(input >= last, "seed \(seed)")
        last = input
      }
      for onset in onsets {
        var reader = TimeMap.Reader(map)
        let place = Double(onset) + (Double(onset) * (ratio - 1) / 16).rounded() * 16
        expectClose(reader.input(at: place), Double(onset), within: 1e-6)
      }
    }
  }
}
