import Testing

@testable import Soundscape

/// A data set that an earlier version made: its rows have no format, and its run has another identity.
@Suite struct OlderDataSetTests {
  private func fixture() async throws -> VerifierFixture {
    let fixture = try await VerifierFixture()
    let manifest = fixture.path(Manifest.fileName)
    let run = fixture.rows[0].run
    let text = String(decoding: try FileSystem.read(manifest), as: UTF8.self)
    let older = text.replacing(#""format": 1, "#, with: "").replacing(run, with: String(repeating: "0", count: 64))
    #expect(older.count < text.count)
    try FileSystem.write(Array(older.utf8), to: manifest)
    return fixture
  }

  @Test func isVerifiedAndReported() async throws {
    let fixture = try await fixture()
    let report = try await fixture.report()
    #expect(report.isFaultless && report.mixtureCount == 3)
    #expect(try StatisticsReader(fixture.root).run().mixtures.made == 3)
  }

  /// What it would be continued with need not be what it was begun with.
  @Test func isNotContinued() async throws {
    let fixture = try await fixture()
    let before = try fixture.dataset.tree("set")
    let error = #expect(throws: SoundscapeError.self) { try fixture.dataset.generator("set", 0..<4).run() }
    #expect("\(try #require(error))".contains("soundbank or version)"))
    #expect(try fixture.dataset.tree("set") == before)
  }
}
