import Testing

@testable import Soundscape

/// A data set that an earlier version made: its rows have no digest or no format, and its run has another identity.
@Suite struct OlderDataSetTests {
  private func fixture(version: Int) async throws -> VerifierFixture {
    let fixture = try await VerifierFixture()
    try OlderLines.rewrite(fixture.path(Manifest.fileName), version: version) {
      $0["run"] = .string(String(repeating: "0", count: 64))
    }
    return fixture
  }

  @Test(arguments: [0, 1])
  func isVerifiedAndReported(version: Int) async throws {
    let fixture = try await fixture(version: version)
    let report = try await fixture.report()
    #expect(report.findings.isEmpty && report.mixtureCount == 3, "\(report.findings.map(\.description))")
    #expect(try StatisticsReader(fixture.root).run().mixtures.made == 3)
    #expect(try RecreationChecker(inputs: [fixture.root]).run().identical == 3)
  }

  /// What it would be continued with need not be what it was begun with.
  @Test func isNotContinued() async throws {
    let fixture = try await fixture(version: 1)
    let before = try fixture.dataset.tree("set")
    let error = #expect(throws: SoundscapeError.self) { try fixture.dataset.generator("set", 0..<4).run() }
    #expect("\(try #require(error))".contains("soundbank or version)"))
    #expect(try fixture.dataset.tree("set") == before)
  }
}
