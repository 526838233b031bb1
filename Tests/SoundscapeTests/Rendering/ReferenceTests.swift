import TestSupport
import Testing

@testable import Soundscape

/// What levels are set against, with the figures that Scaper's ways give beside ours.
@Suite struct ReferenceTests {
  static let rate = 16_000
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func add(
    _ name: String, amplitude: Float = 0.1, seed: UInt64 = 1, seconds: Double = 0.5, role: Role = .foreground
  ) throws -> Sound {
    let noise = Signals.noise(frameCount: Int(seconds * Double(Self.rate)), seed: seed, amplitude: amplitude)
    return try bank.add(noise, name, role: role, rate: Self.rate)
  }

  private func rain(_ amplitude: Float, seed: UInt64, name: String) throws -> Event {
    .test(try add(name, amplitude: amplitude, seed: seed, role: .background), name: name, role: .background)
  }

  private func scene(_ events: [Event], fade: Seconds = 0.01, _ change: (inout RenderOptions) -> Void = { _ in })
    -> Scene
  {
    .test(events, rate: Self.rate, reference: -30, fade: fade, options: .levelled.with(change))
  }

  private func loudness(_ audio: AudioBuffer) throws -> LUFS {
    try LoudnessMeter.integratedLoudness(of: audio, at: Self.rate)
  }

  /// Without gates, which the level was not set with, over many copies of the stem.
  private func weighted(_ audio: AudioBuffer) -> LUFS {
    var meter = KWeightedMeter(channelCount: audio.channelCount, rate: Self.rate)
    meter.add(audio.tiled(to: 4 * Self.rate))
    return meter.ungatedLoudness()
  }

  // MARK: As heard

  /// Scaper measures before the fades: of 15 ms they take 4 to 6 dB.
  @Test func aShortEventIsAsLoudAsWanted() throws {
    var scene = scene([.test(try add("a"), from: 0.1, lasting: 0.015)])
    let ours = weighted(try scene.rendered().stems[0].audio)
    expectClose(ours, -30, within: 0.2)
    scene.semantics = .scaper
    let scapers = weighted(try scene.rendered().stems[0].audio)
    // Two quarter sines of 10 ms, which overlap, leave a third of the power of steady noise.
    #expect((-36 ... -34).contains(scapers), "Scaper's way: \(scapers) LUFS, wanted −30")
  }

  // MARK: Backgrounds

