import TestSupport
import Testing

@testable import Soundscape

/// Stems of one song stay together: proven on their samples.
@Suite struct GroupAlignmentTests {
  private let rate = 8_000
  private let labels = ["vocals", "drums"]

  /// Two songs; each label's file is different noise, but for `same`, whose files are the same under all labels.
  private func bank() throws -> (bank: TestBank, sounds: [String: AudioBuffer]) {
    let bank = try TestBank()
    var sounds: [String: AudioBuffer] = [:]
    for (i, label) in labels.enumerated() {
      for (song, seed) in [("one.wav", 10 + i), ("two.wav", 20 + i), ("same.wav", 5)] {
        // Drums 12 dB lower than the vocals: a balance that must stay.
        let sound = Signals.noise(frameCount: 3 * rate, seed: UInt64(seed), amplitude: i == 0 ? 0.4 : 0.1)
        sounds["\(label)/\(song)"] = sound
        try bank.add(sound, label, song, rate: rate)
      }
    }
    return (bank, sounds)
  }

  private func rendered(_ group: String, _ bank: TestBank, index: Int) throws -> (scene: Scene, mixture: Mixture) {
    let yaml = """
      duration: 1
      sample_rate: \(rate)
      fade_in: 0
      fade_out: 0
      soundbank: {foreground: \(bank.foreground)}
      events:
        - {labels: [vocals, drums], coherent: 1, source_time: [uniform, 0, end], \(group)}
      """
    let instantiator = try Instantiator(
      recipe: try RecipeReader.read(text: yaml, file: ""), soundbank: try bank.scan().soundbank)
    let scene = try instantiator.scene(index: index, seed: .integer(3)).value
    return (scene, try scene.rendered())
  }

  /// The shift of `sound` against `other` at which they agree best, in frames.
  private func lag(_ sound: [Float], _ other: [Float], within most: Int) -> Int {
    func correlation(_ shift: Int) -> Double {
      var sum = 0.0
      for i in max(0, shift)..<min(sound.count, other.count + shift) {
        sum += Double(sound[i]) * Double(other[i - shift])
      }
      return sum
    }
    return (-most...most).max { correlation($0) < correlation($1) } ?? .max
  }

  @Test func coherentStemsAreAtTheSameFramesOfTheirSong() throws {
    let (bank, sounds) = try bank()
    var songs: Set<String> = []
    for index in 0..<6 {
      let (scene, mixture) = try rendered(
        "source_file: [choose, [one.wav, two.wav]], snr: [uniform, -5, 5]", bank, index: index)
      songs.formUnion(scene.events.map(\.source.name))
      for (event, stem) in zip(scene.events, mixture.stems) {
        let source = try #require(sounds["\(event.label)/\(event.source.name)"]).channels[0]
        let start = frames(in: scene.events[0].sourceTime, at: rate)
        let cut = Array(source[start..<(start + rate)])
        #expect(lag(stem.audio.channels[0], cut, within: 50) == 0)
        // Not only the best place: the same samples but for a gain and the rounding of stems.
        let gain = Float(
          amplitude(of: decibels(of: Double(stem.audio.peak)) - decibels(of: Double(AudioBuffer(channels: [cut]).peak)))
        )
        var scaled = AudioBuffer(channels: [cut])
        scaled.scale(by: gain)
        expectClose(stem.audio, scaled, atLeast: 100)
      }
    }
    #expect(songs.count == 2)
  }

  /// The same sound under both labels comes out the same, frame for frame, stretched and shifted.
  @Test(arguments: ["rubberband", "soundtouch"])
  func stretchedStemsAreAligned(engine: String) throws {
    let (bank, _) = try bank()
    for index in 0..<3 {
      let (scene, mixture) = try rendered(
        "source_file: same.wav, event_duration: 0.8, time_stretch: [uniform, 0.8, 1.2], pitch_shift: [uniform, -2, 2]",
        bank, index: index)
      #expect(scene.events.allSatisfy { $0.timeStretch == scene.events[0].timeStretch && $0.timeStretch != nil })
      let (a, b) = (mixture.stems[0].audio, mixture.stems[1].audio)
      #expect(lag(a.channels[0], b.channels[0], within: 50) == 0)
      // One was 12 dB lower in its file, and each is levelled by itself.
      expectClose(a, b, atLeast: 60)
    }
  }

  /// Against the source itself: what is at t in the cut is at t × stretch in every stem.
  @Test func stretchedStemsKeepThePlacesOfTheirAttacks() throws {
    let bank = try TestBank()
    let attacks = [0.2, 0.5, 0.9, 1.3, 1.7]
    for (label, frequency) in [("drums", 300.0), ("vocals", 700)] {
      var sound = Signals.silence(frameCount: 2 * rate)
      for attack in attacks {
        let tone = Signals.sine(frequency, at: rate, frameCount: rate / 20)
        for (i, sample) in tone.channels[0].enumerated() { sound.channels[0][Int(attack * Double(rate)) + i] = sample }
      }
      try bank.add(sound, label, "song.wav", rate: rate)
    }
    let yaml = """
      duration: 3
      sample_rate: \(rate)
      fade_in: 0
      fade_out: 0
      soundbank: {foreground: \(bank.foreground)}
      events: [{labels: [vocals, drums], coherent: 1, event_duration: 2, time_stretch: [choose, [0.8, 1.2]]}]
      """
    let instantiator = try Instantiator(
      recipe: try RecipeReader.read(text: yaml, file: ""), soundbank: try bank.scan().soundbank)
    for index in 0..<3 {
      let scene = try instantiator.scene(index: index, seed: .integer(3)).value
      let stretch = try #require(scene.events[0].timeStretch)
      for stem in try scene.rendered().stems {
        let plane = stem.audio.channels[0]
        for attack in attacks {
          // The centre of a burst's energy: the middle of its 50 ms, stretched.
          let wanted = (attack + 0.025) * stretch
          let span = Int((wanted - 0.06) * Double(rate))..<Int((wanted + 0.06) * Double(rate))
          let weights = span.map { Double(plane[$0]) * Double(plane[$0]) }
          let centre = zip(span, weights).reduce(0) { $0 + Double($1.0) * $1.1 } / weights.reduce(0, +) / Double(rate)
          // Attacks stay sharp and what follows them is stretched a little more or less: 4.4 ms of the centre at most
          // here, where an error of the ratio or of the start would move the last burst by 30 ms and more.
          expectClose(centre, wanted, within: 0.006)
        }
      }
    }
  }

  /// `balance: preserve`: the sum of the stems is the song's own mix, up to one gain.
  @Test func aPreservedBalanceIsTheSongsOwnMix() throws {
    let (bank, sounds) = try bank()
    for index in 0..<4 {
      let (scene, mixture) = try rendered(
        "source_file: [choose, [one.wav, two.wav]], balance: preserve, snr: [uniform, -5, 5]", bank, index: index)
      let start = frames(in: scene.events[0].sourceTime, at: rate)
      var song = Signals.silence(frameCount: rate)
      for event in scene.events {
        let source = try #require(sounds["\(event.label)/\(event.source.name)"]).channels[0]
        song.add(AudioBuffer(channels: [Array(source[start..<(start + rate)])]), at: 0)
      }
      let gain = Double(mixture.mix.peak / song.peak)
      song.scale(by: Float(gain))
      expectClose(mixture.mix, song, atLeast: 100)
      let loudness = try LoudnessLadder.measure(mixture.mix, at: rate).value
      let wanted = scene.referenceLoudness + scene.events[0].snr + mixture.report.referenceLoudnessChange
      expectClose(loudness, wanted, within: 0.1)
    }
  }
}
