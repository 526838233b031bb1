import TestSupport
import Testing

@testable import Soundscape

/// Data sets laid out in another way: the same sound as rendered so, and every program of ours reads the result.
@Suite struct ExporterTests {
  /// A data set in a layout; every mixture has a background and one to four events of three labels.
  private func fixture(_ layout: String, _ root: String, _ change: (inout Recipe) -> Void = { _ in }) throws
    -> DatasetFixture
  {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layout = layout
    fixture.recipe.output.splits = [.init(name: "train", share: 0.5), .init(name: "test", share: 0.5)]
    change(&fixture.recipe)
    _ = try fixture.maker(root).run()
    return fixture
  }

  private func digests(_ root: String, _ fixture: DatasetFixture) throws -> NameTable<String> {
    let rows = try #require(try Manifest.read(fixture.folder.path("\(root)/manifest.jsonl"))).rows
    return NameTable(rows.flatMap { row in row.sounds.map { ($0, row.sha256[$0] ?? "") } }, uniquingKeysWith: { $1 })
  }

  /// What is exported is what the same recipe gives in that layout at once.
  @Test(arguments: [
    "scaper", "musdb", "demucs", "sources", "librimix", "kaldi", "desed", "audiofolder", "audacity", "lhotse", "fuss",
  ])
  func exportsAreAsRendered(layout: String) throws {
    var fixture = try fixture("folder", "set")
    let set = fixture.folder.path("set")
    let known = try #require(Layouts.builtIn.all.first { $0.name == layout })
    var exporter = Exporter(inputs: [set], as: known, to: fixture.folder.path("exported"))
    exporter.jobs = 2
    exporter.facts = LabelFacts(labels: ["a", "b", "c"], sourceCount: 4)
    let summary = try exporter.run()
    #expect(summary.progress.failed == 0 && summary.progress.made == 6, "\(summary.failures)")
    fixture.recipe.output.layout = layout
    _ = try fixture.maker("at-once").run()
    #expect(try digests("exported", fixture) == digests("at-once", fixture))
    let (made, exported) = (try fixture.tree("at-once"), try fixture.tree("exported"))
    #expect(made.keys.sorted() == exported.keys.sorted())
    for (path, digest) in made where path != Manifest.fileName && !known.needsAbsolutePaths {
      #expect(exported[path] == digest, "\(path)")
    }
    let report = try DatasetVerifier(fixture.folder.path("exported")).run()
    #expect(report.isFaultless && report.sums == [.exact: 6], "\(report.findings.map(\.description))")
    #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
    #expect(try RecreationChecker(inputs: [fixture.folder.path("exported")]).run().identical == 6)
  }

  @Test(arguments: [true, false]) func linkedFilesAreTheSameFiles(links: Bool) throws {
    let fixture = try fixture("folder", "set")
    var exporter = Exporter(
      inputs: [fixture.folder.path("set")], as: TrackFoldersLayout.musdb, to: fixture.folder.path("musdb"))
    exporter.links = links
    _ = try exporter.run()
    func identity(_ root: String) throws -> FileIdentity? {
      let rows = try #require(try Manifest.read(fixture.folder.path("\(root)/manifest.jsonl"))).rows
      return FileIdentity(at: fixture.folder.path("\(root)/\(rows[0].mixture ?? "")"))
    }
    #expect(try (identity("set") == identity("musdb")) == links)
    // Run again, there is nothing to do.
    #expect(try exporter.run().progress.found == 6)
  }

