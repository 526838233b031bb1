import TestSupport
import Testing

@testable import Soundscape

@Suite struct LevelTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  /// Measured again, a stem has the loudness asked for: 0.05 LU is far below what can be heard, and far above the
  /// rounding of a stem to 24 bits.
  @Test(arguments: [(-23.0, 0.0), (-20, 6), (-30, -10), (-12, -20)])
  func aStemHasReferencePlusSNR(reference: LUFS, snr: Decibels) throws {
    let rate = 22_050
    let noise = try bank.add(Signals.noise(frameCount: rate / 2, amplitude: 0.05), "a", rate: rate)
    let sine = try bank.add(Signals.sine(1_000, at: rate, frameCount: rate / 2, channelCount: 2), "b", rate: rate)
    for (file, channelCount) in [(noise, 1), (noise, 2), (sine, 1), (sine, 2)] {
      let scene = Scene.test(
        [.test(file, snr: snr)], rate: rate, channelCount: channelCount, reference: reference, fade: 0.01,
        options: .levelled)
      let stem = try scene.rendered().stems[0]
      let measured = try LoudnessMeter.integratedLoudness(of: stem.audio, at: rate)
      expectClose(measured, reference + snr, within: 0.05)
      expectClose(try #require(stem.loudness), reference + snr, within: 1e-9)
    }
  }

  /// Shorter than a gating block of 400 ms, a sound is measured repeated: Scaper's rule, with the fades included.
  @Test(arguments: [0.015, 0.1, 0.3]) func aShortEventIsLevelledToo(duration: Seconds) throws {
    let file = try bank.add(Signals.noise(frameCount: 8_000), "a", rate: 16_000)
    let scene = Scene.test(
      [.test(file, lasting: duration)], rate: 16_000, reference: -23, fade: 0.005, options: .levelled)
    let mixture = try scene.rendered()
    let stem = mixture.stems[0]
    #expect(stem.audio.frameCount == frames(in: duration, at: 16_000))
    let copies = frames(in: 0.5, at: 16_000) / stem.audio.frameCount + 1
    let repeated = stem.audio.tiled(to: copies * stem.audio.frameCount)
    expectClose(try LoudnessMeter.integratedLoudness(of: repeated, at: 16_000), -23, within: 0.05)
    #expect(mixture.report.warnings.isEmpty)
  }

  /// One sample far beyond full scale takes the level of all the others with it.
  @Test(arguments: [(Float(1e11), true), (0.5, false)]) func anExtremeGainIsWarnedOf(peak: Float, isExtreme: Bool)
    throws
  {
    var sound = Signals.noise(frameCount: 8_000, amplitude: 0.1)
    sound.channels[0][4_000] = peak
    let file = try bank.add(sound, "a", rate: 16_000)
    let report = try Scene.test([.test(file, lasting: 0.5)], rate: 16_000, options: .levelled).rendered().report
    #expect(report.warnings.contains { $0.kind == .extremeScale } == isExtreme, "\(report.warnings)")
  }

  @Test func backgroundsAreAtTheReference() throws {
    let file = try bank.add(Signals.noise(frameCount: 1_500), "rain", role: .background, rate: 8_000)
    let scene = Scene.test([.test(file, lasting: 0.5, role: .background)], reference: -31, options: .levelled)
    let stem = try scene.rendered().stems[0]
    expectClose(try LoudnessMeter.integratedLoudness(of: stem.audio, at: 8_000), -31, within: 0.05)
  }

  @Test func gainIsAPlainGain() throws {
    let noise = Signals.noise(frameCount: 800, amplitude: 0.25)
    let file = try bank.add(noise, "a", rate: 8_000)
    for gain in [0.0, 6, -20, 12.5] {
      let stem = try Scene.test([.test(file, snr: gain)], reference: -70).rendered().stems[0]
      var expected = noise
      expected.scale(by: Float(amplitude(of: gain)))
      // Rounding to the step of 2⁻²⁴ or 2⁻²³ leaves 120 dB even of the quietest.
      expectClose(stem.audio, expected, atLeast: 115)
      #expect(stem.loudness == nil)
    }
  }

  @Test func fadesAreQuarterSines() throws {
    let one = AudioBuffer(channels: [Array(repeating: 0.5, count: 400)])
    let file = try bank.add(one, "a", rate: 8_000)
    let mixture = try Scene.test([.test(file)], fade: 0.01).rendered()
    let plane = mixture.stems[0].audio.channels[0]
    for i in 0..<80 {
      let expected = 0.5 * Math.sine(.pi / 2 * Double(i) / 79)
      expectClose(Double(plane[i]), expected, within: 1e-7)
      #expect(plane[399 - i] == plane[i])
    }
    #expect(plane[80..<320].allSatisfy { $0 == 0.5 })
    #expect(mixture.report.warnings.isEmpty)
  }

  @Test func aFadeIsShortenedToHalfTheEvent() throws {
    let file = try bank.add(AudioBuffer(channels: [Array(repeating: 0.5, count: 400)]), "a", rate: 8_000)
    let mixture = try Scene.test([.test(file, lasting: 0.012_5)], fade: 0.02).rendered()
    let plane = mixture.stems[0].audio.channels[0]
    #expect(plane.count == 100 && plane[0] == 0 && plane[99] == 0 && plane[49] == 0.5 && plane[50] == 0.5)
    #expect(mixture.report.warnings.map(\.kind) == [.fadeShortened])
    #expect(mixture.report.warnings[0].before == 0.02 && mixture.report.warnings[0].after == 0.006_25)
    #expect("\(mixture.report.warnings[0])" == "a: fades are shortened to half of the event's 0.0125 s")
    let single = try Scene.test([.test(file, lasting: 1.0 / 8_000)], fade: 0.02).rendered()
    #expect(single.stems[0].audio.channels == [[0.5]], "an event of one frame has no room for fades")
  }

  /// Silence is never raised: not digital silence, and not a recording's noise at −75 dB either.
  @Test(arguments: [Float(0), 1e-9, 0.000_3]) func aSilentEventIsLeftAsItIs(amplitude: Float) throws {
    let quiet = Signals.noise(frameCount: 4_000, amplitude: max(amplitude, 1e-30))
    let sound = amplitude == 0 ? Signals.silence(frameCount: 4_000) : quiet
    let file = try bank.add(sound, "a", rate: 8_000)
    for lasting in [0.1, 0.375] {
      let scene = Scene.test([.test(file, from: 0.125, lasting: lasting, snr: 20)], options: .levelled)
      let mixture = try scene.rendered()
      #expect(mixture.report.warnings.map(\.kind) == [.silentEvent])
      let words =
        "a: is below -60 dB in \(file.path) at 0.125 s: its level was left unchanged; a gate (gate: {min_rms_db: -60}) "
        + "draws another window"
      #expect("\(mixture.report.warnings[0])" == words)
      let measured = mixture.stems[0].measured
      #expect(measured.loudness == nil && measured.rung == .silent && measured.gain == 0)
      #expect(mixture.mix.peak <= amplitude)
    }
  }

  /// Just above the threshold an event is levelled like any other.
  @Test func aQuietEventIsRaised() throws {
    let file = try bank.add(Signals.noise(frameCount: 8_000, amplitude: 0.003), "a", rate: 16_000)
    let mixture = try Scene.test([.test(file)], rate: 16_000, reference: -20, options: .levelled).rendered()
    #expect(mixture.report.warnings.isEmpty)
    expectClose(try LoudnessMeter.integratedLoudness(of: mixture.stems[0].audio, at: 16_000), -20, within: 0.05)
  }

  @Test func anEventOfNoFramesIsSilentAndHarmless() throws {
    let file = try bank.add(Signals.noise(frameCount: 400), "a", rate: 8_000)
    let mixture = try Scene.test([.test(file, lasting: 1e-6)], fade: 0.01, options: .levelled).rendered()
    #expect(mixture.stems[0].audio.isEmpty && mixture.mix.peak == 0)
    #expect(mixture.report.warnings.map(\.kind) == [.fadeShortened, .silentEvent])
  }
}
