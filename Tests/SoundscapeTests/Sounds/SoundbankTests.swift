import TestSupport
import Testing

@testable import Soundscape

@Suite struct SoundbankTests {
  let bank: TestBank
  init() throws { bank = try TestBank() }

  @Test func formatsRatesAndChannelsMayDiffer() throws {
    try bank.add(Signals.noise(frameCount: 800), "dog", "a.wav", rate: 8_000, subtype: .pcm16)
    try bank.add(
      Signals.noise(frameCount: 1_200, channelCount: 2), "dog", "b.flac", rate: 48_000, format: .flac, subtype: .pcm24)
    try bank.add(Signals.noise(frameCount: 100, channelCount: 6), "dog", "c.wav", rate: 192_000)
    let files = try #require(try bank.scan().soundbank.foreground["dog"]).sounds
    #expect(
      files.map(\.info) == [
        AudioFileInfo(frameCount: 800, sampleRate: 8_000, channelCount: 1),
        AudioFileInfo(frameCount: 1_200, sampleRate: 48_000, channelCount: 2),
        AudioFileInfo(frameCount: 100, sampleRate: 192_000, channelCount: 6),
      ])
    #expect(files.map(\.duration) == [0.1, 0.025, 100.0 / 192_000])
  }

  @Test func digestIsThatOfWhatIsThere() throws {
    let sound = Signals.noise(frameCount: 100)
    try bank.add(sound, "dog")
    let first = try bank.scan().soundbank
    #expect(try bank.scan().soundbank.digest == first.digest)
    #expect(first.digest.count == 64)

    var digests: Set = [first.digest]
    try bank.add(sound, "dog", "b.wav")
    digests.insert(try bank.scan().soundbank.digest)
    try bank.add(sound, "cat")
    digests.insert(try bank.scan().soundbank.digest)
    try bank.add(sound, "rain", role: .background)
    digests.insert(try bank.scan(withBackground: true).soundbank.digest)
    try bank.add(Signals.noise(frameCount: 101), "dog")
    digests.insert(try bank.scan(withBackground: true).soundbank.digest)
    #expect(digests.count == 5, "each change of the bank is a change of its digest")
  }

  /// The same bank in another place draws the same, so it has the same digest.
  @Test func digestDoesNotDependOnThePlace() throws {
    let other = try TestBank()
    for bank in [bank, other] { try bank.add(Signals.noise(frameCount: 50), "dog") }
    #expect(try bank.scan().soundbank.digest == other.scan().soundbank.digest)
    try other.add(bytes: [1], "dog", ".hidden")
    #expect(try bank.scan().soundbank.digest == other.scan().soundbank.digest)
  }

  @Test func sidesAreToldApart() throws {
    let side = Recipes.side("x", [("dog", [1])])
    let front = Soundbank(foreground: side)
    let back = Soundbank(foreground: Soundbank.Side(folder: "", labels: []), background: side)
    #expect(front.digest != back.digest)
    #expect(front.side(.foreground) == side && back.side(.background) == side)
    #expect(front.background.labels.isEmpty)
  }
}
