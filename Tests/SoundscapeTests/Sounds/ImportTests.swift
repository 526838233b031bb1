import TestSupport
import Testing

@testable import Soundscape

/// Sounds get into a bank as they are asked for, once, and nothing of others is harmed.
@Suite struct ImportTests {
  let folder: TemporaryDirectory
  let bank: String

  init() throws {
    folder = try TemporaryDirectory()
    bank = folder.path("bank")
    for (name, rate, format, samples) in [
      ("rain/a.wav", 44_100, FileFormat.wav, SampleFormat.pcm16), ("rain/deep/b.flac", 48_000, .flac, .pcm24),
      ("wind/-c:1%d.wav", 16_000, .wav, .float),
    ] {
      try FileSystem.makeDirectories(Path.parent(of: folder.path("raw/\(name)")))
      let sound = Signals.noise(frameCount: rate / 10, channelCount: 2)
      try AudioFile.write(sound, to: folder.path("raw/\(name)"), sampleRate: rate, format: format, samples: samples)
    }
    try FileSystem.write(Array("notes".utf8), to: folder.path("raw/rain/notes.txt"))
  }

  /// What a run came to, and what it reported.
  private func run(
    _ inputs: [String]? = nil, change: (inout SoundImporter) -> Void = { _ in }
  ) throws -> (summary: SoundImporter.Summary, failures: [SoundscapeError]) {
    var importer = SoundImporter(inputs ?? [folder.path("raw")], into: bank)
    importer.jobs = 2
    change(&importer)
    let failures = Lock([SoundscapeError]())
    let summary = try importer.run { notice in
      if case .failure(let error) = notice { failures.withLock { $0.append(error) } }
    }
    return (summary, failures.withLock { $0 })
  }

  private func isSame(_ file: String, _ copy: String) throws -> Bool {
    try FileSystem.read(folder.path(file)) == FileSystem.read(Path.join(bank, copy))
  }

  @Test func treesAreCopiedAndWhatIsThereIsLeftAsItIs() throws {
    let first = try run()
    #expect(first.summary.copied == 3 && first.summary.ignored == 1 && first.failures.isEmpty)
    for name in ["rain/a.wav", "rain/deep/b.flac", "wind/-c:1%d.wav"] { #expect(try isSame("raw/\(name)", name)) }
    let lines = try FileSystem.read(Path.join(bank, "import.jsonl")).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 3)
    let tree = try JSONTree(json: lines[0])
    #expect(tree["file"].string == "rain/a.wav" && tree["source"].string == "../raw/rain/a.wav")
    #expect(try tree["sha256"].string == SHA256Hasher.hexDigest(ofFile: folder.path("raw/rain/a.wav")))
    #expect(!FileSystem.exists(Path.join(bank, ".soundscape")))

    let second = try run()
    #expect(second.summary.found == 3 && second.summary.copied == 0)
    // A source that has changed is imported again.
    try AudioFile.write(
      Signals.silence(frameCount: 5), to: folder.path("raw/rain/a.wav"), sampleRate: 8_000, samples: .pcm16)
    #expect(try run().summary.copied == 1)
    #expect(try isSame("raw/rain/a.wav", "rain/a.wav"))
  }

  @Test func soundsAreConvertedInBlocksAsTheyAreInMemory() throws {
    let made = try run {
      $0.conversion = SoundConversion(sampleRate: 16_000, channelCount: 1, format: .wav, samples: .float)
    }
    #expect(made.summary.converted == 3)
    for (source, name, rate) in [("rain/a.wav", "rain/a.wav", 44_100), ("rain/deep/b.flac", "rain/deep/b.wav", 48_000)]
    {
      let sound = try AudioFile.read(folder.path("raw/\(source)")).audio.converted(toChannelCount: 1)
      let expected = try Resampler.resample(sound, from: rate, to: 16_000)
      let found = try AudioFile.read(Path.join(bank, name))
      #expect(found.sampleRate == 16_000 && found.audio == expected)
    }
  }

  /// A sound that already has the rate, the channels and the samples is copied as it is.
  @Test func whatNeedsNothingIsCopiedOrLinked() throws {
    let form = SoundConversion(format: .wav, samples: .float)
    #expect(try run { $0.conversion = form }.summary.copied == 1)
    #expect(try isSame("raw/wind/-c:1%d.wav", "wind/-c:1%d.wav"))
    let linked = try run {
      $0.transfer = .link
      $0.label = "links"
    }
    #expect(linked.summary.linked == 3 && FileSystem.isLink(Path.join(bank, "links/rain/a.wav")))
    #expect(try isSame("raw/rain/a.wav", "links/rain/a.wav"))
    let again = try run {
      $0.transfer = .link
      $0.label = "links"
    }
    #expect(again.summary.found == 3 && again.failures.isEmpty)
  }

