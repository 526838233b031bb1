import TestSupport
import Testing

@testable import Soundscape

/// Every kind of file that is written.
let fileKinds: [(FileFormat, SampleFormat)] = FileFormat.allCases.flatMap { format in
  SampleFormat.allCases.filter(format.supports).map { (format, $0) }
}

/// Those that are read as they were written.
let losslessKinds = fileKinds.filter { $0.0.isLossless }

func save(
  _ buffer: AudioBuffer, to path: String, as format: FileFormat = .wav, _ subtype: SampleFormat = .float,
  rate: Hertz = 8000, coding: AudioCoding = AudioCoding()
) throws {
  var writer = try AudioFileWriter(
    path: path, format: format, subtype: subtype, sampleRate: rate, channelCount: buffer.channelCount,
    coding: coding)
  try writer.write(buffer)
  try writer.close()
}

func load(_ path: String) throws -> AudioBuffer {
  var reader = try AudioFileReader(path: path)
  return try reader.read(from: 0, count: reader.info.frameCount)
}

/// The problem of the `SoundscapeError.source` that an action throws, if it names the path.
func sourceProblem(_ path: String, _ action: () throws -> Void) -> String? {
  do { try action() } catch SoundscapeError.source(path: path, let problem, _) { return problem } catch {}
  return nil
}

