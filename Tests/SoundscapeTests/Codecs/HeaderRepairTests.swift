import TestSupport
import Testing

@testable import Soundscape

/// Sizes in headers as recorders, pipes and files over 4 GiB leave them.
@Suite struct HeaderRepairTests {
  let folder: TemporaryDirectory
  let samples: [UInt8] = (0..<3_200).map { UInt8(truncatingIfNeeded: $0 &* 37 >> 3 & 0x3F) }

  init() throws { folder = try TemporaryDirectory() }

  private func number(_ value: UInt64, _ width: Int, big: Bool = false) -> [UInt8] {
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    return big ? bytes.reversed() : bytes
  }

  private func join(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }
  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private var format: [UInt8] {
    join(
      text("fmt "), number(16, 4), number(1, 2), number(1, 2), number(16_000, 4), number(32_000, 4), number(2, 2),
      number(16, 2))
  }

  private func wav(riff: UInt64, data: UInt64, tail: [UInt8] = []) -> [UInt8] {
    join(text("RIFF"), number(riff, 4), text("WAVE"), format, text("data"), number(data, 4), samples, tail)
  }

  private func rf64(_ name: String, data: UInt64) -> [UInt8] {
    join(
      text(name), number(0xFFFF_FFFF, 4), text("WAVEds64"), number(28, 4), number(data &+ 72, 8), number(data, 8),
      number(data / 2, 8), number(0, 4), format, text("data"), number(0xFFFF_FFFF, 4), samples)
  }

  private func au(_ size: UInt64) -> [UInt8] {
    let fields: [UInt64] = [24, size, 3, 16_000, 1]
    return join(text(".snd"), fields.flatMap { number($0, 4, big: true) }, samples)
  }

  private func aiff(form: UInt64, frames: UInt64, sound: UInt64) -> [UInt8] {
    let rate: [UInt8] = [0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0]
    return join(
      text("FORM"), number(form, 4, big: true), text("AIFFCOMM"), number(18, 4, big: true), number(1, 2, big: true),
      number(frames, 4, big: true), number(16, 2, big: true), rate, text("SSND"), number(sound, 4, big: true),
      number(0, 8), samples)
  }

  private func caf(_ size: UInt64) -> [UInt8] {
    let rate: [UInt8] = [0x40, 0xCF, 0x40, 0, 0, 0, 0, 0]
    let fields: [UInt64] = [0, 2, 1, 1, 16]
    return join(
      text("caff"), [0, 1, 0, 0], text("desc"), number(32, 8, big: true), rate, text("lpcm"),
      fields.flatMap { number($0, 4, big: true) }, text("data"), number(size, 8, big: true), number(0, 4), samples)
  }

  private func frames(_ bytes: [UInt8], _ name: String) throws -> Int {
    let path = folder.path(name)
    try FileSystem.write(bytes, to: path)
    let info = try AudioFileReader.info(of: path)
    // What is said to be there can be read to its end.
    var reader = try AudioFileReader(path: path)
    _ = try reader.read(from: info.frameCount - 10, count: 10)
    return info.frameCount
  }

  @Test(
    arguments: [
      (UInt64(0), UInt64(0)), (0x8000_0024, 0x8000_0000), (2_000_000_036, 2_000_000_000), (0xFFFF_FFFF, 0xFFFF_FFFF),
      (0x7FFF_F024, 0x7FFF_F000), (0xFFFF_FFFF, 0xFFFF_FFDB), (3_236, 3_200), (3_236, 3_244), (0, 3_200),
    ])
  func aWAVOfAnyPromise(riff: UInt64, data: UInt64) throws {
    #expect(try frames(wav(riff: riff, data: data), "a.wav") == 1_600)
  }

  @Test(arguments: [0, 3_200, 0xFFFF_FFFF, UInt64.max, 0x8000_0000, 0x7FFF_FFFF_FFFF_FFFF])
  func otherFormatsOfAnyPromise(size: UInt64) throws {
    #expect(try frames(rf64("RF64", data: size), "a.rf64") == 1_600)
    #expect(try frames(rf64("BW64", data: size), "a.bw64") == 1_600)
    let data = size == 3_200 ? size + 4 : size
    #expect(try frames(caf(data), "a.caf") == 1_600)
    guard size <= 0xFFFF_FFFF else { return }
    #expect(try frames(au(size), "a.au") == 1_600)
    let sound = size == 3_200 ? size + 8 : size
    #expect(try frames(aiff(form: sound &+ 38, frames: size / 2, sound: sound), "a.aiff") == 1_600)
  }

