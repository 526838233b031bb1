import TestSupport
import Testing

@testable import Soundscape

/// Data sets whose stems are of labels: every mixture has the same files, and all that reads data sets reads them.
@Suite struct LabelStemsTests {
  /// Mixtures of one event each, over a soundbank with several labels: every other stem is silent.
  private func fixture(_ layout: String) throws -> DatasetFixture {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layout = layout
    fixture.recipe.events[0].count = .const(1)
    _ = try fixture.generator("set", 0..<4).run()
    return fixture
  }

  @Test(arguments: ["musdb", "demucs", "sources"]) func everyLabelHasAFile(layout: String) throws {
    let fixture = try fixture(layout)
    let root = fixture.folder.path("set")
    let rows = try #require(try Manifest.read(root + "/manifest.jsonl")).rows
    let known = try #require(Layouts.builtIn.all.first { $0.name == layout })
    let labels = rows.map { $0.stems.compactMap(known.label) }
    #expect(labels.allSatisfy { $0.count > 1 && $0 == labels[0] }, "\(labels)")
    for row in rows {
      #expect(row.stemEvents?.count { $0.isEmpty } == row.stems.count - 1)
      for (file, events) in zip(row.stems, row.stemEvents ?? []) {
        var reader = try AudioFileReader(path: Path.join(root, file))
        let audio = try reader.read(from: 0, count: reader.info.frameCount)
        #expect(audio.channels.joined().allSatisfy { $0 == 0 } == events.isEmpty, "\(file)")
      }
    }
    let report = try DatasetVerifier(root).run()
    #expect(report.isFaultless && report.sums == [.exact: 4], "\(report.findings.map(\.description))")
  }

  @Test(arguments: ["musdb", "sources"]) func theyAreMadeAgainAndCut(layout: String) throws {
    let fixture = try fixture(layout)
    let root = fixture.folder.path("set")
    #expect(try RecreationChecker(inputs: [root]).run().identical == 4)
    let again = Recreator(inputs: [root], sink: FolderSink(fixture.folder.path("again")))
    #expect(try again.run().progress.failed == 0)
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    for (path, digest) in old where path != "manifest.jsonl" { #expect(new[path] == digest, "\(path)") }
    let before = try #require(try Manifest.read(root + "/manifest.jsonl")).rows
    // A cut may leave a mixture without any event: the files stay.
    let cut = Trimmer(inputs: [root], to: 0..<0.05, sink: FolderSink(fixture.folder.path("cut")))
    #expect(try cut.run().progress.failed == 0)
    let rows = try #require(try Manifest.read(fixture.folder.path("cut/manifest.jsonl"))).rows
    #expect(rows.map(\.stems) == before.map(\.stems))
    let report = try DatasetVerifier(fixture.folder.path("cut")).run()
    #expect(report.isFaultless && report.sums == [.exact: 4], "\(report.findings.map(\.description))")
  }

  @Test func aSilentStemThatSoundsIsFound() throws {
    let fixture = try fixture("musdb")
    let root = fixture.folder.path("set")
    let row = try #require(try Manifest.read(root + "/manifest.jsonl")).rows[0]
    let silent = try #require(zip(row.stems, row.stemEvents ?? []).filter { $0.1.isEmpty }.last?.0)
    var bytes = try FileSystem.read(Path.join(root, silent))
    bytes.replaceSubrange((bytes.count - 400)..<(bytes.count - 396), with: [0, 0, 0, 0x3F])
    FileSystem.discard(Path.join(root, silent))
    try FileSystem.write(bytes, to: Path.join(root, silent))
    #expect(try DatasetVerifier(root).run().failures.contains { $0.file == silent })
    #expect(try RecreationChecker(inputs: [root]).run().identical == 3)
  }

  @Test func aLabelThatIsCalledAsTheMixtureIsRefused() throws {
    let tree = try SoundTree()
    try tree.add("mixture/a.wav")
    let recipe = try tree.recipe(
      "duration: 0.2\nsoundbank: {foreground: bank}\nevents: [{event_duration: 0.1}]\noutput: {layout: musdb}\n")
    let error = #expect(throws: SoundscapeError.self) {
      try DatasetGenerator(engine: try tree.engine(recipe), indices: 0..<1, sink: MemorySink(pathsFrom: "/")).run()
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("two files of a mixture would be train/000000/mixture.wav"))
  }
}
