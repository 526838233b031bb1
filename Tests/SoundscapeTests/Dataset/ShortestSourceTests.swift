import TestSupport
import Testing

@testable import Soundscape

/// LibriMix's mode `min`: mixtures that end with their shortest source.
@Suite struct ShortestSourceTests {
  /// Two sources of different lengths over a background, all from the start.
  private func fixture(_ layout: String, _ root: String, loudness: LUFS = -30) throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    fixture.recipe.referenceLoudness = .const(loudness)
    fixture.recipe.output.layout = layout
    fixture.recipe.events[0].count = .const(2)
    fixture.recipe.events[0].eventTime = .const(0)
    fixture.recipe.soundbank.background = fixture.recipe.soundbank.foreground
    fixture.recipe.backgrounds = [BackgroundSpec()]
    let soundbank = try Soundbank.scan(fixture.recipe.soundbank).soundbank
    let engine = try Engine(recipe: fixture.recipe, soundbank: soundbank)
    _ = try DatasetMaker(engine: engine, indices: 0..<6, folder: fixture.folder.path(root)).run()
    return fixture
  }

  private func rows(_ root: String, _ fixture: DatasetFixture) throws -> [ManifestRow] {
    try #require(try Manifest.read(fixture.folder.path("\(root)/manifest.jsonl"))).rows
  }

  private func digests(_ root: String, _ fixture: DatasetFixture) throws -> [[String]] {
    try rows(root, fixture).map { row in row.sounds.map { row.sha256[$0] ?? "" } }
  }

  @Test func everyFileIsTheBeginningOfTheLongOne() throws {
    let (short, long) = (try fixture("librimix-min", "min"), try fixture("librimix", "max"))
    var lengths: Set<Int> = []
    for (row, whole) in zip(try rows("min", short), try rows("max", long)) {
      #expect(row.status == .ok && row.sounds == whole.sounds && row.layout == "librimix-min")
      let annotation = try Annotation(jams: long.folder.path("max/\(whole.jams ?? "")"))
      let ends = annotation.events.filter { $0.event.role == .foreground }.map { $0.time + $0.duration }
      let length = frames(in: try #require(ends.min()), at: 8_000)
      lengths.insert(length)
      for (file, wholeFile) in zip(row.sounds, whole.sounds) {
        let cut = try AudioFile.read(short.folder.path("min/\(file)")).audio
        let uncut = try AudioFile.read(long.folder.path("max/\(wholeFile)")).audio
        #expect(cut == uncut.part(0..<length), "\(file)")
      }
      #expect(row.duration == seconds(of: length, at: 8_000))
      let cut = try Annotation(jams: short.folder.path("min/\(row.jams ?? "")"))
      #expect(cut.frameCount == length && cut.events.allSatisfy { $0.time + $0.duration <= cut.duration + 1e-9 })
    }
    #expect(lengths.count > 1 && lengths.allSatisfy { $0 < 2_000 })
    let bytes = try FileSystem.read(short.folder.path("min/metadata/mixture_train_mix_both.csv"))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
    #expect(Set(lines.compactMap { line in line.split(separator: ",").last.flatMap { Int($0) } }) == lengths)
  }

  /// Also where the whole was made quieter, which what is left does not show.
  @Test(arguments: [-30.0, 3]) func isVerifiedAndMadeAgain(loudness: LUFS) throws {
    let fixture = try fixture("librimix-min", "min", loudness: loudness)
    let root = fixture.folder.path("min")
    let report = try DatasetVerifier(root).run()
    #expect(report.findings.isEmpty && report.sums == [.exact: 6], "\(report.findings.map(\.description))")
    #expect(try rows("min", fixture).contains { $0.warnings["clipping_fixed"] != nil } == (loudness > 0))
    #expect(try RecreationChecker(inputs: [root]).run().identical == 6)
    _ = try Recreator(inputs: [root], sink: FolderSink(fixture.folder.path("again"))).run()
    #expect(try digests("again", fixture) == digests("min", fixture))
  }

  /// Cut from files, or rendered from annotations: the same sound.
  @Test func otherLayoutsCanBeCut() throws {
    let fixture = try fixture("folder", "set")
    let set = fixture.folder.path("set")
    let atOnce = try self.fixture("librimix-min", "min")
    let wanted = try digests("min", atOnce)
    var exporter = Exporter(inputs: [set], as: LibriMixLayout.min, to: fixture.folder.path("exported"))
    exporter.facts = LabelFacts(labels: ["a", "b", "c"], sourceCount: 2)
    #expect(try exporter.run().progress.made == 6)
    var recreator = Recreator(inputs: [set], sink: FolderSink(fixture.folder.path("rendered")))
    recreator.layout = LibriMixLayout.min
    #expect(try recreator.run().progress.made == 6)
    for root in ["exported", "rendered"] {
      #expect(try digests(root, fixture) == wanted, "\(root)")
      let report = try DatasetVerifier(fixture.folder.path(root)).run()
      #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
      #expect(try RecreationChecker(inputs: [fixture.folder.path(root)]).run().identical == 6)
    }
  }

  @Test func sourcesThatNeverSoundTogetherAreRefused() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layout = "librimix-min"
    fixture.recipe.events[0].count = .const(1)
    fixture.recipe.events[0].eventDuration = .const(0.1)
    fixture.recipe.events[0].eventTime = .const(0)
    fixture.recipe.events.append(fixture.recipe.events[0])
    fixture.recipe.events[1].eventTime = .const(0.125)
    let summary = try fixture.maker("set").run()
    #expect(summary.failures.count == 6)
    let problem = "keeps only the time in which all sources sound, and there is none; let events begin together"
    #expect(summary.failures.groups.allSatisfy { $0.message.contains(problem) }, "\(summary.failures)")
  }
}