  @Test func filesOfOthersAreReplacedOnlyWhenThatIsAskedFor() throws {
    try FileSystem.makeDirectories(Path.join(bank, "rain"))
    let place = Path.join(bank, "rain/a.wav")
    try FileSystem.write(Array("mine".utf8), to: place)
    let refused = try run()
    #expect(refused.summary.copied == 2 && refused.summary.failed == 1)
    #expect(refused.failures.first?.advice == .overwrite)
    #expect(try FileSystem.read(place) == Array("mine".utf8))
    #expect(try run { $0.overwrites = true }.summary.copied == 1)
    #expect(try isSame("raw/rain/a.wav", "rain/a.wav"))

    // What was imported and then changed is somebody's too.
    try FileSystem.write(Array("mine".utf8), to: place)
    #expect(try run().summary.failed == 1)
    #expect(try FileSystem.read(place) == Array("mine".utf8))
  }

  /// After a run that was killed, or without its manifest: what is there, byte for byte, is taken for imported.
  @Test func whatIsThereByteForByteCountsAsImported() throws {
    _ = try run()
    FileSystem.discard(Path.join(bank, "import.jsonl"))
    let again = try run()
    #expect(again.summary.found == 3 && again.summary.copied == 0 && again.failures.isEmpty)
    #expect(try run().summary.found == 3)
  }

  @Test func damagedFilesAreNamedAndTheOthersImported() throws {
    var bytes = try FileSystem.read(folder.path("raw/rain/a.wav"))
    bytes.removeLast(100)
    try FileSystem.write(bytes, to: folder.path("raw/rain/cut.wav"))
    try FileSystem.write([], to: folder.path("raw/rain/empty.wav"))
    let made = try run()
    #expect(made.summary.copied == 3 && made.summary.failed == 2)
    let places = made.failures.map(\.place).sorted(by: isInByteOrder)
    #expect(places == [folder.path("raw/rain/cut.wav"), folder.path("raw/rain/empty.wav")])
  }

  /// What ffmpeg would decode is named where there is no such program.
  @Test func foreignFormatsNeedAProgram() throws {
    try FileSystem.write(Array("\0\0\0\u{18}ftypM4A abcdefgh".utf8), to: folder.path("raw/wind/song.m4a"))
    try FileSystem.write(Array("\0\0\0\u{18}ftypmp42abcdefgh".utf8), to: folder.path("raw/song.stem.mp4"))
    let made = try run { $0.ffmpeg = folder.path("no-such-program") }
    #expect(made.summary.copied == 3 && made.summary.failed == 6)
    #expect(made.failures.allSatisfy { $0.advice == .installFFmpeg })
  }

  @Test func nothingIsWrittenWhereSourcesAre() throws {
    for place in ["raw", "raw/rain", "raw/new"] {
      var importer = SoundImporter([folder.path("raw")], into: folder.path(place))
      #expect(failure { try importer.plan() }?.concernsOutput == true, "\(place)")
      importer.inputs = [folder.path("raw/rain/a.wav")]
      importer.bank = folder.path("raw/rain")
      #expect(failure { try importer.plan() }?.concernsOutput == true)
    }
    #expect(try FileSystem.list(folder.path("raw")) == ["rain", "wind"])
  }

  @Test func twoSourcesDoNotBecomeOneSound() throws {
    try AudioFile.write(Signals.silence(frameCount: 5), to: folder.path("raw/rain/a.flac"), sampleRate: 8_000)
    let made = try run { $0.conversion.format = .wav }
    #expect(made.summary.failed == 1 && made.failures.first?.reason.contains("would become") == true)
  }

  @Test func aDryRunChangesNothing() throws {
    let plan = try SoundImporter([folder.path("raw")], into: bank).plan()
    #expect(plan.forecast.copied == 3 && plan.lines.count == 3 && plan.lines[0].hasSuffix("bank/rain/a.wav"))
    #expect(!FileSystem.exists(bank))
  }

  @Test func stemsGoWhereTheirNamesSay() {
    let place = { StemFile.place("train/A <b>.stem.mp4", label: "bass", names: $0) }
    #expect(place(StemFile.usualNames) == "bass/A <b>")
    #expect(place("<folder>/<song>/<label>") == "train/A <b>/bass")
    #expect(StemFile.place("x.stem.m4a", label: "l", names: "<folder>/<label>/<song>") == "l/x")
    #expect(StemFile.problem(ofNames: "<song>") != nil && StemFile.problem(ofNames: StemFile.usualNames) == nil)
  }

  /// Samples over full scale are reported, not hidden.
  @Test func clippingIsReported() throws {
    try AudioFile.write(
      Signals.sine(100, at: 8_000, frameCount: 400, amplitude: 1.5), to: folder.path("raw/rain/loud.wav"),
      sampleRate: 8_000)
    let warnings = Lock([String]())
    var importer = SoundImporter([folder.path("raw/rain/loud.wav")], into: bank)
    importer.conversion.samples = .pcm16
    _ = try importer.run { notice in
      if case .warning(let text) = notice { warnings.withLock { $0.append(text) } }
    }
    #expect(warnings.withLock { $0 }.first?.contains("3.5 dB over full scale") == true)
  }
}
