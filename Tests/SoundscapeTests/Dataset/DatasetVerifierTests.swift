import TestSupport
import Testing

@testable import Soundscape

@Suite struct DatasetVerifierTests {
  static let formats: [(FileFormat, SampleFormat)] = [
    (.wav, .float), (.wav, .pcm16), (.wav, .pcm24), (.wav, .pcm32), (.flac, .pcm16), (.flac, .pcm24),
  ]

  @Test("What generate writes is faultless", arguments: formats)
  func clean(format: FileFormat, subtype: SampleFormat) async throws {
    for loudness in [-35.0, 3] {
      let fixture = try await VerifierFixture(format, subtype) { recipe in
        recipe.referenceLoudness = .const(loudness)
        recipe.backgrounds = loudness < 0 ? [] : [BackgroundSpec()]
        recipe.soundbank.background = recipe.soundbank.foreground
      }
      let report = try await fixture.report()
      #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
      #expect(report.sums == [.exact: 3] && report.mixtureCount == 3 && report.failedMixtureCount == 0)
    }
  }

  @Test(
    "Every way to write a data set is faultless",
    arguments: [
      "stereo", "scaper layout", "splits", "no stems", "no audio", "absolute paths", "reverb", "normalised", "gain",
    ])
  func cleanInEveryWay(way: String) async throws {
    let fixture = try await VerifierFixture { recipe in
      switch way {
      case "stereo": recipe.channelCount = 2
      case "scaper layout": recipe.output.layout = "scaper"
      case "splits": recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
      case "no stems": recipe.output.stems = false
      case "no audio": recipe.output.audio = false
      case "absolute paths": recipe.output.absolutePaths = true
      case "reverb": recipe.render.reverb = 0.5
      case "normalised": recipe.render.peakNormalization = true
      default: recipe.render.level = .gain
      }
    }
    let report = try await fixture.report()
    #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
    #expect(report.sums == [way.hasPrefix("no ") ? .unchecked : .exact: 3])
  }

  @Test func samplesCutOffAtFullScaleAreToldApart() async throws {
    var fixture = try await VerifierFixture(.wav, .pcm16) { recipe in
      recipe.referenceLoudness = .const(3)
      recipe.render.fixClipping = false
    }
    let report = try await fixture.report()
    #expect(report.isFaultless, "\(report.findings.map(\.description))")
    #expect((report.sums[.cutOff] ?? 0) > 0)

    // Away from full scale such a mixture is still the sum.
    let row = try #require(fixture.rows.first { $0.warnings["sum_clipped"] != nil })
    let mixture = try #require(row.mixture)
    var reader = try AudioFileReader(path: fixture.path(mixture))
    let plane = try reader.read(from: 0, count: 2_000).channels[0]
    let frame = try #require(plane.indices.last { plane[$0] != 0 && abs(plane[$0]) < 0.2 })
    try fixture.flip(mixture, at: fixture.offset(ofFrame: frame, in: mixture, .pcm16))
    try fixture.updateDigests()
    let finding = try await fixture.failure()
    #expect(finding.file == mixture && finding.frame == frame)
  }

  @Test func scapersReverbIsToldApart() async throws {
    let fixture = try await VerifierFixture { recipe in
      recipe.semantics = .scaper
      recipe.render.reverb = 0.5
    }
    let report = try await fixture.report()
    #expect(report.findings.isEmpty && report.sums == [.scaper: 3], "\(report.findings.map(\.description))")
  }

  @Test func theManifestsOwnPathWillDo() async throws {
    let fixture = try await VerifierFixture()
    let report = try DatasetVerifier(fixture.path("manifest.jsonl")).run()
    #expect(report.isFaultless && report.mixtureCount == 3)
  }

  @Test func anyNumberOfJobsFindsTheSame() async throws {
    let fixture = try await VerifierFixture()
    for row in fixture.rows { try fixture.flip(try #require(row.mixture), at: 100) }
    let one = try await fixture.report()
    #expect(one.failedMixtureCount == 3 && one.findings.map(\.index) == [0, 1, 2])
    for jobs in [2, 3, 8] { #expect(try await fixture.report(jobs: jobs) == one) }
  }

  @Test func whatTheManifestDoesNotKnowIsNoted() async throws {
    let fixture = try await VerifierFixture()
    try FileSystem.makeDirectories(fixture.path("mine/deep"))
    try FileSystem.write([1], to: fixture.path("mine/deep/a.txt"))
    try FileSystem.write([1], to: fixture.path("000001/notes.txt"))
    try FileSystem.write([1], to: fixture.path("000001/mixture.wav.partial"))
    let report = try await fixture.report()
    #expect(report.isFaultless)
    #expect(report.findings.map(\.file) == ["000001/mixture.wav.partial", "000001/notes.txt", "mine/"])
    #expect(report.findings.allSatisfy { $0.kind == .note && $0.description.hasPrefix("note: ") })
  }

  @Test func rowsThatFailedAreCounted() async throws {
    let fixture = try await VerifierFixture()
    let heading = MixtureHeading(index: 3, seed: "7", run: fixture.rows[0].run)
    let row = ManifestRow(heading, error: .source(path: "a.wav", problem: "no such file"))
    try FileSystem.write(Manifest(rows: fixture.rows + [row]).bytes, to: fixture.path(Manifest.fileName))
    let report = try await fixture.report()
    #expect(report.isFaultless && report.mixtureCount == 3 && report.unmadeCount == 1)
    #expect(report.summary.contains("1 could not be made"))
  }

  @Test("Without a manifest that can be read the error says what to do")
  func manifestsThatCannotBeRead() async throws {
    let fixture = try await VerifierFixture()
    let manifest = fixture.path(Manifest.fileName)
    let text = try FileSystem.read(manifest)
    func expect(_ words: String, advice: Advice? = nil, at root: String? = nil) {
      let error = #expect(throws: SoundscapeError.self) {
        try DatasetVerifier(root ?? fixture.root).run()
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains(words), "\(words)")
      #expect(error?.advice == advice, "\(words)")
    }
    expect("no such file or folder", at: fixture.path("nowhere"))
    expect("is not a data set", at: fixture.path("000000/mixture.wav"))
    try FileSystem.write(Array(text.dropLast(30)), to: manifest)
    expect("manifest.jsonl:3: is cut off", advice: .resume)
    try FileSystem.write(Array("{\"index\": 0}\n".utf8), to: manifest)
    expect("manifest.jsonl:1: is not a line of a manifest")
    try FileSystem.write([], to: manifest)
    expect("lists no mixtures", advice: .resume)
    try FileSystem.rename(manifest, to: fixture.path(Manifest.journalName))
    expect("its run is unfinished", advice: .resume)
    FileSystem.discard(fixture.path(Manifest.journalName))
    expect("has no manifest.jsonl")
    try FileSystem.makeDirectories(fixture.path("empty"))
    expect("is empty", at: fixture.path("empty"))
  }
}
