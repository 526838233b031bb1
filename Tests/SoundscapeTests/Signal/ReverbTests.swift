import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Fixtures/reverb holds a click, noise and music one after another, at three rates, and what SoX 14.4.2 made of them:
///
///     for rate in 16000 44100 48000; do
///       length=0.12; if [ $rate = 16000 ]; then length=0.2; fi
///       sox -D -R -r $rate -b 24 -c 2 -n click.wav synth 1s square 1000 vol 0.5 pad 50s 0.02 remix 1 2v-0.5
///       sox -D -R -r $rate -b 24 -c 2 -n noise.wav synth 0.02 noise vol 0.3
///       sox -D "soundbank/music/foreground/other/Night Ferry - Glass Horizon.flac" -r $rate -b 24 music.wav trim 2 0.2
///       sox -D click.wav noise.wav music.wav -b 24 input-$rate.flac trim 0 $length
///       for amount in …; do   # 0 10 30 50 80 100 at 16 kHz, otherwise 50
///         sox -D input-$rate.flac -c 2 sox-$rate-1-$amount.flac remix 1 reverb $amount
///         sox -D input-$rate.flac -c 2 sox-$rate-2-$amount.flac reverb $amount
///       done
///     done
///     sox -D input-16000.flac -c 3 sox-16000-3-50.flac remix 1 2 1v-0.5 reverb 50
struct ReverbCase: Sendable, CustomTestStringConvertible {
  let rate: Hertz
  let channelCount: Int
  let percent: Int

  static let all =
    [0, 10, 30, 50, 80, 100].flatMap { p in [1, 2].map { ReverbCase(rate: 16_000, channelCount: $0, percent: p) } }
    + [44_100, 48_000].flatMap { rate in [1, 2].map { ReverbCase(rate: rate, channelCount: $0, percent: 50) } }
    + [ReverbCase(rate: 16_000, channelCount: 3, percent: 50)]

  var testDescription: String { "\(rate) Hz, \(channelCount) channels, \(percent) %" }

  /// The sound that went into SoX.
  func input() throws -> AudioBuffer {
    let stereo = try fixture("input-\(rate)")
    let (left, right) = (stereo.channels[0], stereo.channels[1])
    return AudioBuffer(channels: Array([left, right, left.map { $0 * -0.5 }].prefix(channelCount)))
  }

  func expected() throws -> AudioBuffer { try fixture("sox-\(rate)-\(channelCount)-\(percent)") }

  private func fixture(_ name: String) throws -> AudioBuffer {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try load(folder.appending(path: "reverb/\(name).flac").path(percentEncoded: false))
  }
}

extension Reverb {
  /// What SoX makes of a sound: mono becomes stereo, and both the input and the output are clipped at full scale.
  fileprivate func applied(to buffer: AudioBuffer, at rate: Hertz) -> AudioBuffer {
    var sound = buffer.converted(toChannelCount: max(2, buffer.channelCount))
    sound.limit(to: 1)
    var out = appliedKeepingChannels(to: sound, at: rate)
    out.limit(to: 1)
    return out
  }
}

@Suite struct ReverbTests {
  let rate = 16_000
  let room = Reverb(amount: 0.6)

  @Test(arguments: ReverbCase.all) func equalsSoX(_ example: ReverbCase) throws {
    let reverb = Reverb(amount: Double(example.percent) / 100)
    let found = try reverb.applied(to: example.input(), at: example.rate)
    // The fixtures' 24 bits leave 110 dB; a line that is a frame too long leaves less than 40.
    expectClose(found, try example.expected(), atLeast: 90)
  }

  @Test func feedbackRunsFromThirtyToNinetyEightPercent() {
    expectClose(ReverbEar.feedback(of: 0), 0.3, within: 1e-12)
    expectClose(ReverbEar.feedback(of: 1), 0.98, within: 1e-12)
    // The loss is the geometric mean of both ends' in the middle.
    expectClose(ReverbEar.feedback(of: 0.5), 1 - (0.7 * 0.02).squareRoot(), within: 1e-12)
  }

  @Test func theRoomAnswersAfterItsShortestComb() {
    let sound = Signals.noise(frameCount: 2000, channelCount: 2)
    let out = Reverb(amount: 0).appliedKeepingChannels(to: sound, at: 44_100)
    #expect(out.channels[0].prefix(1116) == sound.channels[0].prefix(1116))
    #expect(out.channels[0][1116] != sound.channels[0][1116])
    #expect(out.channels[1].prefix(1128) == sound.channels[1].prefix(1128))
    #expect(out.channels[1][1128] != sound.channels[1][1128])
  }