  /// An end that is missing is no placeholder.
  @Test func whatIsCutOffIsRefused() throws {
    let path = folder.path("a.wav")
    try FileSystem.write(wav(riff: 3_300, data: 3_264), to: path)
    #expect(
      sourceProblem(path) { _ = try AudioFileReader(path: path) }
        == "is cut off: the header promises 3264 bytes, the file holds 3200")
    try FileSystem.write(au(4_000), to: path)
    #expect(sourceProblem(path) { _ = try AudioFileReader(path: path) }?.hasPrefix("is cut off: ") == true)
  }

  @Test func withoutAFrameThereIsNoSound() throws {
    let path = folder.path("a.wav")
    let empty = Array(wav(riff: 36, data: 0).dropLast(samples.count))
    // With another chunk behind it, it is empty too.
    for bytes in [empty, join(empty, text("LIST"), number(4, 4), text("INFO"))] {
      try FileSystem.write(bytes, to: path)
      #expect(throws: SoundscapeError.notAudio(path: path, problem: "holds no sound")) {
        _ = try AudioFileReader.info(of: path)
      }
    }
  }

  /// Chunks behind the audio are not audio.
  @Test func whatFollowsTheAudioIsNotRead() throws {
    let list = join(text("LIST"), number(4, 4), text("INFO"))
    #expect(try frames(wav(riff: 3_248, data: 3_200, tail: list), "a.wav") == 1_600)
  }

  /// 5 GB and 9 GB in 32 bits.
  /// A size that was written too early, or another file behind the first: neither is left out in silence.
  @Test func whatIsNeitherAudioNorChunkIsNamed() throws {
    let noise = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 151 >> 2) | 0x80 }
    let path = folder.path("a.wav")
    let problem = sourceProblem(path) { _ = try frames(wav(riff: 3_236, data: 3_200, tail: noise), "a.wav") }
    #expect(problem?.hasPrefix("is not what its header says: 3200 bytes of audio, and 2000 more") == true)
    for tail in [[UInt8](repeating: 0, count: 2_000), Array("TAG".utf8) + noise, Array(noise.prefix(20))] {
      #expect(try frames(wav(riff: 3_236, data: 3_200, tail: tail), "a.wav") == 1_600)
    }
  }

  /// Two files in one, in any format with a header.
  @Test func joinedFilesAreNamed() throws {
    let files: [(String, [UInt8])] = [
      ("a.wav", wav(riff: 3_236, data: 3_200)), ("a.au", au(3_200)), ("a.caf", caf(3_204)),
      ("a.aiff", aiff(form: 3_246, frames: 1_600, sound: 3_208)), ("b.wav", rf64("RF64", data: 3_200)),
    ]
    for (name, bytes) in files {
      #expect(try frames(bytes, name) == 1_600, "\(name)")
      let problem = sourceProblem(folder.path(name)) { _ = try frames(bytes + bytes, name) }
      #expect(
        problem?.hasPrefix("is not what its header says: 3200 bytes of audio") == true, "\(name): \(problem as Any)")
    }
  }

  /// The size of a pipe, and more than that behind it.
  @Test func aPipeThatGaveMoreThanItsPlaceholder() throws {
    for declared: UInt64 in [0x8000_0000, 0x7FFF_F000, 0xFFFF_FFFF] {
      let size = DataSize(declared: declared, available: 6_000_000_000, whole: nil, fileSize: 6_000_000_044)
      #expect(try size.verdict { false } == .bytes(6_000_000_000))
      #expect(try size.verdict { true } == .asDeclared)
    }
  }

  /// More than 4 GiB in a format that cannot say so.
  @Test func whatNoHeaderCanSayIsRefused() throws {
    let path = folder.path("a.aiff")
    let size = (1 << 32) + 5_000
    // With a hole in it.
    let file = try OpenFile(path, for: .spill)
    try file.write(aiff(form: 5_046, frames: 2_500, sound: 5_008), at: 0)
    try file.write([UInt8(0)], at: size + 53)
    let problem = sourceProblem(path) { _ = try AudioFileReader.info(of: path) }
    #expect(problem?.hasPrefix("has more than 4 GiB") == true, "\(problem as Any)")
  }

  /// NIST SPHERE: its header says how many samples there are.
  @Test func aCutSPHEREIsNamed() throws {
    let fields = [
      "NIST_1A", "   1024", "sample_count -i 1600", "channel_count -i 1", "sample_n_bytes -i 2", "sample_rate -i 16000",
      "sample_byte_format -s2 01", "sample_coding -s3 pcm", "sample_sig_bits -i 16", "end_head", "",
    ]
    let head = Array(fields.joined(separator: "\n").utf8)
    let bytes = head + [UInt8](repeating: 32, count: 1_024 - head.count) + samples
    #expect(try frames(bytes, "a.sph") == 1_600)
    let problem = sourceProblem(folder.path("b.sph")) { _ = try frames(Array(bytes.dropLast(1_000)), "b.sph") }
    #expect(problem == "is cut off: the header promises 3200 bytes, the file holds 2200")
  }

  @Test func sizesThatWentRound() throws {
    for size in [5_000_000_000, 9_000_000_000] {
      let found = DataSize(declared: UInt64(size) % (1 << 32), available: size, whole: nil, fileSize: size + 44)
      #expect(try found.verdict { false } == .bytes(size))
    }
    let short = DataSize(declared: 1_000, available: 5_000, whole: nil, fileSize: 5_044)
    #expect(try short.verdict { false } == .asDeclared)
  }

  @Test func aSampleBeyondAnySoundIsDamage() throws {
    let path = folder.path("a.wav")
    var sound = Signals.noise(frameCount: 100)
    sound.channels[0][40] = 1e29
    try save(sound, to: path)
    #expect(sourceProblem(path) { _ = try load(path) } == "holds a sample of 1e+29 at frame 40")
    sound.channels[0][40] = 0x1p31
    try save(sound, to: path)
    #expect(try load(path).frameCount == 100)
  }

  @Test func foreignFormatsSayHowToConvertThem() throws {
    let path = folder.path("a b.m4a")
    try FileSystem.write(join([0, 0, 0, 32], text("ftypM4A "), samples), to: path)
    let wanted = "MPEG-4 audio (AAC or ALAC) is not read; convert it, such as with: ffmpeg -i 'a b.m4a' 'a b.flac'"
    #expect(throws: SoundscapeError.notAudio(path: path, problem: wanted)) { _ = try AudioFileReader(path: path) }
  }

  @Test(
    "The command to convert a file is one that works",
    arguments: [
      ("z.flac", "z.flac z-converted.flac"), ("Z.FLAC", "Z.FLAC Z-converted.flac"),
      ("-y.m4a", "'./-y.m4a' './-y.flac'"),
      ("a:b.m4a", "'./a:b.m4a' './a:b.flac'"), ("it's.m4a", "'it'\\''s.m4a' 'it'\\''s.flac'"),
      ("a'\u{301}.m4a", "'a'\\''\u{301}.m4a' 'a'\\''\u{301}.flac'"),
      ("e\u{1b}'\\.m4a", "$'e\\x1b\\'\\\\.m4a' $'e\\x1b\\'\\\\.flac'"),
      ("a\nb", "$'a\\x0ab' $'a\\x0ab.flac'"), ("caf\u{e9}.m4a", "caf\u{e9}.m4a caf\u{e9}.flac"),
    ])
  func conversions(name: String, arguments: String) throws {
    let path = folder.path(name)
    try FileSystem.write(join([0, 0, 0, 32], text("ftypM4A "), samples), to: path)
    let error = failure { _ = try AudioFileReader(path: path) }
    #expect(error?.problem.hasSuffix("such as with: ffmpeg -i \(arguments)") == true, "\(error?.problem ?? "")")
  }
}
