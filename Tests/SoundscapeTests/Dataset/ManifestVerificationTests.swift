import TestSupport
import Testing

@testable import Soundscape

/// What is wrong with a manifest is a finding of its line, and hides nothing else.
@Suite struct ManifestVerificationTests {
  @Test("A line that cannot be read hides neither the other lines nor what is wrong with them")
  func aBrokenLineIsAFinding() async throws {
    let fixture = try await VerifierFixture()
    let manifest = Manifest.fileName
    let first = fixture.rows[0].line.count
    let damaged = try #require(fixture.rows[2].mixture)
    try fixture.flip(damaged, at: 300)
    for offset in [5, 100, first - 10] {
      try fixture.flip(manifest, at: offset, mask: 4)
      let report = try await fixture.report()
      #expect(report.failures.map(\.file) == [manifest, damaged], "\(report.findings.map(\.description))")
      #expect(report.findings[0].line == 1 && report.mixtureCount == 2)
      #expect(report.findings[0].description.hasPrefix("manifest.jsonl:1: "))
      #expect(report.findings[0].json.contains(#""line": 1"#))
      try fixture.flip(manifest, at: offset, mask: 4)
    }
  }

  struct Lie: Sendable, CustomStringConvertible {
    var description: String
    var change: @Sendable (inout ManifestRow) -> Void
  }

  /// With digests that agree.
  static let lies: [Lie] = [
    Lie(description: "seed") { $0.seed = "8" },
    Lie(description: "the same index") { $0.index = 0 },
    Lie(description: "run") { $0.run = String($0.run.reversed()) },
    Lie(description: "split") { $0.split = "test" },
    Lie(description: "duration") { $0.duration = 0.3 },
    Lie(description: "no duration") { $0.duration = nil },
    Lie(description: "layout") { $0.layout = "scaper" },
    Lie(description: "unknown layout") { $0.layout = "folders" },
    Lie(description: "warnings") { $0.warnings["clipping_fixed", default: 0] += 1 },
    Lie(description: "no labels") { $0.labels = nil },
    Lie(description: "no mixture") { $0.mixture = nil },
    Lie(description: "no annotation") { $0.jams = nil },
    Lie(description: "no stems") { $0.stems = [] },
    Lie(description: "stems in another order") { $0.stems.reverse() },
    Lie(description: "a stem twice") { $0.stems[1] = $0.stems[0] },
    Lie(description: "stem events") { row in row.stemEvents = row.stems.indices.map { [$0 + 1] } },
    Lie(description: "digest") { row in row.sha256[row.stems[0]] = String(repeating: "0", count: 64) },
    Lie(description: "a digest less") { row in row.sha256[row.stems[0]] = nil },
    Lie(description: "a digest more") { $0.sha256["a.wav"] = "00" },
    Lie(description: "audio format") { $0.audioFormat = .flac },
    Lie(description: "error") { $0.error = "no room" },
    Lie(description: "status") { $0.status = .failed },
    Lie(description: "annotation of another") { $0.jams = "000000/mixture.jams" },
    Lie(description: "labels of another") { $0.labels = "000000/labels.txt" },
    Lie(description: "outside") { $0.labels = "../labels.txt" },
  ]

  @Test("A row that disagrees with its annotation, with itself or with the others is found", arguments: lies)
  func lieOfARow(lie: Lie) async throws {
    var fixture = try await VerifierFixture()
    try fixture.editRows { row in if row.index == 1 { lie.change(&row) } }
    let report = try await fixture.report()
    #expect(!report.isFaultless)
    #expect(report.failures.allSatisfy { [0, 1].contains($0.index) }, "\(report.failures.map(\.description))")
  }

  @Test func lessIsKnownOfRowsWithoutAFormat() async throws {
    let fixture = try await VerifierFixture()
    try OlderLines.rewrite(fixture.path(Manifest.fileName), version: 0) { tree in
      for key in ["seed", "run", "layout", "split", "duration", "warnings"] {
        tree = .object(tree.members?.filter { $0.key != key } ?? [:])
      }
    }
    let report = try await fixture.report()
    #expect(report.findings.isEmpty && report.sums == [.exact: 3], "\(report.findings.map(\.description))")
  }
}
