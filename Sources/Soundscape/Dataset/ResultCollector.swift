/// Collects what the workers finish: the sink's rows, the counts, and the first error that ends the run.
final class ResultCollector: Sendable {
  private struct State: Sendable {
    var summary: DatasetSummary
    var fatal: SoundscapeError?
  }

  private let state: Lock<State>
  private let sink: any Sink
  private let report: @Sendable (DatasetProgress) -> Void

  init(_ sink: any Sink, progress: DatasetProgress, report: @escaping @Sendable (DatasetProgress) -> Void) {
    state = Lock(State(summary: DatasetSummary(progress: progress)))
    self.sink = sink
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
      summary.advice["\(error)"] = error.advice
    }
  }

  /// Records what makes it useless to continue.
  func abort(_ error: SoundscapeError) { state.withLock { if $0.fatal == nil { $0.fatal = error } } }

  /// *Throws:* what ended the run early.
  func finish() throws(SoundscapeError) -> DatasetSummary {
    let (summary, fatal) = state.withLock { ($0.summary, $0.fatal) }
    if let fatal { throw fatal }
    try sink.end()
    return summary
  }

  private func add(_ row: ManifestRow, _ count: (inout DatasetSummary) -> Void) throws(SoundscapeError) {
    let progress = try state.withLock { state throws(SoundscapeError) in
      try sink.record(row)
      state.summary.progress.made += 1
      count(&state.summary)
      return state.summary.progress
    }
    report(progress)
  }
}
