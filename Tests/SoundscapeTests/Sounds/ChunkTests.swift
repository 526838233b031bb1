import TestSupport
import Testing

@testable import Soundscape

/// Recordings are cut where the options say, each sample once, and no recording is in two splits.
@Suite struct ChunkTests {
  let folder: TemporaryDirectory
  let out: String

  init() throws {
    folder = try TemporaryDirectory()
    out = folder.path("out")
    try FileSystem.makeDirectories(folder.path("in/album"))
  }

  private func write(_ name: String, _ sound: AudioBuffer, rate: Hertz = 1_000) throws {
    try AudioFile.write(sound, to: folder.path("in/\(name)"), sampleRate: rate)
  }

  private func run(_ change: (inout Chunker) -> Void) throws -> (summary: Chunker.Summary, rows: [JSONTree]) {
    var chunker = Chunker([folder.path("in")], to: out)
    chunker.jobs = 2
    change(&chunker)
    let summary = try chunker.run()
    let bytes = try FileSystem.read(Path.join(out, "chunks.jsonl"))
    return (summary, try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONTree(json: $0) })
  }

  private func chunking(_ length: Int, hop: Int? = nil, tail: Chunking.Tail = .drop, multiple: Int = 1) -> Chunking {
    var chunking = Chunking()
    (chunking.length, chunking.hop) = (.samples(length), hop.map(ChunkLength.samples))
    (chunking.tail, chunking.multiple) = (tail, multiple)
    return chunking
  }

  /// A property: each chunk is the part of the recording that its line says, and without overlap the chunks are all of it.
  @Test(arguments: 0..<20) func chunksAreTheirPartsOfTheRecording(seed: Int) throws {
    var generator = SmallGenerator(seed: UInt64(seed))
    let frameCount = Int.random(in: 1...500, using: &generator)
    let (length, multiple) = (Int.random(in: 8...200, using: &generator), Int.random(in: 1...8, using: &generator))
    let hop = Bool.random(using: &generator) ? Int.random(in: 1...300, using: &generator) : nil
    let tail = try #require(Chunking.Tail.allCases.randomElement(using: &generator))
    let sound = Signals.noise(frameCount: frameCount, seed: UInt64(seed), channelCount: 2)
    try write("album/a.wav", sound)
    let chunking = self.chunking(length, hop: hop, tail: tail, multiple: multiple)
    let made = try run { $0.style = .own(chunking) }
    let whole = length - length % multiple
    var starts: [Int] = []
    for row in made.rows {
      let start = Int(try #require(row["start_samples"].double))
      let count = Int(try #require(row["length"].double))
      let path = Path.join(out, try #require(row["chunk"].string))
      var expected = sound.part(start..<min(frameCount, start + count))
      if tail == .pad { expected.setLength(count) }
      #expect(try AudioFile.read(path).audio == expected, "seed \(seed), \(path)")
      #expect(try row["sha256"].string == SHA256Hasher.hexDigest(ofFile: path))
      #expect(count == whole || tail == .keep && count < whole && count % multiple == 0)
      starts.append(start)
    }
    #expect(starts == (0..<starts.count).map { $0 * (hop ?? whole) }, "seed \(seed)")
    let full = frameCount < whole ? 0 : (frameCount - whole) / (hop ?? whole) + 1
    #expect(tail == .drop ? starts.count == full : starts.count - full <= 1, "seed \(seed)")
    if hop == nil, tail == .pad { #expect(starts.count == (frameCount + whole - 1) / whole, "seed \(seed)") }
  }

  @Test func chunksOfAResampledRecordingAreThoseOfTheWhole() throws {
    let sound = Signals.noise(frameCount: 22_050)
    try write("album/a.wav", sound, rate: 44_100)
    var chunking = self.chunking(1_000)
    chunking.conversion = SoundConversion(sampleRate: 16_000, channelCount: 1, samples: .float)
    let made = try run { $0.style = .own(chunking) }
    let whole = try Resampler.resample(sound, from: 44_100, to: 16_000)
    #expect(made.rows.count == 8)
    for (k, row) in made.rows.enumerated() {
      let audio = try AudioFile.read(Path.join(out, try #require(row["chunk"].string))).audio
      #expect(audio == whole.part((1_000 * k)..<(1_000 * (k + 1))))
    }
  }

  /// A chunk with silence in it is left out, and its number with it.
  @Test func silentChunksLeaveGaps() throws {
    var sound = Signals.noise(frameCount: 400)
    for i in 120..<180 { sound.channels[0][i] = 0 }
    try write("album/a.wav", sound)
    var chunking = self.chunking(100)
    chunking.silence = SilenceRule(level: -60, length: 0.06)
    let made = try run { $0.style = .own(chunking) }
    #expect(made.summary.silent == 1)
    #expect(
      made.rows.compactMap { $0["chunk"].string } == [1, 3, 4].map { "chunks/album_a_000\($0).wav" })
    chunking.silence = SilenceRule(level: -60, length: 0.062)
    #expect(
      try run {
        $0.style = .own(chunking)
        $0.overwrites = true
      }.rows.count == 4)
  }

  @Test func aRecordingIsInOneSplitOnly() throws {
    for k in 0..<10 { try write("album/\(k).wav", Signals.noise(frameCount: 100 + 10 * k)) }
    let made = try run {
      $0.style = .own(self.chunking(20))
      $0.splits = [OutputOptions.Split(name: "train", share: 0.8), OutputOptions.Split(name: "test", share: 0.2)]
    }
    var splits = NameTable<Set<String>>()
    for row in made.rows {
      let (source, split) = (try #require(row["source"].string), try #require(row["split"].string))
      splits[source, default: []].insert(split)
      #expect(row["chunk"].string?.hasPrefix("\(split)/album_") == true)
    }
    #expect(splits.count == 10 && splits.values.allSatisfy { $0.count == 1 })
    let train = Double(made.summary.splits["train"] ?? 0) / Double(made.summary.chunks)
    #expect((0.7...0.9).contains(train))
  }

  /// Links and copies are one recording, whatever they are called.
  @Test func copiesOfARecordingAreInOneSplit() throws {
    for k in 0..<4 { try write("\(k).wav", Signals.noise(frameCount: 100, seed: UInt64(k))) }
    for k in 0..<4 {
      try FileSystem.write(FileSystem.read(folder.path("in/\(k).wav")), to: folder.path("in/copy\(k).wav"))
    }
    let made = try run {
      $0.style = .own(self.chunking(20))
      $0.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
    }
    var splits = NameTable<NameSet>()
    for row in made.rows {
      let source = Path.name(of: try #require(row["source"].string)).replacing("copy", with: "")
      splits[source, default: []].insert(try #require(row["split"].string))
    }
    #expect(
      splits.count == 4 && splits.values.allSatisfy { $0.count == 1 }
        && NameSet(splits.values.flatMap { $0.sorted() }).count == 2)
  }

  @Test func theSharesAreMetAsCloselyAsWholeRecordingsAllow() {
    let splits = [OutputOptions.Split(name: "a", share: 3), OutputOptions.Split(name: "b", share: 1)]
    #expect(OutputOptions.Split.assignment(of: [1, 1, 1, 1], to: splits).count { $0 == 0 } == 3)
    #expect(OutputOptions.Split.assignment(of: [10, 1, 1, 1], to: splits) == [0, 1, 1, 1])
    #expect(OutputOptions.Split.assignment(of: [], to: splits) == [])
    #expect(
      OutputOptions.Split.splits("a=1,a=2") == nil && OutputOptions.Split.splits("../x=1") == nil
        && OutputOptions.Split.splits("a=0") == nil)
    #expect(OutputOptions.Split.splits("a=1,b=.5")?.map(\.share) == [1, 0.5])
  }

  @Test func foldersAreKeptOnRequest() throws {
    try write("album/a.wav", Signals.noise(frameCount: 100))
    let made = try run {
      $0.style = .own(self.chunking(50))
      $0.keepsFolders = true
    }
    #expect(made.rows.compactMap { $0["chunk"].string } == ["album/a_0001.wav", "album/a_0002.wav"])
  }

  @Test func chunksAreReplacedOnlyWhenThatIsAskedFor() throws {
    try write("album/a.wav", Signals.noise(frameCount: 100))
    _ = try run { $0.style = .own(self.chunking(10)) }
    let error = try #require(failure { try run { $0.style = .own(self.chunking(50)) } })
    #expect(error.advice == .overwriteOrOtherFolder)
    _ = try run {
      $0.style = .own(self.chunking(50))
      $0.overwrites = true
    }
    #expect(try FileSystem.list(Path.join(out, "chunks")) == ["album_a_0001.wav", "album_a_0002.wav"])
    #expect(failure { try Chunker([folder.path("in")], to: folder.path("in/out")).run() }?.concernsOutput == true)
  }

  @Test func lengthsAreSecondsOrSamples() {
    #expect(ChunkLength("8") == .seconds(8) && ChunkLength("0.5s") == .seconds(0.5))
    #expect(ChunkLength("131072samples") == .samples(131_072) && ChunkLength("131_072 samples") == .samples(131_072))
    for text in ["", "0", "-1", "8m", "samples", "0samples", "1.5samples", "nan", "inf"] {
      #expect(ChunkLength(text) == nil, "\(text)")
    }
  }
}
