import TestSupport
import Testing

@testable import Soundscape

/// `recreate --check` compares what would be written, bit for bit.
@Suite struct RecreationCheckTests {
  private func checks(_ root: String) throws -> [AudioCheck] {
    let verdicts = Verdicts()
    _ = try RecreationChecker(inputs: [root]).run(verdict: { verdicts.add($0) })
    return try verdicts.all.map { try $0.result.get() }
  }

  @Test("Samples that the format cuts off are those that are written", arguments: DatasetVerifierTests.formats, [1, 2])
  func clippedSamples(kind: (FileFormat, SampleFormat), channelCount: Int) async throws {
    for semantics in [Semantics.soundscape, .scaper] {
      let fixture = try await VerifierFixture(kind.0, kind.1) { recipe in
        recipe.referenceLoudness = .const(3)
        recipe.render.fixClipping = false
        recipe.channelCount = channelCount
        recipe.semantics = semantics
      }
      #expect(try checks(fixture.root) == [.identical, .identical, .identical])
      let report = try await fixture.report()
      #expect(report.isFaultless, "\(report.findings.map(\.description))")
    }
  }

  @Test("The smallest difference is reported with its frame", arguments: DatasetVerifierTests.formats.prefix(4))
  func smallestDifference(kind: (FileFormat, SampleFormat)) async throws {
    let fixture = try await VerifierFixture(kind.0, kind.1)
    let file = fixture.rows[0].stems[0]
    let size = kind.1.bytesPerSample
    let offset = try fixture.offset(ofFrame: 1_234, in: file, kind.1) - size + 1
    try fixture.flip(file, at: offset, mask: 1)
    // The manifest's digest says that it is damage.
    guard case .different(let name, let frame, let difference) = try checks(fixture.root)[0] else {
      Issue.record("not found")
      return
    }
    #expect(name.hasSuffix(file) && frame == 1_234 && (difference < -120) == (kind.1 != .pcm16))
    // Without a manifest, so small a difference can be that of another machine.
    let check = try Recreation().check(fixture.path(try #require(fixture.rows[0].jams)))
    if kind.1 == .pcm16 {
      #expect(check == .different(file: name, frame: frame, difference: difference))
    } else {
      #expect(check == .equal(file: name, frame: frame, difference: difference))
    }
  }

  @Test func otherBytesThanSamplesAreFoundByTheManifest() async throws {
    let fixture = try await VerifierFixture(.wav, .pcm16)
    try FileSystem.append([0, 0], to: fixture.path(fixture.rows[1].stems[0]))
    #expect(try checks(fixture.root).map(\.isDifferent) == [false, true, false])
    // An annotation by itself knows its samples only.
    let jams = fixture.path(try #require(fixture.rows[1].jams))
    #expect(try Recreation().check(jams) == .identical)
  }

  @Test func stemsOfEventsThatAreNotThereAreRefused() async throws {
    var fixture = try await VerifierFixture()
    try fixture.editRows { row in row.stemEvents = row.stems.indices.map { [$0 + 1_000_000] } }
    #expect(try RecreationChecker(inputs: [fixture.root]).run().failed == 3)
    #expect(try await fixture.report().failedMixtureCount == 3)
  }

  @Test func anotherRateIsAnotherShape() async throws {
    let fixture = try await VerifierFixture(.wav, .pcm16)
    // The rate in a header of 44 bytes.
    try fixture.flip(try #require(fixture.rows[0].mixture), at: 24, mask: 1)
    let check = try checks(fixture.root)[0]
    #expect("\(check)".contains("has a rate of 8001 Hz (expected 8000)"), "\(check)")
  }

  /// Files that the annotation names: a folder in the place of the mixture, a text in that of a stem.
  @Test func errorsOfNamedFilesNameTheAnnotation() async throws {
    let fixture = try await VerifierFixture(.wav, .pcm16)
    let stem = fixture.path(fixture.rows[1].stems[0])
    try FileSystem.write(Array("text".utf8), to: stem)
    let mixture = fixture.path(try #require(fixture.rows[0].mixture))
    FileSystem.discard(mixture)
    try FileSystem.makeDirectories(mixture)
    let annotations = fixture.rows.map { fixture.path($0.jams ?? "") }
    let verdicts = Verdicts()
    _ = try RecreationChecker(inputs: annotations).run(verdict: { verdicts.add($0) })
    for (i, file) in [(0, mixture), (1, stem)] {
      let error = #expect(throws: SoundscapeError.self) { try verdicts.all[i].result.get() }
      let text = "\(error.map { "\($0)" } ?? "")"
      #expect(text.hasPrefix("\(annotations[i]): ") && text.contains(Path.name(of: file)), "\(text)")
    }
    let cut = try Trimmer(inputs: annotations, to: 0..<0.2, sink: FolderSink(fixture.dataset.folder.path("cut"))).run()
    for group in cut.failures.groups {
      #expect(group.message.hasPrefix("\(annotations[group.indices[0]]): "), "\(group.message)")
    }
    #expect(cut.failures.count == 2)
  }
}
