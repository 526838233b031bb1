import TestSupport
import Testing

@testable import Soundscape

@Suite struct BackgroundTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  private func render(
    _ sound: AudioBuffer, from sourceTime: Seconds = 0, fill: RenderOptions.Fill = .loop, rate: Hertz = 8_000
  ) throws -> Mixture {
    let file = try bank.add(sound, "rain", role: .background, rate: rate)
    let event = Event.test(file, from: sourceTime, lasting: 0.5, name: "background[0]", role: .background)
    return try Scene.test([event], fade: 0.1, options: .plain.with { $0.fill = fill }).rendered()
  }

  /// Backgrounds have no fades: they do not begin, they are there.
  @Test func aLongFileIsCut() throws {
    let noise = Signals.noise(frameCount: 6_000)
    let stem = try render(noise, from: 0.125).stems[0]
    #expect(stem.position == 0 && stem.audio.frameCount == 4_000)
    expectClose(stem.audio, AudioBuffer(channels: [Array(noise.channels[0][1_000..<5_000])]), atLeast: 130)
  }

  @Test func aShortFileIsRepeated() throws {
    let noise = Signals.noise(frameCount: 1_500)
    let audio = try render(noise).stems[0].audio
    #expect(audio.frameCount == 4_000)
    // Copies begin every 1500 − 400 frames (50 ms overlap); between two seams stands the file itself.
    let plane = audio.channels[0]
    expectClose(
      AudioBuffer(channels: [Array(plane[1_500..<2_200])]),
      AudioBuffer(channels: [Array(noise.channels[0][400..<1_100])]), atLeast: 130)
    // Equal power: no dip and no bump where the copies meet.
    let power = { (range: Range<Int>) in range.reduce(0) { $0 + Double(plane[$1] * plane[$1]) } / Double(range.count) }
    expectClose(power(1_100..<1_500) / power(0..<1_100), 1, within: 0.15)
  }

  @Test func onceIsFollowedBySilence() throws {
    let noise = Signals.noise(frameCount: 1_500)
    let audio = try render(noise, fill: .once).stems[0].audio
    #expect(audio.frameCount == 4_000)
    expectClose(AudioBuffer(channels: [Array(audio.channels[0][..<1_500])]), noise, atLeast: 130)
    #expect(audio.channels[0][1_500...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [1, 2, 7]) func aTinyFileIsRepeatedTo(frameCount: Int) throws {
    let audio = try render(AudioBuffer(channels: [Array(repeating: 0.25, count: frameCount)])).stems[0].audio
    #expect(audio.frameCount == 4_000)
    #expect(audio.channels[0].allSatisfy { $0 > 0.2 })
  }

  @Test func anotherRateFillsExactlyToo() throws {
    for rate in [44_100, 6_000, 16_000] {
      #expect(try render(Signals.noise(frameCount: 3_001), rate: rate).mix.frameCount == 4_000)
    }
  }
}
