import TestSupport
import Testing

@testable import Soundscape

@Suite struct ManyEventsTests {
  /// Work and memory grow with the sound that is heard, not with events × length of the mixture.
  @Test func tenThousandShortEvents() throws {
    let bank = try TestBank()
    let file = try bank.add(Signals.noise(frameCount: 40), "a", rate: 8_000)
    let count = 10_000
    let events = (0..<count).map { Event.test(file, at: Double($0) * 0.001, snr: -20, name: "a#\($0)") }
    let mixture = try Scene.test(events, duration: 11).rendered()
    #expect(mixture.stems.count == count)
    #expect(mixture.stems.allSatisfy { $0.audio.frameCount == 40 })
    var sum = Signals.silence(frameCount: mixture.mix.frameCount)
    for stem in mixture.stems.reversed() { sum.add(stem.audio, at: stem.position) }
    #expect(sum == mixture.mix)
    #expect(mixture.mix.peak > 0)
  }
}
