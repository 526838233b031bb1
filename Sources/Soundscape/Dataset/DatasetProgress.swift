import Synchronization

/// How far a data set has come.
public struct DatasetProgress: Sendable {
  /// Mixtures made in this run, failed ones among them.
  public var made = 0
  public var failed = 0
  /// Mixtures that this run is to make.
  public var total: Int
  /// Mixtures that an earlier run had made already.
  public var found: Int

  public init(total: Int, found: Int) {
    self.total = total
    self.found = found
  }
}

/// What became of a run.
public struct DatasetSummary: Sendable {
  public var progress: DatasetProgress
  /// Kind → how many, over the mixtures of this run.
  public var warnings: [Warning.Kind: Int] = [:]
  /// One warning of each kind, with its mixture.
  public var examples: [Warning.Kind: String] = [:]
  /// What failed: the error's text → indices of mixtures.
  public var failures: [String: [Int]] = [:]
}

/// Collects what the workers finish: the journal, the counts, and the first error that ends the run.
final class ResultCollector: Sendable {
  private struct State: Sendable {
    var summary: DatasetSummary
    var fatal: SoundscapeError?
    /// Opened with the first row.
    var journal: AppendedFile?
  }

  private let state: Mutex<State>
  private let journal: String
  private let report: @Sendable (DatasetProgress) -> Void

  init(journal: String, progress: DatasetProgress, report: @escaping @Sendable (DatasetProgress) -> Void) {
    state = Mutex(State(summary: DatasetSummary(progress: progress)))
    self.journal = journal
    self.report = report
  }

  func succeed(_ row: ManifestRow, warnings: [Warning]) throws(SoundscapeError) {
    try add(row) { summary in
      for warning in warnings {
        summary.warnings[warning.kind, default: 0] += 1
        if summary.examples[warning.kind] == nil {
          summary.examples[warning.kind] = "mixture \(row.index): \(warning)"
        }
      }
    }
  }

  func fail(_ row: ManifestRow, with error: SoundscapeError) throws(SoundscapeError) {
    try add(row) { summary in
      summary.progress.failed += 1
      summary.failures["\(error)", default: []].append(row.index)
    }
  }

  /// Notes what makes going on useless.
  func abort(_ error: SoundscapeError) { state.withLock { if $0.fatal == nil { $0.fatal = error } } }

  /// *Throws:* what ended the run early.
  func finish() throws(SoundscapeError) -> DatasetSummary {
    let (summary, fatal) = state.withLock { state in
      state.journal = nil
      return (state.summary, state.fatal)
    }
    if let fatal { throw fatal }
    return summary
  }

  private func add(_ row: ManifestRow, _ note: (inout DatasetSummary) -> Void) throws(SoundscapeError) {
    let progress = try state.withLock { state throws(SoundscapeError) in
      let file = if let open = state.journal { open } else { try AppendedFile(journal) }
      state.journal = file
      try file.append(row.line)
      state.summary.progress.made += 1
      note(&state.summary)
      return state.summary.progress
    }
    report(progress)
  }
}
