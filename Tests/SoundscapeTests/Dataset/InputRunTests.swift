import Foundation
import TestSupport
import Testing

@testable import Soundscape

/// Data sets made again from annotations, and cut: resumed, in any layout, from any combination of inputs.
@Suite struct InputRunTests {
  /// What `generate --no-audio` leaves, beside what it makes at once.
  private func fixture(_ change: (inout Recipe) -> Void = { _ in }) throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    change(&fixture.recipe)
    _ = try fixture.generator("whole", 0..<6).run()
    fixture.recipe.output.audio = false
    _ = try fixture.generator("shared", 0..<6).run()
    return fixture
  }

  private func recreator(_ fixture: DatasetFixture, _ inputs: String..., root: String = "full") -> Recreator {
    Recreator(inputs: inputs.map { fixture.folder.path($0) }, sink: FolderSink(fixture.folder.path(root)))
  }

  /// All but the manifest, which has another run's identity.
  private func expectSame(_ fixture: DatasetFixture, _ a: String, _ b: String) throws {
    let (old, new) = (try fixture.tree(a), try fixture.tree(b))
    #expect(old.keys.sorted() == new.keys.sorted())
    for (path, digest) in old where path != Manifest.fileName {
      #expect(new[path] == digest, "\(path)")
    }
  }

  @Test(
    "Annotations without audio become what was made at once",
    arguments: ["folder", "scaper", "splits", "no labels", "flac"])
  func annotationsBecomeTheDataSet(form: String) throws {
    let fixture = try fixture { recipe in
      switch form {
      case "scaper": (recipe.output.layout, recipe.output.absolutePaths) = ("scaper", false)
      case "splits": recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
      case "no labels": recipe.output.labels = false
      case "flac": (recipe.output.format, recipe.render.sampleFormat) = (.flac, .pcm16)
      default: break
      }
    }
    var recreator = recreator(fixture, "shared")
    recreator.jobs = 2
    let summary = try recreator.run()
    #expect(summary.progress.made == 6 && summary.progress.failed == 0)
    try expectSame(fixture, "whole", "full")
    let report = try DatasetVerifier(fixture.folder.path("full")).run()
    #expect(report.isFaultless && report.mixtureCount == 6, "\(report.findings.map(\.description))")
    let old = try #require(try Manifest.read(fixture.folder.path("whole/manifest.jsonl"))).rows
    let new = try #require(try Manifest.read(fixture.folder.path("full/manifest.jsonl"))).rows
    #expect(new.map(\.split) == old.map(\.split) && new.map(\.seed) == old.map(\.seed))
    #expect(new.map(\.warnings) == old.map(\.warnings))
  }

  /// What a data set's annotations say of files elsewhere does not count: its manifest lists its files.
  @Test func aCopyIsComparedWithItsOwnFiles() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.absolutePaths = true
    _ = try fixture.generator("set", 0..<2).run()
    try FileManager.default.copyItem(atPath: fixture.folder.path("set"), toPath: fixture.folder.path("copy"))
    let row = try #require(try Manifest.read(fixture.folder.path("copy/manifest.jsonl"))?.rows.first)
    let mixture = fixture.folder.path("copy/" + (row.mixture ?? ""))
    func check() throws -> RecreationChecker.Summary {
      try RecreationChecker(inputs: [fixture.folder.path("copy")]).run()
    }
    #expect(try check().isFaultless)
    var bytes = try FileSystem.read(mixture)
    bytes[bytes.count - 7] ^= 0x20
    try FileSystem.write(bytes, to: mixture)
    #expect(try check().different == 1)
    FileSystem.discard(mixture)
    #expect(try check().failed == 1)
    let cut = try Trimmer(
      inputs: [fixture.folder.path("copy")], to: 0..<0.1, sink: FolderSink(fixture.folder.path("cut"))
    ).run()
    #expect(cut.progress.failed == 1)
  }

  /// Replacing what is there would remove what is read.
  @Test func whatIsReadIsNotWrittenTo() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<2).run()
    let before = try fixture.tree("set")
    let jams = fixture.folder.path("take.jams")
    try FileManager.default.copyItem(atPath: fixture.folder.path("set/000000/mixture.jams"), toPath: jams)
    var trimmer = Trimmer(
      inputs: [jams], to: 0..<0.1, sink: FolderSink(fixture.folder.path("set"), overwrite: true))
    trimmer.audio = fixture.folder.path("set/000000/mixture.wav")
    #expect(failure { try trimmer.run() }?.advice == .otherFolder)
    for root in ["set/variant", "set/000000"] {
      let sink = FolderSink(fixture.folder.path(root), overwrite: true)
      #expect(failure { try Recreator(inputs: [fixture.folder.path("set")], sink: sink).run() }?.advice == .otherFolder)
    }
    var recipe = fixture.recipe
    recipe.soundbank.foreground = [SoundSource(path: fixture.folder.path("set/bank"))]
    try FileManager.default.copyItem(atPath: fixture.folder.path("bank"), toPath: fixture.folder.path("set/bank"))
    let engine = try Engine(recipe: recipe, soundbank: Soundbank.scan(recipe.soundbank).soundbank)
    let sink = FolderSink(fixture.folder.path("set"), overwrite: true)
    #expect(failure { try DatasetGenerator(engine: engine, indices: 0..<1, sink: sink).run() }?.advice == .otherFolder)
    try FileManager.default.removeItem(atPath: fixture.folder.path("set/bank"))
    #expect(try fixture.tree("set") == before)
  }

  /// Rendering for a day what has a quarter second is not what anybody asks for.
  @Test func aLengthWithoutACutIsAContradiction() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<1).run()
    var raw = try RawJAMS(path: fixture.folder.path("set/000000/mixture.jams"))
    raw.scaper["original_duration"] = .number(86_400)
    let error = failure { try Annotation(jams: raw.bytes, path: "x.jams") }
    #expect(error?.description == "x.jams: original_duration is 86400 s, but the mixture has 0.25 s and no cut")
  }

  @Test func aRunThatWasStoppedIsResumed() throws {
    let fixture = try fixture()
    _ = try recreator(fixture, "shared").run()
    // Its journal's last line was cut off, and one mixture lost its annotation.
    let root = fixture.folder.path("full")
    let before = try fixture.tree("full")
    let lines = try FileSystem.read(root + "/manifest.jsonl")
    try FileSystem.write(lines.dropLast(40), to: root + "/manifest.jsonl.partial")
    FileSystem.discard(root + "/manifest.jsonl")
    FileSystem.discard(root + "/000002/mixture.jams")
    let summary = try recreator(fixture, "shared").run()
    #expect(summary.progress.made == 2 && summary.progress.found == 4)
    #expect(try fixture.tree("full") == before)
    #expect(try recreator(fixture, "shared/manifest.jsonl").run().progress.total == 0, "the same inputs")

    var edited = recreator(fixture, "shared")
    edited.edits = [.drop(event: 0)]
    let error = #expect(throws: SoundscapeError.self) { try edited.run() }
    #expect(error?.advice == .overwriteOrOtherFolder)
    #expect(try fixture.tree("full") == before)
    edited.sink = FolderSink(root, overwrite: true)
    #expect(try edited.run().progress.made == 6)
  }

  @Test func oneThatFailsLeavesTheOthers() throws {
    let fixture = try fixture()
    let path = fixture.folder.path("shared/000003/mixture.jams")
    try FileSystem.write(Array("{}".utf8), to: path)
    let summary = try recreator(fixture, "shared").run()
    #expect(summary.progress.made == 6 && summary.progress.failed == 1)
    #expect(summary.failures.groups.allSatisfy { $0.message.contains("000003/mixture.jams") })
    #expect(!FileSystem.exists(fixture.folder.path("full/000003")))
  }

  @Test func dataSetsAndSingleAnnotationsTogether() throws {
    let fixture = try fixture()
    try FileSystem.makeDirectories(fixture.folder.path("lone"))
    let bytes = try FileSystem.read(fixture.folder.path("shared/000004/mixture.jams"))
    try FileSystem.write(bytes, to: fixture.folder.path("lone/take.jams"))
    let summary = try recreator(fixture, "shared", "lone/take.jams").run()
    #expect(summary.progress.made == 7 && summary.progress.failed == 0)
    let rows = try #require(try Manifest.read(fixture.folder.path("full/manifest.jsonl"))).rows
    #expect(rows.last?.index == 6 && rows.last?.jams == "take.jams", "a file beside others stays one")
    #expect(rows[4].mixture == "000004/mixture.wav")
    let report = try DatasetVerifier(fixture.folder.path("full")).run()
    #expect(report.isFaultless && report.mixtureCount == 7, "\(report.findings.map(\.description))")
  }

  @Test("Two inputs of the same name are refused before anything is made")
  func clashes() throws {
    let fixture = try fixture()
    for inputs in [["shared", "whole"], ["shared/000001/mixture.jams", "whole/000001/mixture.jams"]] {
      let recreator = Recreator(
        inputs: inputs.map { fixture.folder.path($0) }, sink: FolderSink(fixture.folder.path("full")))
      let error = #expect(throws: SoundscapeError.self) { try recreator.run() }
      #expect("\(error.map { "\($0)" } ?? "")".contains("would become the same mixture as"))
      #expect(!FileSystem.exists(fixture.folder.path("full")))
    }
  }

  @Test func whatIsReadIsNeverReplaced() throws {
    let fixture = try fixture()
    let before = try fixture.tree("shared")
    for input in ["shared", "shared/000001/mixture.jams"] {
      let recreator = Recreator(
        inputs: [fixture.folder.path(input)], sink: FolderSink(fixture.folder.path("shared"), overwrite: true))
      let error = #expect(throws: SoundscapeError.self) { try recreator.run() }
      #expect(error?.advice == .otherFolder)
    }
    #expect(try fixture.tree("shared") == before)
    try FileSystem.makeDirectories(fixture.folder.path("mine"))
    try FileSystem.write([1], to: fixture.folder.path("mine/000000.txt"))
    #expect(throws: SoundscapeError.self) { try recreator(fixture, "shared", root: "mine").run() }
    #expect(try fixture.tree("mine").count == 1)
  }

  @Test("A data set that is cut keeps its form", arguments: ["folder", "scaper"])
  func aDataSetIsCut(layout: String) throws {
    let fixture = try fixture { $0.output.layout = layout }
    for input in ["whole", "shared"] {
      var trimmer = Trimmer(
        inputs: [fixture.folder.path(input)], to: 0.05..<0.2, sink: FolderSink(fixture.folder.path("cut-\(input)")))
      trimmer.jobs = 2
      #expect(try trimmer.run().progress.failed == 0)
      let rows = try #require(try Manifest.read(fixture.folder.path("cut-\(input)/manifest.jsonl"))).rows
      #expect(rows.map(\.index) == Array(0..<6))
      #expect(rows.allSatisfy { abs(($0.duration ?? 0) - 0.15) < 1e-9 && ($0.mixture != nil) == (input == "whole") })
    }
    #expect(try RecreationChecker(inputs: [fixture.folder.path("cut-whole")]).run().identical == 6)
    _ = try StatisticsReader(fixture.folder.path("cut-whole")).run()
    let report = try DatasetVerifier(fixture.folder.path("cut-whole")).run()
    #expect(report.isFaultless && report.mixtureCount == 6, "\(report.findings.map(\.description))")
  }

  @Test func checksComeInTheOrderOfTheInputs() throws {
    let fixture = try fixture()
    FileSystem.discard(fixture.folder.path("whole/000002/mixture.wav"))
    var checker = RecreationChecker(inputs: [fixture.folder.path("whole"), fixture.folder.path("shared")])
    checker.jobs = 3
    let verdicts = Verdicts()
    let summary = try checker.run(verdict: { verdicts.add($0) })
    #expect(summary.identical == 5 && summary.failed == 1 && summary.skipped == 6)
    #expect(verdicts.all.map { Path.name(of: Path.parent(of: $0.path)) } == (0..<6).map(MixtureOutline.name(of:)))
    #expect(verdicts.all.map(\.isFailure) == [false, false, true, false, false, false])
  }

  @Test("A mixture that is not the annotation's is not cut", arguments: ["longer", "shorter", "stereo"])
  func anotherMixtureIsNotCut(form: String) throws {
    let fixture = try fixture()
    let annotation = try Annotation(jams: fixture.folder.path("whole/000000/mixture.jams"))
    let whole = frames(in: annotation.duration, at: annotation.settings.sampleRate)
    let channelCount = annotation.settings.channelCount + (form == "stereo" ? 1 : 0)
    let frameCount = form == "longer" ? 2 * whole : form == "stereo" ? whole : whole / 2
    let path = fixture.folder.path("take.wav")
    var writer = try AudioFileWriter(
      path: path, format: .wav, subtype: .float, sampleRate: annotation.settings.sampleRate, channelCount: channelCount)
    try writer.write(AudioBuffer(channelCount: channelCount, frameCount: frameCount))
    try writer.close()
    var trimmer = Trimmer(
      inputs: [annotation.path], to: 0.0..<annotation.duration / 2, sink: FolderSink(fixture.folder.path("cut")))
    trimmer.audio = path
    let failures = try trimmer.run().failures.groups.map(\.message)
    #expect(failures.count == 1 && failures.first?.hasPrefix("\(annotation.path): \(path): ") == true, "\(failures)")
    #expect(try FileSystem.list(fixture.folder.path("cut")) == ["manifest.jsonl"], "nothing half-made")
  }
}
