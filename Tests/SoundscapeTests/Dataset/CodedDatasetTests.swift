import TestSupport
import Testing

@testable import Soundscape

/// Data sets in formats with losses, and in FLAC of another level than the usual one: made again, they are the same bytes.
@Suite struct CodedDatasetTests {
  private static let ways: [(FileFormat, SampleFormat, AudioCoding)] = [
    (.ogg, .vorbis, AudioCoding()), (.ogg, .vorbis, AudioCoding(quality: 0.9)), (.opus, .opus, AudioCoding()),
    (.opus, .opus, AudioCoding(quality: 0.8)), (.flac, .pcm16, AudioCoding(level: 0)),
    (.flac, .pcm24, AudioCoding(level: 8)),
  ]

  private func fixture(_ way: (FileFormat, SampleFormat, AudioCoding)) async throws -> VerifierFixture {
    try await VerifierFixture(way.0, way.1) { $0.render.coding = way.2 }
  }

  @Test(arguments: ways) func isFaultless(way: (FileFormat, SampleFormat, AudioCoding)) async throws {
    let fixture = try await fixture(way)
    let report = try await fixture.report()
    #expect(report.findings.isEmpty, "\(report.findings.map(\.description))")
    #expect(report.sums == [way.0.isLossless ? .exact : .lossy: 3])
    for file in fixture.rows.flatMap(\.sounds) { #expect(file.hasSuffix(".\(way.0.fileExtension)")) }
  }

  @Test(arguments: ways) func isMadeAgainByteForByte(way: (FileFormat, SampleFormat, AudioCoding)) async throws {
    let fixture = try await fixture(way)
    let folder = fixture.dataset.folder
    let annotation = try Annotation(jams: fixture.path(try #require(fixture.rows[0].jams)))
    #expect(annotation.settings.render.coding == way.2 && annotation.settings.render.sampleFormat == way.1)
    let checked = try RecreationChecker(inputs: [fixture.root]).run()
    #expect(checked.identical == 3 && checked.isFaultless)
    _ = try Recreator(inputs: [fixture.root], sink: FolderSink(folder.path("again"))).run()
    // Without sound first.
    var silent = fixture.dataset
    silent.recipe.output.audio = false
    _ = try silent.generator("silent", 0..<3).run()
    _ = try Recreator(inputs: [folder.path("silent")], sink: FolderSink(folder.path("made"))).run()
    for name in ["again", "made"] {
      let digests = try fixture.dataset.tree(name)
      for row in fixture.rows {
        for file in row.sounds { #expect(digests[file] == row.sha256[file], "\(name): \(file)") }
      }
    }
  }

  @Test(arguments: ways.prefix(4)) func damageIsFound(way: (FileFormat, SampleFormat, AudioCoding)) async throws {
    let fixture = try await fixture(way)
    let file = try #require(fixture.rows[0].stems.first)
    let size = try #require(FileSystem.size(ofFile: fixture.path(file)))
    try fixture.flip(file, at: size - 30)
    let report = try await fixture.report()
    #expect(report.failures.map(\.file) == [file] && report.failedMixtureCount == 1)
    #expect(try RecreationChecker(inputs: [fixture.root]).run().identical == 2)
  }

  /// Another quality is another sound: nothing is equal by accident.
  @Test func anotherQualityIsFoundByTheCheck() async throws {
    let fixture = try await fixture((.ogg, .vorbis, AudioCoding(quality: 0.1)))
    let jams = fixture.path(try #require(fixture.rows[0].jams))
    let text = String(decoding: try FileSystem.read(jams), as: UTF8.self)
    try FileSystem.write(Array(text.replacing("\"quality\": 0.1", with: "\"quality\": 0.9").utf8), to: jams)
    #expect(try RecreationChecker(inputs: [jams]).run().different == 1)
  }

  @Test func filesWithLossesAreCopiedAndNeverCodedTwice() async throws {
    let fixture = try await fixture((.ogg, .vorbis, AudioCoding()))
    let folder = fixture.dataset.folder
    let copied = try Exporter(inputs: [fixture.root], as: ScaperLayout(), to: folder.path("copied")).run()
    #expect(copied.progress.made == 3 && copied.failures.count == 0)
    #expect(try DatasetVerifier(folder.path("copied")).run().isFaultless)
    #expect(try RecreationChecker(inputs: [folder.path("copied")]).run().identical == 3)
    var recipe = fixture.dataset
    recipe.recipe.events[0].label = .const("a")
    _ = try recipe.generator("same", 0..<3).run()
    let summed = try Exporter(
      inputs: [folder.path("same")], as: TrackFoldersLayout.musdb, to: folder.path("summed")
    ).run()
    #expect(summed.failures.count > 0)
    #expect(summed.failures.groups.allSatisfy { $0.message.contains("a format with losses, and be coded twice") })
    let cut = try Trimmer(inputs: [fixture.root], to: 0..<0.1, sink: FolderSink(folder.path("cut"))).run()
    #expect(cut.failures.count == 3)
    #expect(cut.failures.groups[0].message.contains("its audio is vorbis, a format with losses"))
  }
}
