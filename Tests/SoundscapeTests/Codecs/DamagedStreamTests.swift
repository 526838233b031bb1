import TestSupport
import Testing

@testable import Soundscape

/// MP3, Ogg and FLAC: what a decoder would skip in silence is named.
@Suite struct DamagedStreamTests {
  let folder: TemporaryDirectory
  let mp3 = decodedBase64(chirpMP3)
  let ogg = decodedBase64(sineOgg)

  init() throws { folder = try TemporaryDirectory() }

  private func info(_ bytes: [UInt8], _ name: String) throws -> AudioFileInfo {
    try FileSystem.write(bytes, to: folder.path(name))
    return try AudioFileReader.info(of: folder.path(name))
  }

  private func problem(_ bytes: [UInt8], _ name: String) -> String {
    sourceProblem(folder.path(name)) { _ = try info(bytes, name) } ?? "none"
  }

  /// The frames of the MP3 without its tag, which says how long it is.
  private var untagged: [UInt8] {
    guard let first = MPEGHeader(mp3[..<4].reduce(0) { $0 << 8 | UInt32($1) })?.byteCount else { return [] }
    return Array(mp3[first...])
  }

  @Test func anMP3WithoutItsTagIsCounted() throws {
    let counted = try info(untagged, "a.mp3").frameCount
    #expect(counted >= 2_400)
    var reader = try AudioFileReader(path: folder.path("a.mp3"))
    #expect(try reader.read(from: 0, count: counted).frameCount == counted)
    #expect(sourceProblem(folder.path("a.mp3")) { _ = try reader.read(from: 0, count: counted + 1) } != nil)
  }

  @Test func tailsLoseNoFrame() throws {
    let counted = try info(untagged, "a.mp3").frameCount
    let tag = Array("TAG".utf8) + [UInt8](repeating: 0, count: 125)
    for tail in [[UInt8](repeating: 0, count: 2_000), tag, Array("some text".utf8)] {
      #expect(try info(untagged + tail, "a.mp3").frameCount == counted)
    }
    #expect(try info(mp3 + [UInt8](repeating: 0, count: 2_000), "b.mp3").frameCount == 2_400)
  }

  @Test func joinedFilesAreBoth() throws {
    let one = try info(untagged, "a.mp3").frameCount
    #expect(try info(untagged + untagged, "b.mp3").frameCount == 2 * one)
  }

  private func mpegFrames(_ name: String, size: Int) throws -> Int {
    let window = try FileWindow(path: folder.path(name), size: size)
    return try MPEGFrames(window, #require(try MPEGStream(window))).count
  }

  /// The tag of the first says only how long that one is, with or without its size in bytes.
  @Test(arguments: [true, false]) func joinedFilesWithTagsAreBoth(hasSize: Bool) throws {
    var first = mp3
    let tag = 13
    if !hasSize {
      first[tag + 7] &= ~2
      // The fields after the size move to where it was.
      first.removeSubrange((tag + 12)..<(tag + 16))
      first.insert(contentsOf: [0, 0, 0, 0], at: tag + 112)
    }
    let whole = try info(first, "a.mp3").frameCount
    let joined = first + mp3
    // Every frame of both, and those that hold the tags, of 576 samples.
    let all = try mpegFrames("a.mp3", size: first.count)
    let count = try info(joined, "b.mp3").frameCount
    #expect(count == 2 * all * 576 && count > 2 * whole)
    var reader = try AudioFileReader(path: folder.path("b.mp3"))
    let samples = try reader.read(from: 0, count: count).channels[0]
    let loudness = [0..<(count / 2), (count / 2)..<count].map { range in
      samples[range].reduce(0) { $0 + Double($1 * $1) }
    }
    #expect(abs(loudness[0] - loudness[1]) < 0.01 * loudness[0])
    // The file by itself, with what a tag after it says, is as long as its tag says.
    #expect(try info(first + Array("TAG".utf8) + [UInt8](repeating: 0, count: 125), "c.mp3").frameCount == whole)
  }

  @Test func joinedFilesOfDifferentKindsAreNamed() throws {
    var other = untagged
    var position = 0
    while position + 4 <= other.count,
      let header = MPEGHeader(other[position..<(position + 4)].reduce(0) { $0 << 8 | UInt32($1) }),
      let length = header.byteCount
    {
      // Two channels.
      other[position + 3] &= 0x3F
      position += length
    }
    #expect(problem(untagged + other, "a.mp3").hasPrefix("holds several streams one after the other: "))
  }

  /// MPEG audio in a WAV is read by the same rules.
  private func wav(_ frames: [UInt8], tag: Int = 0x55) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let format = [tag, 1].flatMap { number($0, 2) } + [8_000, 1_000].flatMap { number($0, 4) } + number(1, 2)
    let chunk = Array("fmt ".utf8) + number(18, 4) + format + number(0, 2) + number(0, 2)
    let body = Array("WAVE".utf8) + chunk + Array("data".utf8) + number(frames.count, 4) + frames
    return Array("RIFF".utf8) + number(body.count, 4) + body
  }

