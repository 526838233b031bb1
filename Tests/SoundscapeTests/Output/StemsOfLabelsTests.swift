import Extensions
import TestSupport
import Testing

@testable import Soundscape

/// A layout whose stems are the sums of a label's events, as in musdb, and what reads it.
@Suite struct StemsOfLabelsTests {
  @Test func aStemHoldsTheEventsOfItsLabel() throws {
    var fixture = try DatasetFixture()
    fixture.recipe.output.layout = "label-sums"
    fixture.recipe.events[0].count = .const(5)
    let layouts = Layouts.builtIn.adding(LabelSumLayout())
    var generator = try fixture.generator("set", 0..<3)
    #expect(throws: SoundscapeError.self) { try generator.run() }
    generator.engine.layouts = layouts
    #expect(try generator.run().progress.failed == 0)
    let root = fixture.folder.path("set")
    let rows = try #require(try Manifest.read(root + "/manifest.jsonl")).rows
    #expect(rows.allSatisfy { $0.stemEvents?.joined().sorted() == Array(0..<5) && $0.stems.count <= 3 })
    var verifier = DatasetVerifier(root)
    #expect(try verifier.run().failures.map(\.problem).allSatisfy { $0.hasPrefix("has the layout label-sums, which") })
    verifier.layouts = layouts
    let report = try verifier.run()
    #expect(report.isFaultless && report.sums == [.exact: 3], "\(report.findings.map(\.description))")
    #expect(try RecreationChecker(inputs: [root]).run().identical == 3)

    var recreator = Recreator(inputs: [root], sink: FolderSink(fixture.folder.path("again")))
    recreator.layouts = layouts
    #expect(try recreator.run().progress.failed == 0)
    let (old, new) = (try fixture.tree("set"), try fixture.tree("again"))
    for (path, digest) in old where path != "manifest.jsonl" { #expect(new[path] == digest, "\(path)") }
  }

  @Test func memoryHoldsWhatAFolderDoes() throws {
    let fixture = try DatasetFixture()
    _ = try fixture.generator("set", 0..<3).run()
    let sink = MemorySink(pathsFrom: fixture.folder.path("set"))
    var generator = try fixture.generator("", 0..<3)
    generator.sink = sink
    _ = try generator.run()
    let rows = try #require(try Manifest.read(fixture.folder.path("set/manifest.jsonl"))).rows
    #expect(sink.rows.map(\.files) == rows.map(\.files))
    for row in rows {
      let mixture = try #require(sink.mixtures[row.index])
      for file in row.stems + [try #require(row.mixture)] {
        var reader = try AudioFileReader(path: fixture.folder.path("set/\(file)"))
        #expect(try mixture.audio[file] == reader.read(from: 0, count: reader.info.frameCount), "\(file)")
      }
      let jams = try #require(row.jams)
      #expect(mixture.texts[jams] == (try FileSystem.read(fixture.folder.path("set/\(jams)"))))
    }
  }
}
