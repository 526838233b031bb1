import ArgumentParser
import Soundscape

// What became of a run that makes mixtures.

extension Console {
  /// Kinds of failure that are shown.
  private static let mostKinds = 20

  /// Reports warnings, failures and what was made.
  ///
  /// - Parameters:
  ///   - verb: what was done, such as `made`.
  ///   - folder: where the mixtures are.
  ///   - signal: what stopped the run; nil for one that was not stopped.
  /// *Throws:* exit status 1 where anything failed, that of the signal where the run was stopped.
  func report(_ summary: DatasetSummary, verb: String, in folder: String, stoppedBy signal: StopSignal? = nil) throws {
    report(warnings: summary)
    report(failures: summary.failures)
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
    if summary.failedEarlier > 0 {
      text += ", \(summary.failedEarlier) failed in an earlier run (--retry-failed makes them again)"
    }
    if summary.skipped > 0 { text += ", \(summary.skipped) skipped (not made when the data set was generated)" }
    inform(text)
    if let signal, summary.isEndedEarly {
      let missing = progress.total - progress.made
      warn(
        "stopped by \(signal.name), with \(counted(missing, "mixture")) left to make: run the same command again to resume"
      )
      throw ExitCode(signal.exitStatus)
    }
    if progress.failed + summary.failedEarlier > 0 { throw ExitCode(1) }
  }

  /// The warnings of a run, counted by kind, with one of each kind as an example.
  private func report(warnings summary: DatasetSummary) {
    for (kind, count) in summary.warnings.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      let example = summary.examples[kind].map { " (e.g. \($0))" } ?? ""
      warn("\(count) × \(kind.rawValue)\(example)")
    }
  }

  /// What failed: each kind of error once, with how many mixtures it affects; a run that fails everywhere does not flood.
  private func report(failures: FailureCounts) {
    let groups = failures.groups
    for group in groups.prefix(Self.mostKinds) {
      let example = "mixture \(group.indices.first ?? 0): \(group.message)"
      let text = group.count == 1 ? example : "\(group.count) × \(group.kind), for example \(example)"
      fail(text, advice: group.advice)
    }
    let rest = groups.dropFirst(Self.mostKinds)
    guard !rest.isEmpty else { return }
    let count = rest.reduce(0) { $0 + $1.count }
    fail("\(rest.count) other kinds of error in \(counted(count, "mixture")); the manifest lists them all")
  }
}