  @Test(arguments: [1, 2, 3]) func stemsAddUp(channelCount: Int) {
    let stems = (1...3).map { Signals.noise(frameCount: 6000, seed: $0, channelCount: channelCount) }
    var sum = stems[0]
    for stem in stems.dropFirst() { sum.add(stem, at: 0) }
    var sumInRoom = room.appliedKeepingChannels(to: stems[0], at: rate)
    for stem in stems.dropFirst() { sumInRoom.add(room.appliedKeepingChannels(to: stem, at: rate), at: 0) }
    // Peaks of 1.5 are beyond full scale: nothing may clip. Rounding by itself leaves more than 130 dB.
    #expect(sum.peak > 1)
    expectClose(room.appliedKeepingChannels(to: sum, at: rate), sumInRoom, atLeast: 120)
  }

  private func asInScaper(_ sound: AudioBuffer) -> AudioBuffer {
    var stage = ScaperReverb(amount: room.amount, channelCount: sound.channelCount, rate: rate)
    var out = sound
    stage.process(&out)
    return out
  }

  @Test func monoKeepsTheMeanOfBothEars() {
    let sound = Signals.noise(frameCount: 4000, amplitude: 0.2)
    let kept = room.appliedKeepingChannels(to: sound, at: rate)
    let both = room.applied(to: sound, at: rate)
    #expect(both.channelCount == 2 && both.channels[0] != both.channels[1])
    #expect(kept == both.converted(toChannelCount: 1))
  }

  @Test(arguments: [1, 2, 3]) func lengthAndSilenceStay(channelCount: Int) {
    let silence = Signals.silence(frameCount: 3000, channelCount: channelCount)
    #expect(room.appliedKeepingChannels(to: silence, at: rate) == silence)
    #expect(asInScaper(silence) == silence)
    let nothing = Signals.silence(frameCount: 0, channelCount: channelCount)
    #expect(room.appliedKeepingChannels(to: nothing, at: rate) == nothing)
    #expect(room.applied(to: nothing, at: rate).channelCount == max(2, channelCount))
  }

  @Test func aTailIsCutAtTheEnd() {
    let short = Signals.click(at: 900, frameCount: 1000, channelCount: 2)
    var long = short
    long.setLength(4000)
    var cut = room.applied(to: long, at: rate)
    #expect(cut.channels[0].suffix(1000).contains { $0 != 0 })
    cut.setLength(1000)
    #expect(room.applied(to: short, at: rate) == cut)
  }

  @Test func theSameSoundGivesTheSameBytes() {
    let sound = Signals.noise(frameCount: 5000, channelCount: 2)
    #expect(room.applied(to: sound, at: rate) == room.applied(to: sound, at: rate))
  }

  @Test func piecesSoundAsTheWhole() {
    let sound = Signals.noise(frameCount: 3000).channels[0]
    func response(inPiecesOf length: Int) -> [Float] {
      var ear = ReverbEar(.right, amount: 0.6, at: rate)
      return stride(from: 0, to: sound.count, by: length).flatMap { start in
        let piece = Array(sound[start..<min(start + length, sound.count)])
        var out = [Float](repeating: 0, count: piece.count)
        var plane = out.mutableSpan
        ear.addResponse(to: piece.span, into: &plane)
        return out
      }
    }
    #expect(response(inPiecesOf: 3000) == response(inPiecesOf: 77))
  }

  @Test func clipsAsSoXAndWrapsAsScaper() {
    let loud = AudioBuffer(channels: [[0.5, 1, 1.5, -1.5]])
    #expect(room.applied(to: loud, at: rate).channels == [[0.5, 1, 1, -1], [0.5, 1, 1, -1]])
    #expect(asInScaper(loud).channels == [[0.5, 1, -1, -1]])
    #expect(room.appliedKeepingChannels(to: loud, at: rate) == loud)
  }

  @Test func scaperHearsTheMeanOfBothEars() {
    let sound = Signals.noise(frameCount: 4000, amplitude: 0.2)
    let mean = room.applied(to: sound, at: rate).converted(toChannelCount: 1)
    #expect(asInScaper(sound) == mean)
  }
}
