/// Collects what the workers finish: the sink's rows, the counts, and the first error that ends the run.
final class ResultCollector: Sendable {
  private struct State: Sendable {
    var summary: DatasetSummary
    var fatal: SoundscapeError?
  }

  private let state: Lock<State>
  private let run: SinkRun
  private let report: @Sendable (DatasetProgress) -> Void

  init(_ run: SinkRun, progress: DatasetProgress, report: @escaping @Sendable (DatasetProgress) -> Void) {
    state = Lock(State(summary: DatasetSummary(progress: progress)))
    self.run = run
    self.report = report
  }

  /// Makes a mixture and records it, or why it could not be made.
  ///
  /// - Parameters:
  ///   - seed: the mixture's, for the row of one that fails.
  ///   - body: may change the seed once it is known.
  /// *Returns:* whether the run can continue: an error that concerns the sink ends it.
  func make(
    _ index: Int, seed: String = "", body: (_ seed: inout String) throws(SoundscapeError) -> Drawn<ManifestRow>
  ) -> Bool {
    var seed = seed
    do throws(SoundscapeError) {
      do throws(SoundscapeError) { try succeed(try body(&seed)) } catch  where !error.concernsOutput {
        try fail(run.failedRow(index, seed: seed, error: error), with: error)
      }
      return true
    } catch {
      state.withLock { if $0.fatal == nil { $0.fatal = error } }
      return false
    }
  }

  /// Ends the run.
  ///
  /// *Throws:* what ended it early.
  func finish(_ cancellation: Cancellation) throws(SoundscapeError) -> DatasetSummary {
    var (summary, fatal) = state.withLock { ($0.summary, $0.fatal) }
    do throws(SoundscapeError) {
      if let fatal { throw fatal }
      if cancellation.isCancelled, !cancellation.endsRun { throw .cancelled }
      summary.isEndedEarly = summary.progress.made < summary.progress.total
      try run.end()
    } catch {
      run.sink.abandon()
      throw error
    }
    return summary
  }

  private func succeed(_ made: Drawn<ManifestRow>) throws(SoundscapeError) {
    try add(made.value) { summary in
      for warning in made.warnings {
        summary.warnings[warning.kind, default: 0] += 1
        if summary.examples[warning.kind] == nil {
          summary.examples[warning.kind] = "mixture \(made.value.index): \(warning)"
        }
      }
    }
  }

  private func fail(_ row: ManifestRow, with error: SoundscapeError) throws(SoundscapeError) {
    try add(row) { summary in
      summary.progress.failed += 1
      summary.failures.add(error, of: row.index)
    }
  }

  private func add(_ row: ManifestRow, _ count: (inout DatasetSummary) -> Void) throws(SoundscapeError) {
    let progress = try state.withLock { state throws(SoundscapeError) in
      try run.sink.record(row)
      state.summary.progress.made += 1
      count(&state.summary)
      return state.summary.progress
    }
    report(progress)
  }
}
