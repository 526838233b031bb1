import Foundation
import Soundscape
import TestSupport
import Testing

@Suite struct PublicAudioFileTests {
  let folder: TemporaryDirectory
  let ramp = AudioBuffer(channels: [(0..<100).map { Float($0) / 128 }, (0..<100).map { -Float($0) / 128 }])

  init() throws { folder = try TemporaryDirectory() }

  @Test(arguments: [("a.wav", SampleFormat.float), ("a.wav", .pcm16), ("a.flac", .pcm24)])
  func whatIsWrittenIsRead(name: String, samples: SampleFormat) throws {
    let path = folder.path(name)
    try AudioFile.write(ramp, to: path, sampleRate: 8_000, samples: samples)
    let (audio, rate) = try AudioFile.read(path)
    #expect(audio == ramp)
    #expect(rate == 8_000)
    #expect(try AudioFile.info(of: path).frameCount == 100)
    #expect(try AudioFile.read(path, frames: 10..<20).audio.channels[0] == Array(ramp.channels[0][10..<20]))
  }

  @Test func aNameWithoutAKnownEndingIsRefused() throws {
    #expect {
      try AudioFile.write(ramp, to: folder.path("a.mp3"), sampleRate: 8_000)
    } throws: { "\($0)".hasSuffix("needs a name that ends in .wav, .flac, .ogg or .opus, or a format") }
  }

  @Test func aFormatThatCannotHoldTheSamplesIsRefused() throws {
    #expect(throws: SoundscapeError.self) {
      try AudioFile.write(ramp, to: folder.path("a.flac"), sampleRate: 8_000, samples: .float)
    }
  }

  @Test func aFailureLeavesNoFile() throws {
    let nan = AudioBuffer(channels: [[0, .nan]])
    #expect(throws: SoundscapeError.self) { try AudioFile.write(nan, to: folder.path("a.wav"), sampleRate: 8_000) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func aRangeOutsideTheFileIsAnError() throws {
    let path = folder.path("a.wav")
    try AudioFile.write(ramp, to: path, sampleRate: 8_000)
    #expect(throws: SoundscapeError.self) { try AudioFile.read(path, frames: 90..<101) }
    #expect(throws: SoundscapeError.self) { try AudioFile.read(path, frames: -1..<5) }
  }
}
