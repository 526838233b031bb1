import TestSupport
import Testing

@testable import Soundscape

/// The files of SampleRNN's chunker of ambient music; Tests/Interoperability compares them with pydub's, byte for byte.
@Suite struct SampleRNNChunkTests {
  let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// A recording at 100 Hz, of which each second is noise or silence.
  private func chunks(_ seconds: [Bool], bits: SampleFormat = .pcm16) throws -> [String] {
    var sound = Signals.noise(frameCount: 100 * seconds.count)
    for (i, isSound) in seconds.enumerated() where !isSound {
      for frame in (100 * i)..<(100 * (i + 1)) { sound.channels[0][frame] = 0 }
    }
    try AudioFile.write(sound, to: folder.path("a.wav"), sampleRate: 100, samples: bits)
    var chunker = Chunker([folder.path("a.wav")], to: folder.path("out"))
    chunker.style = .sampleRNN
    chunker.overwrites = true
    _ = try chunker.run()
    let chunks = folder.path("out/chunks")
    return FileSystem.exists(chunks) ? try FileSystem.list(chunks) : []
  }

  @Test func theChunkThatReachesTheEndIsLeftOut() throws {
    let sound = Array(repeating: true, count: 24)
    #expect(try chunks(sound) == (1...4).map { "a_chunk_\($0).wav" })
    #expect(try chunks(sound + [true]).count == 5)
    #expect(try chunks(Array(sound.prefix(8))).isEmpty)
  }

  @Test func fourSecondsOfSilenceLeaveAGap() throws {
    var sound = Array(repeating: true, count: 25)
    for second in 9..<12 { sound[second] = false }
    #expect(try chunks(sound).count == 5)
    sound[12] = false
    #expect(try chunks(sound) == [1, 2, 4, 5].map { "a_chunk_\($0).wav" })
  }

  @Test func widthsStayButTwentyFourBitsBecomeThirtyTwo() throws {
    let sound = Array(repeating: true, count: 9)
    for (format, bytes) in [(SampleFormat.pcm16, 1_600), (.pcm24, 3_200), (.pcm32, 3_200)] {
      #expect(try chunks(sound, bits: format) == ["a_chunk_1.wav"])
      #expect(FileSystem.size(ofFile: folder.path("out/chunks/a_chunk_1.wav")) == 44 + bytes)
      let original = try AudioFile.read(folder.path("a.wav"), frames: 0..<800).audio
      let chunk = try AudioFile.read(folder.path("out/chunks/a_chunk_1.wav")).audio
      let difference = zip(original.channels[0], chunk.channels[0]).map { abs($0 - $1) }.max() ?? 1
      // The byte that is added to 24 bits is less than one of their steps.
      #expect(difference <= 0x1p-23)
    }
  }

  @Test func theBorderIsPydubs() throws {
    // −64 dBFS of 16 bits is 20.67: a root mean square of 20.9… counts as 20, one of 21 does not.
    for (value, isSilent) in [(20, true), (21, false)] {
      let plane = (0..<900).map { Float($0 % 2 == 0 ? value : -value) / 32_768 }
      try AudioFile.write(
        AudioBuffer(channels: [plane]), to: folder.path("b.wav"), sampleRate: 100, samples: .pcm16)
      var chunker = Chunker([folder.path("b.wav")], to: folder.path("border"))
      chunker.style = .sampleRNN
      chunker.overwrites = true
      #expect(try chunker.run().silent == (isSilent ? 1 : 0))
    }
  }

  @Test func floatsAndOtherFormatsAreRefused() throws {
    try AudioFile.write(Signals.noise(frameCount: 900), to: folder.path("c.wav"), sampleRate: 100)
    var chunker = Chunker([folder.path("c.wav")], to: folder.path("refused"))
    chunker.style = .sampleRNN
    #expect(try chunker.run().failed == 1)
  }
}
