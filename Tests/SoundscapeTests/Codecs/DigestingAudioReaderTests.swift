import TestSupport
import Testing

@testable import Soundscape

@Suite struct DigestingAudioReaderTests {
  private func write(
    _ audio: AudioBuffer, _ format: FileFormat, _ subtype: SampleFormat, to path: String
  ) throws {
    var writer = try AudioFileWriter(
      path: path, format: format, subtype: subtype, sampleRate: 44_100, channelCount: audio.channelCount)
    try writer.write(audio)
    try writer.close()
  }

  @Test(
    "Samples and digest are those of the file, read at any block length", arguments: DatasetVerifierTests.formats,
    [true, false])
  func samplesAndDigest(format: (FileFormat, SampleFormat), staysOpen: Bool) throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a")
    // More than one block of bytes.
    let audio = Signals.noise(frameCount: 50_000, channelCount: 2)
    try write(audio, format.0, format.1, to: path)
    var plain = try AudioFileReader(path: path)
    let expected = try plain.read(from: 0, count: 50_000)
    for length in [999, 16_384, 50_000] {
      let reader = try DigestingAudioReader(path: path, staysOpen: staysOpen)
      #expect(reader.info == plain.info && reader.sampleFormat == format.1)
      var planes: [[Float]] = [[], []]
      var floats = [Float](repeating: 0, count: 2 * length)
      var wholes = [Int32](repeating: 0, count: 2 * length)
      while reader.position < 50_000 {
        let wanted = min(length, 50_000 - reader.position)
        if format.1 == .float {
          #expect(reader.read(wanted, into: &floats) == wanted)
        } else {
          #expect(reader.read(wanted, into: &wholes) == wanted)
          for i in 0..<(2 * wanted) { floats[i] = Float(wholes[i]) * 0x1p-31 }
        }
        for i in 0..<(2 * wanted) { planes[i % 2].append(floats[i]) }
      }
      #expect(reader.damage == nil && AudioBuffer(channels: planes) == expected)
      #expect(try reader.digest() == SHA256Hasher.hexDigest(ofFile: path))
    }
  }

  @Test func theDigestIsOfTheWholeFileHoweverLittleWasRead() throws {
    let folder = try TemporaryDirectory()
    try write(Signals.noise(frameCount: 100_000), .wav, .float, to: folder.path("a"))
    let reader = try DigestingAudioReader(path: folder.path("a"))
    var block = [Float](repeating: 0, count: 10)
    #expect(reader.read(10, into: &block) == 10)
    #expect(try reader.digest() == SHA256Hasher.hexDigest(ofFile: folder.path("a")))
  }

  @Test func aDamagedFLACIsIntactUpToItsDamagedBlock() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a.flac")
    try write(Signals.noise(frameCount: 40_000), .flac, .pcm16, to: path)
    var bytes = try FileSystem.read(path)
    bytes[bytes.count / 2] ^= 0x10
    try FileSystem.write(bytes, to: path)
    // Noise hardly compresses: half of the bytes are half of the frames, in blocks of 4096.
    #expect(DigestingAudioReader.intactFrames(of: path) == 4 * 4_096)
    let reader = try DigestingAudioReader(path: path)
    var block = [Float](repeating: 0, count: 40_000)
    #expect(reader.read(40_000, into: &block) < 40_000 && reader.damage != nil)
    #expect(try reader.digest() == SHA256Hasher.hexDigest(ofFile: path))
  }

  @Test func whatIsNoSoundIsRefused() throws {
    let folder = try TemporaryDirectory()
    try FileSystem.write([], to: folder.path("empty"))
    try FileSystem.write(Array("no sound".utf8), to: folder.path("text"))
    for (name, problem) in [
      ("empty", "is empty"), ("text", "not a sound file that libsndfile can read"), ("gone", "is missing"),
      ("", "is not a plain file"),
    ] {
      let error = #expect(throws: SoundscapeError.self) { try DigestingAudioReader(path: folder.path(name)) }
      #expect(error?.problem == problem)
    }
  }
}