  /// Scaper brings each background to the reference, so that two are 3 dB louder.
  @Test func twoBackgroundsTogetherMakeTheReference() throws {
    var scene = scene([try rain(0.3, seed: 1, name: "one"), try rain(0.01, seed: 2, name: "two")])
    let mixture = try scene.rendered()
    expectClose(try loudness(mixture.mix), -30, within: 0.1)
    let each = try mixture.stems.map { try loudness($0.audio) }
    expectClose(each[0], each[1], within: 0.01)
    for (stem, found) in zip(mixture.stems, each) { expectClose(try #require(stem.loudness), found, within: 0.01) }
    scene.semantics = .scaper
    expectClose(try loudness(scene.rendered().mix), -30 + 3, within: 0.3)
  }

  @Test func aSilentBackgroundTakesNoPart() throws {
    let mixture = try scene([try rain(0.3, seed: 1, name: "one"), try rain(1e-5, seed: 2, name: "two")]).rendered()
    expectClose(try loudness(mixture.stems[0].audio), -30, within: 0.01)
    #expect(mixture.stems[1].measured.gain == 0 && mixture.stems[1].measured.rung == .silent)
    #expect(mixture.report.warnings.map(\.subject) == ["two"])
  }

  /// One is all but the other's inverse: what is left of both is not made as loud as a background.
  @Test func backgroundsThatCancelAreNotBlownUp() throws {
    var inverse = Signals.noise(frameCount: 8_000, seed: 1, amplitude: 0.3)
    inverse.scale(by: -1)
    for i in 0..<8_000 where i % 2 == 0 { inverse.channels[0][i] *= 0.99 }
    let file = try bank.add(inverse, "two", role: .background, rate: Self.rate)
    let mixture = try scene([
      try rain(0.3, seed: 1, name: "one"), .test(file, name: "two", role: .background),
    ]).rendered()
    for stem in mixture.stems { #expect(stem.measured.gain <= -30 + 60) }
  }

  // MARK: snr_reference

  @Test func snrIsAboveTheBackgroundWhileTheEventLasts() throws {
    // Rain that is 20 dB louder in its second half: the mean says nothing about either.
    var sound = Signals.noise(frameCount: 16_000, amplitude: 0.3)
    for i in 0..<8_000 { sound.channels[0][i] *= 0.1 }
    let file = try bank.add(sound, "rain", role: .background, rate: Self.rate)
    let horn = try add("horn", seed: 5, seconds: 0.4)
    let events = [
      Event.test(file, name: "rain", role: .background), .test(horn, at: 0.05, snr: 6, name: "first"),
      .test(horn, at: 0.55, snr: 6, name: "second"),
    ]
    for reference in RenderOptions.SNRReference.allCases {
      var scene = scene(events) { $0.snrReference = reference }
      scene.duration = 1
      let mixture = try scene.rendered()
      #expect(mixture.report.warnings.isEmpty)
      for stem in mixture.stems.dropFirst() {
        let rain = AudioBuffer(channels: [Array(mixture.stems[0].audio.channels[0][stem.range])])
        let above = weighted(stem.audio) - weighted(rain)
        let found = try #require(stem.measured.snrBackground)
        if reference == .background {
          expectClose(above, 6, within: 0.1)
        } else {
          #expect(abs(above - 6) > 1, "against ref_db it is off by \(above - 6) dB")
        }
        // White noise both, so that energies and loudness differ alike; the fades change the spectrum a little.
        expectClose(found, above, within: 0.3)
      }
      expectClose(try loudness(mixture.stems[0].audio), -30, within: 0.05)
    }
  }

  @Test func withoutABackgroundTheReferenceIsTaken() throws {
    let horn = Event.test(try add("horn"), snr: 4, name: "horn")
    for backgrounds in [[], [try rain(1e-5, seed: 2, name: "rain")]] {
      let mixture = try scene(backgrounds + [horn]) { $0.snrReference = .background }.rendered()
      let stem = try #require(mixture.stems.last)
      expectClose(weighted(stem.audio), -26, within: 0.05)
      let warning = try #require(mixture.report.warnings.last)
      #expect(warning.kind == .noBackground && warning.after == -30)
      #expect("\(warning)" == "horn: has no background to be measured against: its snr is relative to ref_db")
    }
  }

  @Test func aPlainGainStaysOne() throws {
    let horn = Event.test(try add("horn"), snr: 4, name: "horn")
    let scene = scene([try rain(0.2, seed: 3, name: "rain"), horn]) {
      $0.snrReference = .background
      $0.level = .gain
    }
    let mixture = try scene.rendered()
    #expect(mixture.stems.map(\.measured.gain) == [0, 4] && mixture.report.warnings.isEmpty)
    #expect(mixture.stems.allSatisfy { $0.measured.rung == nil && $0.loudness == nil })
  }

  // MARK: Level groups

  private func group(_ amplitudes: [Float], snr: Decibels) throws -> [Event] {
    try amplitudes.enumerated().map { i, amplitude in
      var event = Event.test(
        try add("stem \(i)", amplitude: amplitude, seed: UInt64(i + 10)), snr: snr, name: "song/\(i)")
      event.levelGroup = "song"
      return event
    }
  }

  @Test func aGroupHasOneGainAndItsSumTheLevel() throws {
    let events = try group([0.4, 0.05, 0.1], snr: 3) + [.test(try add("horn"), snr: -5, name: "horn")]
    let mixture = try scene(events).rendered()
    let gains = mixture.stems.map(\.measured.gain)
    #expect(gains[0] == gains[1] && gains[1] == gains[2] && gains[2] != gains[3])
    var sum = Signals.silence(frameCount: mixture.mix.frameCount)
    for stem in mixture.stems.prefix(3) { sum.add(stem.audio, at: stem.position) }
    expectClose(try loudness(sum), -27, within: 0.05)
    for stem in mixture.stems {
      expectClose(try #require(stem.loudness), try loudness(stem.audio), within: 0.05)
    }
    expectClose(try loudness(mixture.stems[3].audio), -35, within: 0.05)
  }

  /// A silent member of a song that sounds keeps the song's gain; a song of silence keeps its own.
  @Test func silenceInAGroup() throws {
    let some = try scene(group([0.4, 1e-6], snr: 0)).rendered()
    #expect(some.report.warnings.isEmpty && some.stems[1].measured.rung == .silent && some.stems[1].loudness == nil)
    #expect(some.stems[0].measured.gain == some.stems[1].measured.gain)
    let none = try scene(group([1e-5, 1e-6], snr: 0)).rendered()
    #expect(none.report.warnings.map(\.kind) == [.silentEvent, .silentEvent])
    #expect(none.stems.allSatisfy { $0.measured.gain == 0 && $0.loudness == nil })
  }

  @Test func aGroupAboveTheBackground() throws {
    let events = try [rain(0.02, seed: 2, name: "rain")] + group([0.4, 0.05], snr: 10)
    let mixture = try scene(events) { $0.snrReference = .background }.rendered()
    var sum = mixture.stems[1].audio
    sum.add(mixture.stems[2].audio, at: 0)
    expectClose(try loudness(sum), -20, within: 0.1)
  }
}
