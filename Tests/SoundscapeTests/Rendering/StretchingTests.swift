import TestSupport
import Testing

@testable import Soundscape

/// Time and pitch as they come out of a whole rendering.
@Suite struct StretchingTests {
  private static let rate = 22_050
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func stem(
    _ file: Sound, at time: Seconds = 0, lasting: Seconds? = nil, shift: Semitones? = nil,
    stretch: Double? = nil, engine: StretchEngine, rate: Hertz = rate, duration: Seconds = 0.6
  ) throws -> (stem: Stem, warnings: [Warning]) {
    let event = Event.test(file, at: time, lasting: lasting, shift: shift, stretch: stretch)
    let options = RenderOptions.plain.with { $0.stretch = engine }
    let mixture = try Scene.test([event], duration: duration, rate: rate, options: options).rendered()
    return (mixture.stems[0], mixture.report.warnings)
  }

  /// Within 1 ms: a tone at the window's start is heard when the scene says so, whichever engine moved it, none of whose
  /// delays is left in front of it. The onset is where the tone first reaches half its level.
  @Test(arguments: StretchEngine.allCases) func theStemBeginsAtItsEventTime(engine: StretchEngine) throws {
    let tone = Signals.sine(1_000, at: Self.rate, frameCount: Self.rate / 4)
    let file = try bank.add(tone, "a", rate: Self.rate)
    for (stretch, shift) in [(1.2, 0.0), (0.9, 2.0), (1.0, -3.0)] {
      let (stem, _) = try stem(file, at: 0.1, shift: shift, stretch: stretch, engine: engine)
      #expect(stem.position == frames(in: 0.1, at: Self.rate))
      let onset = try #require(stem.audio.channels[0].firstIndex { $0.magnitude > 0.25 })
      #expect(onset <= Self.rate / 1_000, "\(engine), stretch \(stretch), shift \(shift): frame \(onset)")
    }
  }

  @Test(arguments: StretchEngine.allCases, [0.8, 1.25, 1.0 / 3])
  func lengthIsTheWindowTimesTheRatio(engine: StretchEngine, ratio: Double) throws {
    let noise = Signals.noise(frameCount: Self.rate / 4, amplitude: 0.1)
    let file = try bank.add(noise, "a", rate: Self.rate)
    let (stem, warnings) = try stem(file, lasting: 0.2, shift: 1, stretch: ratio, engine: engine)
    let exact = 0.2 * Double(Self.rate) * ratio
    expectClose(Double(stem.audio.frameCount), exact, within: 1)
    #expect(warnings.isEmpty)
  }

  /// 3 cents is less than a trained ear can distinguish; measured over the middle, away from both ends.
  @Test(arguments: [-7.0, -1, 0.5, 4, 12]) func aSineIsShiftedByItsInterval(shift: Semitones) throws {
    let file = try bank.add(Signals.sine(440, at: Self.rate, frameCount: Self.rate / 2), "a", rate: Self.rate)
    let (stem, _) = try stem(file, shift: shift, engine: .rubberband)
    let middle = Array(stem.audio.channels[0][2_000..<9_000])
    let wanted = 440 * frequencyRatio(of: shift)
    let found = Frequency.ofSine(middle, at: Self.rate)
    let cents = 1_200 * Math.naturalLog(found / wanted) / Math.naturalLog(2)
    #expect(abs(cents) <= 3, "\(found) Hz for \(wanted) Hz, \(cents) cents")
  }

  @Test func stretchingKeepsThePitch() throws {
    let file = try bank.add(Signals.sine(440, at: Self.rate, frameCount: Self.rate / 2), "a", rate: Self.rate)
    let (stem, _) = try stem(file, lasting: 0.4, stretch: 1.4, engine: .rubberband)
    let found = Frequency.ofSine(Array(stem.audio.channels[0][2_000..<10_000]), at: Self.rate)
    expectClose(found, 440, within: 440 * 0.001_7)
  }

  /// A ratio of 1 and a shift of 0 change nothing: bit for bit the same as without the keys.
  @Test(arguments: StretchEngine.allCases, [44_100, 22_050, 16_000])
  func noChangeIsNoChange(engine: StretchEngine, sourceRate: Hertz) throws {
    let file = try bank.add(Signals.noise(frameCount: 6_000), "a", rate: sourceRate)
    let plain = try stem(file, lasting: 0.1, engine: engine).stem
    #expect(try stem(file, lasting: 0.1, shift: 0, stretch: 1, engine: engine).stem == plain)
    #expect(try stem(file, lasting: 0.1, shift: 0, engine: engine).stem == plain)
    #expect(try stem(file, lasting: 0.1, stretch: 1, engine: engine).stem == plain)
    #expect(try stem(file, lasting: 0.1, shift: 1, engine: engine).stem != plain)
  }

  /// Rates up and down around the stretcher: the length is exact either way.
  @Test(arguments: [16_000, 44_100]) func stretchedAcrossRates(sourceRate: Hertz) throws {
    let file = try bank.add(Signals.sine(440, at: sourceRate, frameCount: sourceRate / 2), "a", rate: sourceRate)
    let (stem, _) = try stem(file, lasting: 0.4, shift: 3, stretch: 1.25, engine: .rubberband)
    #expect(stem.audio.frameCount == frames(in: 0.5, at: Self.rate))
    let found = Frequency.ofSine(Array(stem.audio.channels[0][2_000..<9_000]), at: Self.rate)
    expectClose(found, 440 * frequencyRatio(of: 3), within: 0.9)
  }

  @Test func theSameSceneIsTheSameSound() throws {
    let file = try bank.add(Signals.noise(frameCount: 5_000), "a", rate: Self.rate)
    for engine in StretchEngine.allCases {
      let first = try stem(file, shift: 2, stretch: 1.1, engine: engine).stem
      #expect(try stem(file, shift: 2, stretch: 1.1, engine: engine).stem == first, "\(engine)")
    }
  }
}
