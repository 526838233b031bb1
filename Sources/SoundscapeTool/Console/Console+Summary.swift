import ArgumentParser
import Soundscape

// What became of a run that makes mixtures.

extension Console {
  private static let mostFailures = 10

  /// Reports warnings, failures and what was made.
  ///
  /// - Parameters:
  ///   - verb: what was done, such as `made`.
  ///   - folder: where the mixtures are.
  /// *Throws:* exit status 1 where anything failed.
  func report(_ summary: DatasetSummary, verb: String, in folder: String) throws {
    report(warnings: summary)
    report(failures: summary)
    let progress = summary.progress
    let made = progress.made - progress.failed
    var text: String
    if progress.total == 0 {
      let these = progress.found == 1 ? "this mixture" : "these \(progress.found) mixtures"
      text = "\(folder) already holds \(these): nothing to do (--overwrite makes them again)"
    } else {
      let found = progress.found > 0 ? ", \(progress.found) found from an earlier run" : ""
      let failed = progress.failed > 0 ? ", \(progress.failed) of \(progress.total) failed" : ""
      text = "\(counted(made, "mixture")) \(verb) in \(folder)\(found)\(failed)"
    }
    if summary.skipped > 0 { text += ", \(summary.skipped) skipped (not made when the data set was generated)" }
    inform(text)
    if progress.failed > 0 { throw ExitCode(1) }
  }

  /// The warnings of a run, counted by kind, with one of each kind as an example.
  private func report(warnings summary: DatasetSummary) {
    for (kind, count) in summary.warnings.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      let example = summary.examples[kind].map { " (e.g. \($0))" } ?? ""
      warn("\(count) × \(kind.rawValue)\(example)")
    }
  }

  /// What failed: each error once, with how many mixtures it affects; a run that fails everywhere does not flood.
  private func report(failures summary: DatasetSummary) {
    let failures = summary.failures.map { (message: $0.key, indices: $0.value.sorted()) }
      .sorted { $0.indices[0] < $1.indices[0] }
    for (message, indices) in failures.prefix(Self.mostFailures) {
      let others = indices.count > 1 ? " and \(indices.count - 1) more" : ""
      fail("mixture \(indices[0])\(others): \(message)", advice: summary.advice[message])
    }
    let rest = failures.dropFirst(Self.mostFailures)
    guard !rest.isEmpty else { return }
    let count = rest.reduce(0) { $0 + $1.indices.count }
    fail("\(rest.count) other errors in \(counted(count, "mixture")); the manifest lists them all")
  }
}