  @Test(arguments: [0x50, 0x55]) func inAWAVItIsTheSame(tag: Int) throws {
    let long = untagged + untagged
    let counted = try info(long, "a.mp3").frameCount
    #expect(try info(wav(long, tag: tag), "a.wav").frameCount == counted)
    #expect(try AudioFile.read(folder.path("a.wav")).audio == AudioFile.read(folder.path("a.mp3")).audio)
    #expect(try info(wav(mp3), "b.wav").frameCount == 2_400)
    let holed = Array(long[..<(long.count / 2)]) + [UInt8](repeating: 0, count: 300) + long[(long.count / 2)...]
    #expect(problem(wav(holed), "c.wav").hasPrefix("is damaged: "))
    #expect(problem(Array(wav(long).dropLast(400)), "d.wav").hasPrefix("is cut off: "))
  }

  @Test func aHoleIsNamed() {
    let long = untagged + untagged + untagged
    for hole in [100, 700] {
      let bytes = long[..<(long.count / 2)] + [UInt8](repeating: 0, count: hole) + long[(long.count / 2)...]
      #expect(problem(Array(bytes), "a.mp3").hasPrefix("is damaged: "))
    }
  }

  @Test func aCutMP3IsNamed() throws {
    // Its tag says how many frames there are; so many that half of them are enough to see that it is an MP3.
    let place = 13
    #expect(Array(mp3[place..<(place + 4)]) == Array("Xing".utf8))
    var bytes = mp3 + untagged + untagged + untagged
    bytes[place + 11] *= 4
    _ = try info(bytes, "a.mp3")
    #expect(problem(Array(bytes.prefix(bytes.count / 2)), "a.mp3").hasPrefix("is cut off: "))
  }

  /// A Mac's file of the same name, with `._` before it, is not the sound.
  @Test func neighboursAreNotLookedAt() throws {
    let fork: [UInt8] = [0, 5, 0x16, 7, 0, 2, 0, 0] + Array("Mac OS X        ".utf8) + [0, 2]
    try FileSystem.write(fork + [UInt8](repeating: 0, count: 4_000), to: folder.path("._a.mp3"))
    #expect(try info(mp3, "a.mp3").frameCount == 2_400)
  }

  @Test func anOggIsReadWhole() throws {
    #expect(try info(ogg, "a.ogg").frameCount == 4_000)
  }

  /// A tag of the second file promises its frames too.
  @Test func aCutFileBehindAnotherIsNamed() {
    #expect(problem(mp3 + Array(mp3.prefix(mp3.count * 2 / 3)), "a.mp3").hasPrefix("is cut off: "))
  }

  /// A little junk before the first frame is what recordings of streams begin with; much of it was sound once.
  @Test func whatPrecedesTheFirstFrame() throws {
    let counted = try info(untagged, "a.mp3").frameCount
    for junk in [[0], [UInt8](repeating: 7, count: 60)] as [[UInt8]] {
      #expect(try info(junk + untagged, "b.mp3").frameCount == counted)
    }
    #expect(try info([UInt8](repeating: 0, count: 3_000) + mp3, "c.mp3").frameCount == 2_400)
    let holed = [UInt8](repeating: 0, count: 3_000) + untagged + untagged
    #expect(problem(holed, "d.mp3").hasPrefix("is damaged: 3000 bytes that are not sound before its first frame"))
  }

