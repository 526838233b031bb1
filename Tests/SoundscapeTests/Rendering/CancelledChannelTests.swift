import TestSupport
import Testing

@testable import Soundscape

/// A stereo file whose channels are opposite is silent in mono, and the warning says why.
@Suite struct CancelledChannelTests {
  private let bank: TestBank

  init() throws { bank = try TestBank() }

  private func message(_ audio: AudioBuffer, channelCount: Int) throws -> String? {
    let file = try bank.add(audio, "a", rate: 8_000)
    let scene = Scene.test(
      [.test(file, lasting: 0.5)], channelCount: channelCount, reference: -31, options: .levelled)
    let warnings = try scene.rendered().report.warnings.filter { $0.kind == .silentEvent }
    #expect(warnings.count <= 1)
    return warnings.first?.message
  }

  @Test func channelsThatCancelAreTheReason() throws {
    let noise = Signals.noise(frameCount: 4_000).channels[0]
    let opposite = AudioBuffer(channels: [noise, noise.map { -$0 }])
    let text = try #require(try message(opposite, channelCount: 1))
    #expect(text.contains("cancel out in mono") && text.contains("the 2 channels of "), "\(text)")
    #expect(try message(opposite, channelCount: 2) == nil)
    let silence = try #require(try message(Signals.silence(frameCount: 4_000, channelCount: 2), channelCount: 1))
    #expect(!silence.contains("cancel"), "\(silence)")
  }
}
