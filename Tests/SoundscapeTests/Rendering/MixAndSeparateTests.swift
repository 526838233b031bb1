import TestSupport
import Testing

@testable import Soundscape

/// What training on mixtures of sounds as they are needs: levels by energy, gains as factors, clipping, means.
@Suite struct MixAndSeparateTests {
  private let bank: TestBank
  private let long: Sound
  private let short: Sound
  private let room: Sound

  init() throws {
    let bank = try TestBank()
    func add(_ name: String, _ frameCount: Int, _ seed: UInt64, gain: Float = 1) throws -> Sound {
      var noise = Signals.noise(frameCount: frameCount, seed: seed)
      noise.scale(by: gain)
      return try bank.add(noise, "a", name, rate: 8_000)
    }
    long = try add("long.wav", 8_000, 1)
    short = try add("short.wav", 1_500, 2)
    room = try add("room.wav", 4_000, 3, gain: 0.1)
    self.bank = bank
  }

  private func power(_ audio: AudioBuffer, _ range: Range<Int>? = nil) -> Double {
    let samples = audio.channels[0][range ?? 0..<audio.frameCount]
    return samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)
  }

  @Test(arguments: [RenderOptions.SNRReference.background, .referenceLoudness])
  func levelRMSIsARatioOfEnergiesWhileTheEventLasts(reference: RenderOptions.SNRReference) throws {
    let options = RenderOptions.plain.with { ($0.level, $0.snrReference) = (.rms, reference) }
    let scene = Scene.test(
      [
        .test(room, lasting: 0.5, name: "room", role: .background),
        .test(short, at: 0.2, snr: 6, name: "event"),
      ], reference: -30, fade: 0.01, options: options)
    let mixture = try scene.rendered()
    let (room, event) = (mixture.stems[0], mixture.stems[1])
    expectClose(decibels(of: power(room.audio).squareRoot()), -30, within: 1e-4)
    let there = event.position..<(event.position + event.audio.frameCount)
    let below = reference == .background ? power(room.audio, there) : power(room.audio)
    expectClose(10 * Math.commonLog(power(event.audio) / below), 6, within: 1e-4)
    if reference == .background { expectClose(try #require(event.measured.snrBackground), 6, within: 1e-4) }
    expectClose(try #require(event.loudness), decibels(of: power(event.audio).squareRoot()), within: 1e-4)
    #expect(event.measured.rung == .rms && room.measured.rung == .rms)
  }

  @Test(arguments: RenderOptions.LevelRule.allCases)
  func aGainIsAFactorOnTheLevel(level: RenderOptions.LevelRule) throws {
    let options = RenderOptions.plain.with { $0.level = level }
    func rendered(_ gain: Double?) throws -> Stem {
      var event = Event.test(long, lasting: 0.5)
      event.gain = gain
      return try Scene.test([event], options: options).rendered().stems[0]
    }
    let (plain, scaled) = (try rendered(nil), try rendered(0.5))
    for (a, b) in zip(plain.audio.channels[0], scaled.audio.channels[0]) { #expect(abs(a / 2 - b) < 1e-6) }
    expectClose(scaled.measured.gain - plain.measured.gain, decibels(of: 0.5), within: 1e-9)
    if let loud = plain.loudness { expectClose(try #require(scaled.loudness), loud + decibels(of: 0.5), within: 1e-9) }
  }

  @Test func clippingIsOfEachEventAndStemsStillAddUp() throws {
    var events = [Event.test(long, lasting: 0.5, name: "a"), .test(short, name: "b")]
    for i in events.indices { events[i].gain = 3 }
    let options = RenderOptions.plain.with { $0.clip = .hard }
    let mixture = try Scene.test(events, options: options).rendered()
    let free = try Scene.test(events, options: .plain).rendered()
    for (stem, other) in zip(mixture.stems, free.stems) {
      #expect(stem.audio.peak == 1 && other.audio.peak > 1)
      for (a, b) in zip(stem.audio.channels[0], other.audio.channels[0]) { #expect(abs(a - min(max(b, -1), 1)) < 1e-6) }
    }
    #expect(
      mixture.mix.channels[0].indices.allSatisfy { i in
        let sum = mixture.stems.reduce(Float(0)) { $0 + ($1.audio.frameCount > i ? $1.audio.channels[0][i] : 0) }
        return sum == mixture.mix.channels[0][i]
      })
  }

  @Test func whatIsClippedIsMeasuredAgain() throws {
    var event = Event.test(long, lasting: 0.5)
    event.gain = 8
    let options = RenderOptions.levelled.with { ($0.clip, $0.fixClipping) = (.hard, false) }
    let stem = try Scene.test([event], options: options).rendered().stems[0]
    let measured = try LoudnessLadder.measure(stem.audio, at: 8_000)
    #expect(stem.audio.peak == 1)
    expectClose(try #require(stem.loudness), measured.value, within: 1e-6)
  }

  @Test func theSumIsDividedByTheNumberOfEvents() throws {
    let events = (0..<3).map { Event.test(long, from: 0.1 * Double($0), lasting: 0.5, name: "\($0)") }
    let mixture = try Scene.test(events, options: RenderOptions.plain.with { $0.normalize = .count }).rendered()
    let plain = try Scene.test(events, options: .plain).rendered()
    #expect(mixture.report.scaleFactor == 1 / 3.0 && mixture.report.warnings.isEmpty)
    for (a, b) in zip(mixture.mix.channels[0], plain.mix.channels[0]) { #expect(abs(a - b / 3) < 1e-6) }
    // What still passes full scale is scaled down as ever, and not further.
    let loud = RenderOptions.plain.with { ($0.normalize, $0.fixClipping) = (.count, true) }
    let fixed = try Scene.test(
      events.map {
        var event = $0
        event.gain = 9
        return event
      }, options: loud
    ).rendered()
    #expect(fixed.mix.peak <= 1 && fixed.mix.peak > 0.99)
    #expect(fixed.report.warnings.map(\.kind) == [.clippingFixed])
  }

  @Test func aGainIsDrawnByAKeyOfItsOwnAndRecorded() throws {
    let yaml = "events: [{label: dog, snr: [uniform, 0, 6], gain: [uniform, 0.5, 1.5], name: a}]"
    let scene = try Recipes.draw(yaml).scene
    let plain = try Recipes.draw(yaml.replacing(", gain: [uniform, 0.5, 1.5]", with: "")).scene
    let u = KeyedRandom(seed: .integer(1)).uniform(
      mixture: 0, event: EventKey("a"), field: DrawKey.Field(rawValue: 25), attempt: .first)
    expectClose(try #require(scene.events[0].gain), 0.5 + u, within: 1e-12)
    var without = scene.events[0]
    (without.gain, without.spec.gain) = (nil, nil)
    #expect(without == plain.events[0])
    let annotation = Annotation(scene: scene, files: .init(foregroundFolder: "fg"))
    let read = try Annotation(jams: annotation.jams)
    #expect(read.events[0].event.gain == scene.events[0].gain && read.jams == annotation.jams)
    #expect(read.events[0].event.spec.gain == .uniform(0.5...1.5))
    let raw = try RawJAMS(Annotation(scene: plain, files: .init(foregroundFolder: "fg")).jams)
    #expect(raw.entries[0]["requested"].members?["gain"] == nil)
  }

  @Test func aMeanOfFullScaleIsRefused() {
    let error = failure { try Recipes.read("render: {normalize: 1/n, peak_normalization: true}") }
    #expect("\(String(describing: error))".contains("has no effect with peak_normalization"))
  }
}