  @Test func severalLayoutsAreThoseOfSingleRuns() throws {
    var fixture = try fixture("folder", "alone")
    fixture.recipe.output.layouts = ["musdb", "folder", "librimix"]
    let summary = try fixture.maker("both").run()
    #expect(summary.progress.made == 6)
    let (alone, both) = (try fixture.tree("alone"), try fixture.tree("both"))
    for (path, digest) in alone where path.ends(with: ".wav") { #expect(both["folder/\(path)"] == digest, "\(path)") }
    for layout in ["musdb", "folder", "librimix"] {
      let report = try DatasetVerifier(fixture.folder.path("both/\(layout)")).run()
      #expect(report.isFaultless && report.sums == [.exact: 6], "\(report.findings.map(\.description))")
    }
    // Nothing is made twice.
    #expect(try fixture.maker("both").run().progress.made == 0)
  }

  @Test func whatCannotBeMadeOfTheFilesIsSaid() throws {
    let sums = try fixture("musdb", "set") { $0.events[0].count = .const(4) }
    let summary = try Exporter(
      inputs: [sums.folder.path("set")], as: FolderLayout(), to: sums.folder.path("out")
    ).run()
    #expect(summary.progress.failed > 0)
    #expect(summary.failures.groups.allSatisfy { $0.message.contains("its stems are sums") }, "\(summary.failures)")
    let bare = try fixture("folder", "set") { $0.output.stems = false }
    let without = try Exporter(
      inputs: [bare.folder.path("set")], as: SourceFoldersLayout(), to: bare.folder.path("out")
    ).run()
    #expect(without.failures.groups.allSatisfy { $0.message.contains("has no stems, which the layout sources needs") })
    // A layout that can do without stems has none.
    let plain = try Exporter(
      inputs: [bare.folder.path("set")], as: DESEDLayout(), to: bare.folder.path("desed")
    ).run()
    #expect(plain.progress.failed == 0 && plain.progress.made == 6)
  }

  /// Sums cannot be taken apart, but made again.
  @Test func recreatingCanChangeTheLayout() throws {
    var fixture = try fixture("musdb", "sums")
    var recreator = Recreator(inputs: [fixture.folder.path("sums")], sink: FolderSink(fixture.folder.path("again")))
    recreator.layout = FolderLayout()
    #expect(try recreator.run().progress.failed == 0)
    fixture.recipe.output.layout = "folder"
    _ = try fixture.maker("set").run()
    #expect(try digests("again", fixture) == digests("set", fixture))
    #expect(try DatasetVerifier(fixture.folder.path("again")).run().findings.isEmpty)
  }

  /// Sums cannot be taken apart: of several layouts, that which separates the events is rendered, whosever it is.
  @Test func theLayoutThatSeparatesEventsIsRendered() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layouts = ["musdb", "pieces"]
    var maker = try fixture.maker("both")
    maker.engine.layouts = Layouts.builtIn.adding(Pieces())
    let summary = try maker.run()
    #expect(summary.progress.failed == 0 && summary.progress.made == 6, "\(summary.failures)")
    for layout in ["musdb", "pieces"] {
      var verifier = DatasetVerifier(fixture.folder.path("both/\(layout)"))
      verifier.layouts = maker.engine.layouts
      let report = try verifier.run()
      #expect(report.isFaultless && report.sums == [.exact: 6], "\(report.findings.map(\.description))")
    }
    fixture.recipe.output.layouts = ["musdb"]
    _ = try fixture.maker("at-once").run()
    #expect(try digests("both/musdb", fixture) == digests("at-once", fixture))
  }

  private struct Pieces: Layout {
    let name = "pieces"
    let canSeparateEvents = true

    func artifacts(of mixture: MixtureOutline) -> [Artifact] {
      mixture.events.enumerated().map { i, event in
        Artifact(.stem(events: [i]), name: "\(mixture.path)-\(i)_\(event.label).wav")
      } + [
        Artifact(.mixture, name: "\(mixture.path).wav"), Artifact(.annotation, name: "\(mixture.path).jams"),
      ]
    }
  }

  @Test func stereoIsNoSpeechMixture() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.channelCount = 2
    fixture.recipe.output.layout = "librimix"
    let summary = try fixture.maker("set").run()
    #expect(summary.failures.groups.contains { $0.message.contains("needs one channel") }, "\(summary.failures)")
  }
}

extension DatasetFixture {
  func maker(_ root: String, _ indices: Range<Int> = 0..<6) throws -> DatasetMaker {
    DatasetMaker(engine: try engine(), indices: indices, folder: folder.path(root))
  }
}
