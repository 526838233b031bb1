import TestSupport
import Testing

@testable import Soundscape

@Suite struct SourceCacheTests {
  let folder: TemporaryDirectory
  init() throws { folder = try TemporaryDirectory() }

  private func add(
    _ name: String, _ audio: AudioBuffer, as format: FileFormat = .wav, _ subtype: SampleFormat = .float
  ) throws -> Sound {
    let path = folder.path(name)
    try save(audio, to: path, as: format, subtype)
    return Sound(name: name, path: path, info: try AudioFileReader.info(of: path))
  }

  private func add(_ name: String, frameCount: Int, channelCount: Int = 1) throws -> Sound {
    try add(name, Signals.noise(frameCount: frameCount, seed: UInt64(frameCount), channelCount: channelCount))
  }

  /// Bytes of so many frames of mono, of which one file may take an eighth.
  private func budget(_ frameCount: Int) -> SourceCache { SourceCache(byteBudget: 4 * frameCount) }

  // MARK: The same samples

  @Test func everyWindowIsTheFilesOwn() throws {
    let sources = [
      try add("mono.wav", Signals.noise(frameCount: 5_000)),
      try add("stereo.wav", Signals.noise(frameCount: 4_000, channelCount: 2), as: .wav, .pcm16),
      try add("stereo.flac", Signals.noise(frameCount: 20_000, channelCount: 2), as: .flac, .pcm24),
      try add("three.flac", Signals.noise(frameCount: 9_000, channelCount: 3), as: .flac, .pcm16),
    ]
    let cache = SourceCache()
    for seed in 0..<200 {
      var generator = SmallGenerator(seed: UInt64(seed))
      let source = sources[Int.random(in: 0..<sources.count, using: &generator)]
      let start = Int.random(in: 0...source.info.frameCount, using: &generator)
      let end = Int.random(in: start...source.info.frameCount, using: &generator)
      let channelCount = Int.random(in: 1...2, using: &generator)
      let expected = try SourceCache(byteBudget: 0).read(source, start..<end, channelCount: channelCount)
      let found = try cache.read(source, start..<end, channelCount: channelCount)
      #expect(found == expected, "seed \(seed): \(source.name), \(start)..<\(end) in \(channelCount) channels")
    }
    #expect(cache.paths == NameSet(sources.map(\.path)))
  }

