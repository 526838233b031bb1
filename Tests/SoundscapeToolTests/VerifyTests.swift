import ArgumentParser
import Soundscape
import Testing

@testable import SoundscapeTool

@Suite struct VerifyTests {
  private func verify(_ arguments: String...) throws -> Verify {
    try #require(try SoundscapeTool.parseAsRoot(["verify", "demo"] + arguments) as? Verify)
  }

  private var report: VerificationReport {
    var report = VerificationReport()
    report.mixtureCount = 2
    report.failedMixtureCount = 1
    report.sums = [.exact: 1, .wrong: 1]
    report.findings = [
      VerificationFinding(.failure, index: 1, file: "a.wav", frame: 3, "is wrong"),
      VerificationFinding(.note, index: nil, file: "b", "is strange"),
    ]
    return report
  }

  @Test func findingsThenTheSummary() throws {
    #expect(
      try verify().lines(of: report) == [
        "a.wav: frame 3: is wrong", "note: b: is strange",
        "2 mixtures verified, 1 the exact sum of their stems, 1 damaged, 1 note",
      ])
    #expect(try verify("--quiet").lines(of: report) == ["a.wav: frame 3: is wrong"])
  }

  @Test func everyLineIsJSONForPrograms() throws {
    let lines = try verify("--json").lines(of: report)
    #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("{\"kind\": ") && $0.hasSuffix("}") })
    #expect(lines[2].contains("\"mixtures\": 2, \"damaged\": 1, \"unmade\": 0"))
    #expect(lines[2].contains("\"exact\": 1") && lines[2].contains("\"failures\": 1, \"notes\": 1"))
  }

  @Test("A wrong command line is refused", arguments: [["--jobs", "0"], ["--jobs", "x"], ["--unknown"]])
  func refused(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try SoundscapeTool.parseAsRoot(["verify", "demo"] + arguments) }
    if let error { #expect(SoundscapeTool.exitCode(for: error).rawValue == 64) }
  }

  @Test func wrongFoldersEndWithStatusOne() throws {
    var command = try verify("--quiet")
    command.dataset = "/nowhere/at/all"
    #expect(throws: ExitCode(1)) { try command.run() }
  }
}
