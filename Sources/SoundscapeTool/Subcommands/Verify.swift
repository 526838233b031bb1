import ArgumentParser
import Soundscape

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check that a data set is intact, sums exactly, and is annotated correctly.",
    discussion: """
      For every mixture of manifest.jsonl: each file exists and has its SHA-256; the mixture is the exact sum of its \
      stems; the annotation agrees with the audio in rate, channels, lengths, places, peaks, levels and labels. Every \
      problem is one line per file, with the first frame affected; files that the manifest does not list are \
      reported as notes. Exit status 1 when anything is wrong.

      Examples:
        soundscape verify demo
        soundscape verify demo --json
        soundscape verify demo --disjoint     # no recording in two splits
      """)

  @Argument(help: "The data set: its folder, or its manifest.jsonl.", completion: .directory)
  var dataset: String

  @Flag(help: "Check only files and digests, without decoding audio.")
  var quick = false

  @Flag(help: "Report each source, by its content, that is in several splits as a failure.")
  var disjoint = false

  @Flag(
    name: .customLong("disjoint-groups"), help: "The same for groups (songs, speakers), as annotations record them.")
  var disjointGroups = false

  @Flag(help: "Print findings and the summary as JSON lines.")
  var json = false

  @OptionGroup var workers: WorkerOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let console = Console(options: console, progress: workers.progress)
    try console.run {
      var verifier = DatasetVerifier(dataset, depth: quick ? .digests : .full)
      verifier.jobs = workers.count
      let kind: SplitSources.Leak.Kind? = disjointGroups ? .group : disjoint ? .source : nil
      verifier.disjoint = kind?.withParts ?? []
      let report = try console.measure { meter in try verifier.run { meter.show($0) } }
      if json {
        console.results.write(text: lines(of: report).map { $0 + "\n" }.joined())
      } else {
        console.results.write(lines(of: report))
      }
      if !report.isFaultless { throw ExitCode(1) }
    }
  }

  /// --quiet leaves out notes, but never failures.
  func lines(of report: VerificationReport) -> [String] {
    let findings = console.quiet ? report.failures : report.findings
    if json { return findings.map(\.json) + [report.json] }
    return findings.map(\.description) + (console.quiet ? [] : [report.summary])
  }
}
