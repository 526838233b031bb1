import TestSupport
import Testing

@testable import Soundscape

/// One gain for mixture and stems.
@Suite struct ScalingTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func render(_ peak: Float, count: Int = 1, _ change: (inout RenderOptions) -> Void) throws -> Mixture {
    let file = try bank.add(AudioBuffer(channels: [[0, peak, -peak / 2]]), "a", rate: 8_000)
    let events = (0..<count).map { Event.test(file, name: "event \($0)") }
    return try Scene.test(events, options: .plain.with(change)).rendered()
  }

  @Test func clippingIsFixedByOneGain() throws {
    let mixture = try render(0.9, count: 2) { $0.fixClipping = true }
    // 1 ÷ 1.8, less a few steps of 2⁻²⁴ that keep the rounded sum within full scale.
    expectClose(mixture.report.scaleFactor, 1 / 1.8, within: 1e-6)
    expectClose(mixture.report.referenceLoudnessChange, -5.105_45, within: 1e-5)
    expectClose(Double(mixture.mix.peak), 1, within: 1e-6)
    #expect(mixture.stems.allSatisfy { abs($0.audio.peak - 0.5) < 1e-6 })
    #expect(mixture.report.warnings.map(\.kind) == [.clippingFixed])
    #expect(mixture.report.warnings[0].after == mixture.report.scaleFactor && mixture.report.warnings[0].before == 1)
    #expect(mixture.report.warnings[0].message.hasPrefix("the peak passed full scale by 5.11 dB"))
  }

  @Test func whatDoesNotClipIsLeftAlone() throws {
    let mixture = try render(0.4, count: 2) { $0.fixClipping = true }
    #expect(
      mixture.report.scaleFactor == 1 && mixture.report.referenceLoudnessChange == 0 && mixture.report.warnings.isEmpty)
    expectClose(Double(mixture.mix.peak), 0.8, within: 1e-7)
  }

  @Test(arguments: SampleFormat.allCases) func unfixedClippingIsToldOf(format: SampleFormat) throws {
    let mixture = try render(0.9, count: 2) { $0.sampleFormat = format }
    #expect(mixture.report.scaleFactor == 1)
    #expect(mixture.report.warnings.map(\.kind) == [format.bits == nil ? .clipping : .sumClipped])
    expectClose(mixture.report.warnings[0].before ?? 0, 1.8, within: 1e-6)
    expectClose(Double(mixture.mix.peak), 1.8, within: 1e-4)
  }

  @Test func peakNormalisationGoesUpAndDown() throws {
    for peak in [Float(0.01), 0.5, 3] {
      let mixture = try render(peak) {
        $0.peakNormalization = true
        $0.fixClipping = true
      }
      expectClose(Double(mixture.mix.peak), 1, within: 1e-6)
      expectClose(mixture.report.scaleFactor, 1 / Double(peak), within: 1e-6 / Double(peak))
      #expect(mixture.report.warnings.map(\.kind) == (peak > 1 ? [.clippingFixed] : []))
    }
  }

  /// Two sounds that are each other's inverse but for rounding: their difference is not a sound to be made loud.
  @Test func whatCancelsIsNotBlownUp() throws {
    let noise = Signals.noise(frameCount: 400)
    var inverse = noise
    inverse.scale(by: -1.000_000_2)
    let file = try bank.add(noise, "a", rate: 8_000)
    let other = try bank.add(inverse, "b", rate: 8_000)
    let options = RenderOptions.plain.with { $0.peakNormalization = true }
    let mixture = try Scene.test([.test(file), .test(other, name: "b")], options: options).rendered()
    #expect(mixture.report.scaleFactor == 1)
    #expect(mixture.mix.peak < 1e-6 && mixture.stems[0].audio.peak > 0.49)
  }

  @Test func anExtremeScaleIsToldOf() throws {
    let mixture = try render(30) { $0.fixClipping = true }
    #expect(mixture.report.warnings.map(\.kind) == [.clippingFixed, .extremeScale])
  }

  @Test func theGainMovesTheMeasuredLoudness() throws {
    let file = try bank.add(Signals.noise(frameCount: 4_000), "a", rate: 8_000)
    let options = RenderOptions.levelled.with { $0.peakNormalization = true }
    let mixture = try Scene.test([.test(file)], reference: -40, options: options).rendered()
    let measured = try LoudnessMeter.integratedLoudness(of: mixture.stems[0].audio, at: 8_000)
    expectClose(try #require(mixture.stems[0].loudness), measured, within: 0.001)
    expectClose(measured, -40 + mixture.report.referenceLoudnessChange, within: 0.001)
  }

  /// An event's effect is in its stem and in the sum, which stays exact.
  @Test func anEventsEffectRunsBeforeTheSum() throws {
    let file = try bank.add(Signals.noise(frameCount: 800, amplitude: 1), "a", rate: 8_000)
    let events = [Event.test(file, name: "one"), .test(file, at: 0.2, snr: -6, name: "two")]
    var scene = Scene.test(events, options: .plain.with { $0.fixClipping = true })
    let plain = try scene.rendered()
    scene.events[1].effects = [EffectInstance(name: "trouble", values: ["factor": 7.3])]
    let changed = try scene.rendered(with: .tests)
    #expect(changed.stems[0].audio != plain.stems[0].audio, "the louder second stem makes both quieter")
    #expect(changed.report.scaleFactor < 0.5)
    var sum = Signals.silence(frameCount: 4_000)
    for stem in changed.stems { sum.add(stem.audio, at: stem.position) }
    #expect(sum == changed.mix)
    scene.events[0].effects = [EffectInstance(name: "trouble", values: ["fails": 1])]
    #expect(failure { try scene.rendered(with: .tests) } == .processing(stage: "trouble", problem: "none"))
  }

  @Test func whatIsNoNumberIsRefused() throws {
    let file = try bank.add(Signals.noise(frameCount: 800), "a", rate: 8_000)
    var scene = Scene.test([.test(file)])
    scene.events[0].effects = [EffectInstance(name: "trouble", values: ["undefined": 1])]
    let error = failure { try scene.rendered(with: .tests) }
    #expect(
      error
        == .processing(
          stage: "the sum", problem: "contains NaN or infinity: lower ref_db, the snr or what an effect adds"))
  }
}
