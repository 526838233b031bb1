import TestSupport
import Testing

@testable import Soundscape

/// The measurements of each stem in the finished mixture, against plain sums in double precision.
@Suite struct MeasurementTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func energy(_ planes: [[Float]], _ range: Range<Int>) -> Double {
    planes.reduce(0) { sum, plane in range.reduce(sum) { $0 + Double(plane[$1]) * Double(plane[$1]) } }
  }

  @Test(arguments: 0..<20) func ratiosAreThoseOfThePlainSums(seed: Int) throws {
    var generator = SmallGenerator(seed: UInt64(seed))
    let noise = try bank.add(Signals.noise(frameCount: 4_000, seed: UInt64(seed), channelCount: 2), "a", rate: 8_000)
    let rain = try bank.add(Signals.noise(frameCount: 1_000, seed: 99), "b", role: .background, rate: 8_000)
    var events = (0..<Int.random(in: 1...4, using: &generator)).map { i in
      Event.test(
        noise, at: .random(in: 0...0.4, using: &generator), from: .random(in: 0...0.3, using: &generator),
        lasting: .random(in: 0.001...0.1, using: &generator), snr: .random(in: -30...10, using: &generator),
        name: "event \(i)")
    }
    for i in 0..<Int.random(in: 0...2, using: &generator) {
      events.append(.test(rain, snr: -3, name: "background[\(i)]", role: .background))
    }
    let options = RenderOptions.plain.with {
      $0.fixClipping = true
      $0.sampleFormat = SampleFormat.allCases[seed % 4]
    }
    let scene = Scene.test(events, channelCount: 1 + seed % 2, fade: 0.004, options: options)
    let mixture = try scene.rendered()
    var backgrounds = Signals.silence(frameCount: mixture.mix.frameCount, channelCount: mixture.mix.channelCount)
    for stem in mixture.stems where events[stem.eventIndex].role == .background {
      backgrounds.add(stem.audio, at: stem.position)
    }
    for stem in mixture.stems {
      let (measured, event) = (stem.measured, events[stem.eventIndex])
      let energy = self.energy(stem.audio.channels, 0..<stem.audio.frameCount)
      var rest = mixture.mix
      for c in rest.channels.indices {
        for i in 0..<stem.audio.frameCount { rest.channels[c][stem.position + i] -= stem.audio.channels[c][i] }
      }
      check(measured.snrRest, energy / self.energy(rest.channels, stem.range), "seed \(seed), \(event.name): rest")
      let isBackground = event.role == .background
      let behind = isBackground ? 0 : self.energy(backgrounds.channels, stem.range)
      check(measured.snrBackground, energy / behind, "seed \(seed), \(event.name): background")
      #expect(measured.peak == Double(stem.audio.peak), "seed \(seed)")
      expectClose(measured.gain, event.snr + mixture.report.referenceLoudnessChange, within: 1e-9)
    }
  }

  private func check(_ found: Decibels?, _ ratio: Double, _ what: Comment) {
    guard ratio.isFinite, ratio > 0 else {
      #expect(found == nil, what)
      return
    }
    // Sums of 80 floats in eight lanes: a millionth.
    #expect(abs((found ?? .nan) - 10 * Math.commonLog(ratio)) < 1e-4, what)
  }

  /// Within 40 dB of the loudest block: hiss before a sound and a tail after it are not the sound.
  @Test func onsetAndOffsetAreWhereTheEnergyIs() throws {
    var sound = Signals.noise(frameCount: 4_000, amplitude: 0.000_5)
    for i in 1_000..<2_600 { sound.channels[0][i] *= 1_000 }
    let file = try bank.add(sound, "a", rate: 8_000)
    let stem = try Scene.test([.test(file, at: 0.25, from: 0.05, lasting: 0.4)], duration: 1).rendered().stems[0]
    // Frame 1000 of the file is 0.125 s, so 0.075 s of the event: in its eighth block of 10 ms, which begins at 0.07 s.
    expectClose(try #require(stem.measured.onset), 0.25 + 0.07, within: 1e-9)
    expectClose(try #require(stem.measured.offset), 0.25 + 0.28, within: 1e-9)
  }

  @Test func aLastPartialBlockEndsWithTheStem() throws {
    let file = try bank.add(Signals.noise(frameCount: 4_000), "a", rate: 8_000)
    let stem = try Scene.test([.test(file, at: 0.1, lasting: 0.123)]).rendered().stems[0]
    #expect(stem.measured.onset == 0.1)
    expectClose(try #require(stem.measured.offset), 0.223, within: 1e-9)
  }

  @Test func silenceHasNeitherRatioNorTimes() throws {
    let file = try bank.add(Signals.silence(frameCount: 800), "a", rate: 8_000)
    let other = try bank.add(Signals.noise(frameCount: 800), "b", rate: 8_000)
    let measured = try Scene.test([.test(file), .test(other, name: "b")]).rendered().stems.map(\.measured)
    #expect(measured[0].snrRest == nil && measured[0].onset == nil && measured[0].offset == nil)
    #expect(measured[0].peak == 0 && measured[1].snrRest == nil, "beside silence there is nothing else")
  }

  /// Scaper's stems are measured like ours; its level is what it aimed at.
  @Test func scapersStemsAreMeasuredToo() throws {
    let file = try bank.add(Signals.noise(frameCount: 8_000, amplitude: 0.1), "a", rate: 8_000)
    var scene = Scene.test([.test(file, lasting: 0.4, snr: 5)], duration: 1, options: .levelled)
    scene.semantics = .scaper
    let measured = try scene.rendered().stems[0].measured
    #expect(measured.loudness == -15 && measured.rung == .integrated && measured.onset == 0)
    let raw = try LoudnessMeter.integratedLoudness(of: Signals.noise(frameCount: 3_200, amplitude: 0.1), at: 8_000)
    expectClose(measured.gain, -15 - raw, within: 0.3)
  }

  // MARK: With the tail of an effect

  private func reverberant(_ change: (inout Scene) -> Void) throws -> (scene: Scene, mixture: Mixture) {
    let short = try bank.add(Signals.noise(frameCount: 800, amplitude: 0.1), "a", rate: 8_000)
    let rain = try bank.add(Signals.noise(frameCount: 8_000, seed: 5), "b", role: .background, rate: 8_000)
    let events = [
      Event.test(rain, name: "rain", role: .background), .test(short, at: 0.1, lasting: 0.1, snr: 5),
      .test(short, at: 0.5, lasting: 0.1, snr: 9, name: "b"),
    ]
    var scene = Scene.test(events, duration: 1, options: .levelled)
    change(&scene)
    return (scene, try scene.rendered(with: .tests))
  }

  /// The energies are those of the frames in which the event lasts, not of the room's answer after it.
  @Test func ratiosAreThoseOfTheEventItself() throws {
    for onBus in [true, false] {
      let (scene, mixture) = try reverberant { scene in
        if onBus {
          scene.render.reverb = 0.6
        } else {
          for i in 1...2 { scene.events[i].effects = [EffectInstance(name: "echo", values: ["delay": 1_500])] }
        }
      }
      for (stem, event) in zip(mixture.stems, scene.events) where event.role == .foreground {
        let dry = 0..<scene.frameRange(of: event).count
        #expect(stem.audio.frameCount > dry.count)
        let energy = self.energy(stem.audio.channels, dry)
        var (rest, behind) = (0.0, 0.0)
        let rain = mixture.stems[0].audio.channels[0]
        for i in dry {
          let other = Double(mixture.mix.channels[0][stem.position + i]) - Double(stem.audio.channels[0][i])
          rest += other * other
          behind += Double(rain[stem.position + i]) * Double(rain[stem.position + i])
        }
        check(stem.measured.snrRest, energy / rest, "bus: \(onBus), \(event.name): rest")
        check(stem.measured.snrBackground, energy / behind, "bus: \(onBus), \(event.name): background")
        #expect(stem.measured.peak == Double(stem.audio.peak))
      }
    }
  }

  @Test func theLoudnessIsThatOfTheStemAsHeard() throws {
    let (_, mixture) = try reverberant { $0.render.reverb = 0.9 }
    for stem in mixture.stems {
      let heard = try LoudnessLadder.measure(stem.audio, at: 8_000)
      #expect(stem.measured.loudness == heard.value && stem.measured.rung == heard.rung)
    }
    let (scene, dry) = try reverberant { _ in }
    expectClose(
      try #require(dry.stems[1].loudness), scene.referenceLoudness + 5 + dry.report.referenceLoudnessChange,
      within: 1e-9)
    #expect(dry.stems[1].loudness != mixture.stems[1].loudness)
  }
}
