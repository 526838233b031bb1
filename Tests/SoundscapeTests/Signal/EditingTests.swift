import TestSupport
import Testing

@testable import Soundscape

@Suite struct EditingTests {
  @Test func lengthIsCutOrFilledWithSilence() {
    var buffer = AudioBuffer(channels: [[1, 2, 3], [4, 5, 6]])
    buffer.setLength(5)
    #expect(buffer.channels == [[1, 2, 3, 0, 0], [4, 5, 6, 0, 0]])
    buffer.setLength(2)
    #expect(buffer.channels == [[1, 2], [4, 5]])
  }

  @Test(arguments: [0, 1, 3, 7]) func tiledRepeatsEndToEnd(length: Int) {
    let tiled = AudioBuffer(channels: [[1, 2, 3]]).tiled(to: length)
    #expect(tiled.channels == [(0..<length).map { Float($0 % 3 + 1) }])
  }

  @Test func tiledNothingIsSilence() {
    #expect(Signals.silence(frameCount: 0).tiled(to: 4) == Signals.silence(frameCount: 4))
  }

  @Test func loopKeepsThePowerOfNoise() {
    let overlap = 1000
    let noise = Signals.noise(frameCount: 10_000)
    let looped = noise.looped(to: 30_000, crossfade: overlap)
    #expect(looped.frameCount == 30_000)
    #expect(looped.channels[0].prefix(9000) == noise.channels[0].prefix(9000))
    let seam = Array(looped.channels[0][9000..<10_000])
    let steady = Array(looped.channels[0][4000..<5000])
    // 1000 frames of uniform noise: the power of a stretch varies by 3 % (one σ); linear fades would lose a third.
    expectClose(energy(of: seam.span) / energy(of: steady.span), 1, within: 0.15)
  }

  @Test func loopHasNoJumpAtTheSeam() {
    // Ends half a period away from where it starts: end to end there would be a jump of up to 1.
    let sine = Signals.sine(100.5, at: 8000, frameCount: 8000)
    let largestStep = Float(2 * Double.pi * 100.5 / 8000 * 0.5)
    let looped = sine.looped(to: 20_000, crossfade: 400).channels[0]
    let steps = zip(looped, looped.dropFirst()).map { abs($1 - $0) }
    // Two sines at most √2 as high, and fades far slower than they.
    #expect(steps.max()! < 1.6 * largestStep)
  }

  @Test func shortLoopOverlapsAtMostHalf() {
    let looped = AudioBuffer(channels: [[1, 1, 1, 1]]).looped(to: 11, crossfade: 100)
    #expect(looped.frameCount == 11)
    #expect(looped.channels[0].allSatisfy { $0 >= 1 && $0 < 1.5 })
  }

  @Test func loopToFewerFramesCuts() {
    #expect(AudioBuffer(channels: [[1, 2, 3, 4]]).looped(to: 3, crossfade: 2).channels == [[1, 2, 3]])
  }

  @Test func fewerChannelsAreMeans() {
    let four = AudioBuffer(channels: [[1, 1], [2, 3], [5, 5], [4, 1]])
    #expect(four.converted(toChannelCount: 2).channels == [[3, 3], [3, 2]])
    #expect(four.converted(toChannelCount: 1).channels == [[3, 2.5]])
    #expect(four.converted(toChannelCount: 4) == four)
  }

  @Test func oddChannelsAreSharedOutInTurn() {
    let three = AudioBuffer(channels: [[1], [2], [5]])
    #expect(three.converted(toChannelCount: 2).channels == [[3], [2]])
  }

  @Test func moreChannelsRepeat() {
    let two = AudioBuffer(channels: [[1], [2]])
    #expect(two.converted(toChannelCount: 5).channels == [[1], [2], [1], [2], [1]])
  }

  @Test func buffersAreAddedFromAPositionOn() {
    var sum = AudioBuffer(channels: [[1, 1, 1], [2, 2, 2]])
    sum.add(AudioBuffer(channels: [[1, 2], [-4, 5]]), at: 2)
    #expect(sum.channels == [[1, 1, 2], [2, 2, -2]])
    sum.addMagnitudes(of: AudioBuffer(channels: [[-1], [-1]]), at: 0)
    #expect(sum.channels == [[2, 1, 2], [3, 2, -2]])
    sum.scale(by: 0.25)
    sum.round(toMultiplesOf: 0.5)
    #expect(sum.channels == [[0.5, 0, 0.5], [1, 0.5, -0.5]])
  }
}
