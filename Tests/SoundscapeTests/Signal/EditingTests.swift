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

  @Test func appendedFramesFollow() {
    var buffer = AudioBuffer(channels: [[], []])
    buffer.append(AudioBuffer(channels: [[1, 2], [3, 4]]))
    buffer.append(AudioBuffer(channels: [[5], [6]]))
    #expect(buffer.channels == [[1, 2, 5], [3, 4, 6]])
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
    sum.scale(by: 0.25, roundingToMultiplesOf: 0.5)
    #expect(sum.channels == [[0.5, 0, 0.5], [1, 0.5, -0.5]])
  }
}
