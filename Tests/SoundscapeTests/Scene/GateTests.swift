import TestSupport
import Testing

@testable import Soundscape

/// Source windows that are too quiet are drawn again, or refused.
@Suite struct GateTests {
  private let rate = 8_000

  /// Files of 4 s of which the first three quarters are silent, and one that is silent throughout.
  private func bank(withSound: Bool = true) throws -> TestBank {
    let bank = try TestBank()
    let silence = AudioBuffer(channelCount: 1, frameCount: 3 * rate)
    let noise = Signals.noise(frameCount: rate, seed: 3)
    if withSound {
      try bank.add(AudioBuffer(channels: [silence.channels[0] + noise.channels[0]]), "voice", "a.wav", rate: rate)
    }
    try bank.add(AudioBuffer(channelCount: 1, frameCount: 4 * rate), "voice", "b.wav", rate: rate)
    return bank
  }

  private func recipe(_ bank: TestBank, _ yaml: String) throws -> Recipe {
    let head = "duration: 2\nsample_rate: \(rate)\nsoundbank: {foreground: \(bank.foreground)}\n"
    return try RecipeReader.read(text: head + yaml, file: "")
  }

  private let event = "events: [{label: voice, event_duration: 0.5, source_time: [uniform, 0, end]}]"

  @Test func quietWindowsAreDrawnAgain() throws {
    let bank = try bank()
    let soundbank = try bank.scan().soundbank
    let gated = try Instantiator(
      recipe: try recipe(bank, "gate: {min_rms_db: -40, max_attempts: 200}\n" + event), soundbank: soundbank)
    let free = try Instantiator(recipe: try recipe(bank, event), soundbank: soundbank)
    var quiet = 0
    for index in 0..<60 {
      let event = try gated.scene(index: index, seed: .integer(1)).value.events[0]
      #expect(event.source.name == "a.wav" && event.sourceTime > 2.5, "what is heard begins at 3 s")
      let without = try free.scene(index: index, seed: .integer(1)).value.events[0]
      if without.source.name == "b.wav" || without.sourceTime <= 2.5 { quiet += 1 }
      // A window that was loud enough at once is the one that is drawn without the gate.
      if without.source.name == "a.wav", without.sourceTime > 2.6 { #expect(without.sourceTime == event.sourceTime) }
    }
    #expect(quiet > 30)
  }

  @Test func aBankOfSilenceIsRefused() throws {
    let bank = try bank(withSound: false)
    let instantiator = try Instantiator(
      recipe: try recipe(bank, "gate: {min_rms_db: -40, max_attempts: 7}\n" + event),
      soundbank: try bank.scan().soundbank)
    let error = failure { try instantiator.scene(index: 0, seed: .integer(1)) }
    #expect(
      error.map { "\($0)" }?.hasPrefix("voice: each of 7 source windows is quieter than -40 dB (gate); ") == true
        || error.map { "\($0)" }?.hasPrefix("voice: each of 7 source windows is quieter than −40 dB (gate); ") == true,
      "\(String(describing: error))")
  }

  /// A song's window counts as a whole: no stem of it may be silent.
  @Test func aCoherentGroupIsDrawnAgainAsOne() throws {
    let bank = try TestBank()
    let silence = [Float](repeating: 0, count: 2 * rate)
    let noise = Signals.noise(frameCount: 2 * rate, seed: 3).channels[0]
    try bank.add(AudioBuffer(channels: [silence + noise]), "vocals", "song.wav", rate: rate)
    try bank.add(AudioBuffer(channels: [noise + noise]), "drums", "song.wav", rate: rate)
    let yaml = """
      gate: {min_rms_db: -40, max_attempts: 100}
      events: [{labels: [vocals, drums], coherent: 1, event_duration: 0.5, source_time: [uniform, 0, end]}]
      """
    let instantiator = try Instantiator(recipe: try recipe(bank, yaml), soundbank: try bank.scan().soundbank)
    for index in 0..<30 {
      let events = try instantiator.scene(index: index, seed: .integer(1)).value.events
      #expect(events[0].sourceTime == events[1].sourceTime && events[0].sourceTime > 1.5)
    }
  }
}