  /// An MP3 decoder that starts in the middle gives other samples than one that came from the start.
  @Test func mpegIsNotKept() throws {
    try FileSystem.write(decodedBase64(chirpMP3), to: folder.path("a.mp3"))
    let info = try AudioFileReader.info(of: folder.path("a.mp3"))
    let source = Sound(name: "a.mp3", path: folder.path("a.mp3"), info: info)
    let cache = SourceCache()
    for start in [0, 700, 1_500] {
      let range = start..<info.frameCount
      #expect(
        try cache.read(source, range, channelCount: 1)
          == SourceCache(byteBudget: 0).read(source, range, channelCount: 1))
    }
    #expect(cache.paths.isEmpty)
  }

  /// On a disk, names that look alike may be two files.
  @Test func namesAreComparedByTheirBytes() throws {
    let composed = try add("\u{E9}.wav", frameCount: 400)
    let decomposed = try add("e\u{301}.wav", frameCount: 401)
    let cache = SourceCache()
    for source in [composed, decomposed] {
      let expected = try SourceCache(byteBudget: 0).read(source, 0..<400, channelCount: 1)
      #expect(
        try cache.read(source, 0..<source.info.frameCount, channelCount: 1).channels[0].starts(
          with: expected.channels[0]))
      #expect(try cache.read(source, 0..<400, channelCount: 1) == expected)
    }
    let digests = SourceDigests(provider: FileSounds())
    #expect(try digests.digest(of: composed) != digests.digest(of: decomposed))
    let side = Soundbank.Side(
      folder: "",
      labels: [SoundLabel(name: "e\u{301}", sounds: [decomposed]), SoundLabel(name: "\u{E9}", sounds: [composed])])
    #expect(side["\u{E9}"]?.sounds == [composed] && side["e\u{301}"]?.sounds == [decomposed])
  }

  // MARK: What is kept

  @Test func aFileIsKeptOnceItWasAskedForInFull() throws {
    let source = try add("a.wav", frameCount: 1_000)
    let cache = budget(8_000)
    let first = try cache.read(source, 0..<600, channelCount: 1)
    #expect(cache.paths.isEmpty)
    _ = try cache.read(source, 500..<900, channelCount: 1)
    #expect(cache.paths == [source.path] && cache.byteCount == 4_000)
    // The disk is not read any more.
    FileSystem.discard(source.path)
    #expect(try cache.read(source, 0..<600, channelCount: 1) == first)
    #expect(throws: SoundscapeError.self) { try SourceCache(byteBudget: 0).read(source, 0..<600, channelCount: 1) }
  }

  @Test func theBudgetHolds() throws {
    let sources = try (0..<20).map { try add("\($0).wav", frameCount: 900 + $0) }
    let cache = budget(8_000)
    for source in sources {
      _ = try cache.read(source, 0..<source.info.frameCount, channelCount: 1)
      #expect(cache.byteCount <= 4 * 8_000)
      #expect(cache.paths.contains(source.path))
    }
    #expect(cache.paths.count >= 6)
  }

  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    let sources = try (0..<9).map { try add("\($0).wav", frameCount: 1_000) }
    let cache = budget(8_000)
    for source in sources[..<8] { _ = try cache.read(source, 0..<1_000, channelCount: 1) }
    #expect(cache.paths.count == 8)
    _ = try cache.read(sources[0], 3..<7, channelCount: 1)
    _ = try cache.read(sources[8], 0..<1_000, channelCount: 1)
    #expect(cache.paths == NameSet(sources.map(\.path)).subtracting([sources[1].path]))
  }

  @Test func aFileOverAnEighthOfTheBudgetIsNotKept() throws {
    let cache = budget(8_000)
    for (frameCount, channelCount) in [(1_001, 1), (501, 2)] {
      let source = try add("\(channelCount).wav", frameCount: frameCount, channelCount: channelCount)
      for _ in 0..<3 { _ = try cache.read(source, 0..<frameCount, channelCount: channelCount) }
    }
    #expect(cache.paths.isEmpty)
    let nothing = SourceCache(byteBudget: 0)
    _ = try nothing.read(try add("c.wav", frameCount: 1), 0..<1, channelCount: 1)
    #expect(nothing.byteCount == 0)
  }

  @Test func itIsKeptInTheMixturesChannels() throws {
    let source = try add("a.wav", frameCount: 500, channelCount: 2)
    let cache = SourceCache()
    _ = try cache.read(source, 0..<500, channelCount: 1)
    #expect(cache.byteCount == 2_000)
    // More channels are copies of those that are there.
    let mono = try add("b.wav", frameCount: 500)
    #expect(try cache.read(mono, 0..<500, channelCount: 3).channelCount == 3)
    #expect(cache.byteCount == 4_000)
  }

  // MARK: Errors

  /// A part of a file is as good as ever while another is damaged.
  @Test func damageElsewhereDoesNotMatter() throws {
    var noise = Signals.noise(frameCount: 2_000)
    noise.channels[0][1_900] = 0.123
    let source = try add("a.wav", noise)
    var bytes = try FileSystem.read(source.path)
    let at = bytes.count - 4 * 100
    bytes.replaceSubrange(at..<(at + 4), with: [0, 0, 0xC0, 0x7F])  // a NaN
    try FileSystem.write(bytes, to: source.path)
    let cache = SourceCache()
    for _ in 0..<5 {
      #expect(
        try cache.read(source, 0..<1_500, channelCount: 1).channels[0] == Array(noise.channels[0][..<1_500]))
    }
    #expect(cache.paths.isEmpty)
    #expect(
      throws: SoundscapeError.source(
        path: source.path, problem: "contains NaN or infinite samples (first at frame 1900)")
    ) {
      try cache.read(source, 1_000..<2_000, channelCount: 1)
    }
  }

  // MARK: Workers

  @Test func workersShareIt() async throws {
    let sources = try (0..<6).map { try add("\($0).wav", frameCount: 3_000 + $0, channelCount: 1 + $0 % 2) }
    let expected = try sources.map { try SourceCache(byteBudget: 0).read($0, 100..<2_000, channelCount: 1) }
    let cache = budget(8 * 3_010)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          (0..<60).count { i in
            let k = (i + worker) % sources.count
            return (try? cache.read(sources[k], 100..<2_000, channelCount: 1)) != expected[k]
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
    #expect(cache.paths.count == 6)
  }
}