  /// A tag does not make MPEG audio of what follows it.
  @Test func aTagBeforeAnotherFormatIsNoStream() throws {
    let id3 = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 10] + [UInt8](repeating: 0, count: 10)
    let noise = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7_919 >> 5) }
    for body in [[0xFF, 0xF1, 0x50, 0x80] + noise, noise] {
      #expect(throws: SoundscapeError.self) { _ = try info(id3 + body, "a.mp3") }
    }
    let path = folder.path("whole.flac")
    try save(Signals.noise(frameCount: 9_000), to: path, as: .flac, .pcm16)
    let flac = try FileSystem.read(path)
    #expect(try info(id3 + flac, "b.flac").frameCount == 9_000)
    #expect(
      try AudioFile.read(folder.path("b.flac"), frames: 5_000..<6_000).audio
        == AudioFile.read(path, frames: 5_000..<6_000).audio)
  }

  @Test func junkBehindTheLastFrameIsDamage() {
    let noise = (0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 7_919 >> 5) & 0x7F }
    #expect(problem(untagged + untagged + noise, "a.mp3").hasPrefix("is damaged: from byte "))
  }

  /// Frames of the free format do not say how long they are: the first ones do.
  @Test func theFreeFormatIsWalkedThroughToo() throws {
    let size = 144
    func frame(_ number: Int) -> [UInt8] { [0xFF, 0xFB, 0x00, 0xC4] + (4..<size).map { UInt8(($0 * number) & 0x3F) } }
    let whole = (0..<30).flatMap(frame)
    let path = folder.path("a.mp3")
    func frames(_ bytes: [UInt8]) throws -> MPEGFrames {
      try FileSystem.write(bytes, to: path)
      let window = try FileWindow(path: path, size: bytes.count)
      return try MPEGFrames(window, #require(try MPEGStream(window)))
    }
    #expect(try frames(whole).count == 30)
    let holed = Array(whole[..<(10 * size)]) + [UInt8](repeating: 0, count: size) + whole[(11 * size)...]
    #expect(try frames(holed).problem?.hasPrefix("is damaged: 144 bytes") == true)
  }

  @Test func aJoinedFLACIsNamed() throws {
    let path = folder.path("a.flac")
    try save(Signals.noise(frameCount: 40_000), to: path, as: .flac, .pcm16)
    let bytes = try FileSystem.read(path)
    #expect(problem(bytes + bytes, "b.flac").hasPrefix("holds several FLAC streams"))
    // Too long to be searched.
    try save(Signals.noise(frameCount: 700_000, amplitude: 0.9), to: path, as: .flac, .pcm16)
    let long = try FileSystem.read(path)
    #expect(long.count > 1 << 20)
    #expect(try info(long, "f.flac").frameCount == 700_000)
    #expect(problem(long + long, "g.flac").hasPrefix("is not what its header says: its last frame is before byte"))
    #expect(try info(long + [UInt8](repeating: 0, count: 400_000), "h.flac").frameCount == 700_000)
    #expect(try info(bytes + [UInt8](repeating: 0, count: 9_000), "c.flac").frameCount == 40_000)
    let noise = (0..<90_000).map { UInt8(truncatingIfNeeded: $0 &* 7_919 >> 5) }
    #expect(problem(bytes + noise, "d.flac").hasPrefix("is not what its header says: "))
    // The header says half of the frames.
    var half = bytes
    for (i, byte) in [0, 0, 0x4E, 0x20].enumerated() { half[22 + i] = UInt8(byte) }
    #expect(problem(half, "e.flac").hasPrefix("is not what its header says: "))
  }

  @Test func tailsOfOggAndOfFLACFromAPipeAreNotSound() throws {
    let tag = Array("TAG".utf8) + [UInt8](repeating: 1, count: 125)
    let path = folder.path("a.flac")
    try save(Signals.noise(frameCount: 20_000), to: path, as: .flac, .pcm16)
    var flac = try FileSystem.read(path)
    flac[21] &= 0xF0
    for i in 22..<26 { flac[i] = 0 }
    for tail in [tag, [UInt8](repeating: 0, count: 3_000)] {
      #expect(try info(ogg + tail, "b.ogg").frameCount == 4_000)
      #expect(try info(flac + tail, "b.flac").frameCount == 20_000)
    }
  }

  /// Each stream of an Ogg has its own end.
  @Test func anOggWithoutTheEndOfItsSoundIsCut() throws {
    // A stream of one page, first and last at once, before those of the sound.
    var other = Array(ogg.prefix(28))
    other[5] = 6
    other[14] ^= 1
    other[26] = 1
    other[27] = 0
    for i in 22..<26 { other[i] = 0 }
    let crc = oggChecksum(other)
    for i in 0..<4 { other[22 + i] = UInt8(truncatingIfNeeded: crc >> (8 * UInt32(i))) }
    var pages: [Int] = []
    for i in ogg.indices where ogg[i...].starts(with: "OggS".utf8) { pages.append(i) }
    let cut = Array(ogg[..<(pages.last ?? 0)])
    let path = folder.path("a.ogg")
    func pageProblem(_ bytes: [UInt8]) throws -> String? {
      try FileSystem.write(bytes, to: path)
      return try OggPages.problem(in: FileWindow(path: path, size: bytes.count))
    }
    #expect(try pageProblem(other + ogg) == nil)
    #expect(try pageProblem(other + cut)?.hasPrefix("is cut off: ") == true)
  }

  private func oggChecksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte) << 24) { value, _ in
        value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
      }
    }
  }

  @Test func cutAndJoinedOggAreNamed() {
    #expect(problem(ogg + ogg, "a.ogg").hasPrefix("holds several streams"))
    #expect(problem(Array(ogg.dropLast(100)), "a.ogg").hasPrefix("is cut off: "))
    var bytes = ogg
    bytes[bytes.count - 200] ^= 1
    #expect(problem(bytes, "a.ogg").hasPrefix("is damaged: the page at byte "))
  }

  /// Every bit of a page matters.
  @Test func anyFlippedBitOfAnOggIsFound() throws {
    var random = SmallGenerator(seed: 5)
    for _ in 0..<40 {
      var bytes = ogg
      let place = Int(random.next() % UInt64(bytes.count))
      bytes[place] ^= 1 << UInt8(random.next() % 8)
      #expect(throws: SoundscapeError.self, "byte \(place)") { _ = try info(bytes, "a.ogg") }
    }
  }

  @Test func aCutFLACIsNamedAtTheScan() throws {
    let path = folder.path("a.flac")
    try save(Signals.noise(frameCount: 40_000, amplitude: 0.9), to: path, as: .flac, .pcm16)
    let bytes = try FileSystem.read(path)
    #expect(try info(bytes, "a.flac").frameCount == 40_000)
    for part in [0.5, 0.9, 0.99] {
      let problem = problem(Array(bytes.prefix(Int(Double(bytes.count) * part))), "a.flac")
      #expect(problem.hasPrefix("is cut off or damaged: "), "\(problem)")
    }
  }

  /// As encoders write it to a pipe: the number of frames is 0.
  @Test func aFLACOfUnknownLengthIsCounted() throws {
    let path = folder.path("a.flac")
    try save(Signals.noise(frameCount: 20_000), to: path, as: .flac, .pcm16)
    var bytes = try FileSystem.read(path)
    let wanted = try load(path).channels[0]
    bytes[21] &= 0xF0
    for i in 22..<26 { bytes[i] = 0 }
    #expect(try info(bytes, "b.flac").frameCount == 20_000)
    var reader = try AudioFileReader(path: folder.path("b.flac"))
    #expect(try reader.read(from: 15_000, count: 5_000).channels[0] == Array(wanted[15_000...]))
  }
}