@Suite struct AudioFileTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  /// What only begins like MPEG audio is not given to libsndfile, which would look for frames in all of it, with notes on
  /// standard error.
  @Test(arguments: [
    [0xFF, 0xFF, 0x61, 0x43], [0xFF, 0xE3, 0x00, 0x00], Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4],
  ])
  func whatOnlyBeginsLikeMPEGIsNotASound(head: [UInt8]) throws {
    let folder = try TemporaryDirectory()
    let path = folder.path("a.wav")
    try FileSystem.write(head + Array(repeating: 0, count: 9_000), to: path)
    #expect(throws: SoundscapeError.notAudio(path: path, problem: "not a sound file that libsndfile can read")) {
      _ = try AudioFileReader(path: path)
    }
    #expect(throws: SoundscapeError.notAudio(path: path, problem: "not a sound file that libsndfile can read")) {
      _ = try DigestingAudioReader(path: path)
    }
  }

  @Test(arguments: [1, 2, 3]) func readsAnyPartOfAFile(channelCount: Int) throws {
    // Longer than two blocks, so that seams between blocks are passed.
    let noise = Signals.noise(frameCount: 40_000, channelCount: channelCount)
    let path = folder.path("noise.wav")
    try save(noise, to: path)
    var reader = try AudioFileReader(path: path)
    #expect(reader.info == AudioFileInfo(frameCount: 40_000, sampleRate: 8000, channelCount: channelCount))
    for (start, count) in [(0, 40_000), (100, 20_000), (20_100, 10), (5, 0), (39_999, 1), (0, 3)] {
      let part = try reader.read(from: start, count: count)
      #expect(part.channels == noise.channels.map { Array($0[start..<(start + count)]) })
    }
  }

  @Test func refusesWhatIsNoSound() throws {
    let text = folder.path("text.wav")
    try FileSystem.write(Array("This is no sound at all, but long enough for a header.".utf8), to: text)
    let empty = folder.path("empty.wav")
    try FileSystem.write([], to: empty)
    #expect(
      throws: SoundscapeError.notAudio(path: text, problem: "not a sound file that libsndfile can read")
    ) { _ = try AudioFileReader(path: text) }
    #expect(throws: SoundscapeError.notAudio(path: empty, problem: "empty file")) {
      _ = try AudioFileReader(path: empty)
    }
    #expect(sourceProblem(folder.path) { _ = try AudioFileReader(path: folder.path) } == "is a folder, not a file")
    let missing = folder.path("missing.wav")
    #expect(sourceProblem(missing) { _ = try AudioFileReader(path: missing) } == "no such file")
    #expect(sourceProblem("/dev/zero") { _ = try AudioFileReader(path: "/dev/zero") } == "is not a plain file")
  }

  @Test func reportsAnEarlyEnd() throws {
    let path = folder.path("short.wav")
    try save(Signals.noise(frameCount: 100), to: path)
    var reader = try AudioFileReader(path: path)
    #expect(throws: SoundscapeError.source(path: path, problem: "ends after 100 of 101 frames")) {
      _ = try reader.read(from: 50, count: 51)
    }
    #expect(throws: SoundscapeError.source(path: path, problem: "ends after 100 of 201 frames")) {
      _ = try reader.read(from: 200, count: 1)
    }
    #expect(try reader.read(from: 50, count: 50).frameCount == 50)
  }

  @Test(arguments: [SampleFormat.float, .pcm16, .pcm24]) func refusesATruncatedWAV(subtype: SampleFormat) throws {
    let path = folder.path("cut.wav")
    try save(Signals.noise(frameCount: 1000, channelCount: 2), to: path, as: .wav, subtype)
    let bytes = try FileSystem.read(path)
    let promised = 2000 * subtype.bytesPerSample
    try FileSystem.write(Array(bytes.dropLast(1001)), to: path)
    #expect(
      sourceProblem(path) { _ = try AudioFileReader(path: path) }
        == "is cut off: the header promises \(promised) bytes, the file holds \(promised - 1001)")
  }

  @Test func refusesATruncatedWAVWithLongTexts() throws {
    // 200 comments of 20 bytes fill libsndfile's log before it comes to the audio.
    let path = folder.path("texts.wav")
    try save(Signals.noise(frameCount: 1000), to: path, as: .wav, .pcm16)
    let plain = try FileSystem.read(path)
    let audio = plain.count - 2000 - 8
    var comments: [UInt8] = []
    for _ in 0..<200 { comments += Array("ICMT".utf8) + littleEndian(12) + Array("hello world\0".utf8) }
    var list: [UInt8] = Array("LIST".utf8) + littleEndian(comments.count + 4)
    list += Array("INFO".utf8) + comments
    var bytes = plain
    bytes.insert(contentsOf: list, at: audio)
    bytes.replaceSubrange(4..<8, with: littleEndian(bytes.count - 8))
    try FileSystem.write(bytes, to: path)
    #expect(try AudioFileReader(path: path).info.frameCount == 1000)
    try FileSystem.write(Array(bytes.dropLast(500)), to: path)
    #expect(sourceProblem(path) { _ = try AudioFileReader(path: path) }?.hasPrefix("is cut off") == true)
  }

  private func littleEndian(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) } }

  @Test func readsATruncatedFLACUpToTheCutAlone() throws {
    let path = folder.path("cut.flac")
    let noise = Signals.noise(frameCount: 40_000, amplitude: 0.9)
    try save(noise, to: path, as: .flac, .pcm16)
    let whole = try load(path)
    let bytes = try FileSystem.read(path)
    try FileSystem.write(Array(bytes.prefix(bytes.count * 6 / 10)), to: path)
    var reader = try AudioFileReader(path: path)
    #expect(try reader.read(from: 0, count: 8000).channels[0] == Array(whole.channels[0][..<8000]))
    let problem = sourceProblem(path) { _ = try reader.read(from: 0, count: 40_000) }
    #expect(problem?.hasPrefix("ends after ") == true, "\(problem ?? "")")
    #expect(problem?.contains("of 40000 frames (") == true, "\(problem ?? "")")
  }

  @Test func reportsADamagedFLAC() throws {
    let path = folder.path("damaged.flac")
    try save(Signals.noise(frameCount: 40_000), to: path, as: .flac, .pcm16)
    var bytes = try FileSystem.read(path)
    for i in 0..<50 { bytes[bytes.count / 2 + i] ^= 0x5A }
    try FileSystem.write(bytes, to: path)
    #expect(sourceProblem(path) { _ = try load(path) } != nil)
  }

  @Test func refusesSamplesThatAreNoNumbers() throws {
    let path = folder.path("nan.wav")
    try save(Signals.silence(frameCount: 2000, channelCount: 2), to: path)
    var bytes = try FileSystem.read(path)
    // The right sample of frame 1200, counted from the end: 0x7FC00000 is a NaN.
    let place = bytes.count - (2000 - 1200) * 8 + 4
    bytes.replaceSubrange(place..<(place + 4), with: [0, 0, 0xC0, 0x7F])
    try FileSystem.write(bytes, to: path)
    var reader = try AudioFileReader(path: path)
    #expect(try reader.read(from: 0, count: 1200).peak == 0)
    #expect(
      throws: SoundscapeError.source(path: path, problem: "contains NaN or infinite samples (first at frame 1200)")
    ) { _ = try reader.read(from: 1000, count: 1000) }
  }

  @Test func countsTheFramesOfAnMP3() throws {
    let path = folder.path("chirp.mp3")
    try FileSystem.write(decodedBase64(chirpMP3), to: path)
    let info = try AudioFileReader.info(of: path)
    #expect(info == AudioFileInfo(frameCount: 2400, sampleRate: 8000, channelCount: 1))
    let whole = try load(path).channels[0]
    var reader = try AudioFileReader(path: path)
    #expect(try reader.read(from: 1500, count: 500).channels[0] == Array(whole[1500..<2000]))
    // Cut off, its header says the same: only counting shows it.
    try FileSystem.write(Array(try FileSystem.read(path).dropLast(400)), to: path)
    #expect(try AudioFileReader(path: path).info.frameCount == 2400)
    #expect(sourceProblem(path) { _ = try AudioFileReader.info(of: path) }?.hasPrefix("is cut off: ") == true)
    #expect(sourceProblem(path) { _ = try load(path) }?.hasPrefix("ends after ") == true)
  }

  @Test func readsTheLogOfOtherFormats() {
    #expect(truncation(inLog: " SSND : 288008 (should be 172787)\n") == Truncation(promised: 288_008, held: 172_787))
    #expect(truncation(inLog: "  Data Size   : 192000 (should be 115191)\n")?.held == 115_191)
    #expect(truncation(inLog: "  Riff size : 192096 (should be 115255)\n  Data size : 192000\n")?.promised == 192_096)
    #expect(truncation(inLog: "RIFF : 500 (should be 100)\ndata : 44\n") == nil)
    // Written to a pipe by FFmpeg and, as WAV and AIFF, by SoX.
    for size in [4_294_967_295, 2_147_479_552, 2_130_706_440] {
      #expect(truncation(inLog: "data : \(size) (should be 100)\n") == nil)
    }
    #expect(truncation(inLog: "data : 100 (should be 200)\n") == nil)
  }
}
