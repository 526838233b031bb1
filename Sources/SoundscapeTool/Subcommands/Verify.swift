import ArgumentParser
import Foundation
import Soundscape

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that a data set is as it was written, sums exactly, and is annotated truly.",
    discussion: """
      For every mixture of manifest.jsonl: each file is there and has its SHA-256; the mixture is the exact sum of its \
      stems; the annotation agrees with the audio in rate, channels, lengths, places, peaks, levels and labels. What \
      is wrong is told one line a file, with the first frame concerned; files that the manifest does not know of are \
      noted. Exit status 1 when anything is wrong.

      Examples:
        soundscape verify demo
        soundscape verify demo --json
      """)

  @Argument(help: "The data set: its folder, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Flag(help: "Check files and digests alone, without decoding.")
  var quick = false

  @Flag(help: "Tell findings and the summary as JSON lines.")
  var json = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    let console = Console(options: console)
    try await console.failingPlainly {
      let verifier = DatasetVerifier(root: dataset, depth: quick ? .digests : .full)
      let meter = console.progressMeter(workers.progress)
      let report: VerificationReport
      do {
        report = try await verifier.verify(jobs: workers.count) {
          meter.show($0)
        }
      } catch {
        meter.clear()
        throw error
      }
      meter.clear()
      for line in lines(of: report) { print(line) }
      if !report.isFaultless { throw ExitCode(1) }
    }
  }

  /// Notes are left out by --quiet, failures never.
  func lines(of report: VerificationReport) -> [String] {
    let findings = console.quiet ? report.failures : report.findings
    if json { return findings.map(\.json) + [report.json] }
    return findings.map(\.description) + (console.quiet ? [] : [report.summary])
  }
}
