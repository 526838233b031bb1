/// Hands mixtures out to workers, each once and in order, and collects what they find.
final class VerificationQueue: Sendable {
  private struct State: Sendable {
    var next = 0
    var progress: DatasetProgress
    var report = VerificationReport()
    var failure: SoundscapeError?
  }

  private let rows: [ManifestRow]
  private let state: Lock<State>

  init(rows: [ManifestRow]) {
    self.rows = rows
    state = Lock(State(progress: DatasetProgress(total: rows.count)))
  }

  /// In the order in which mixtures were done.
  var report: VerificationReport { state.withLock { $0.report } }

  /// What kept a mixture from being verified at all.
  var failure: SoundscapeError? { state.withLock { $0.failure } }

  /// Hands nothing more out.
  func stop(_ failure: SoundscapeError) {
    state.withLock { state in
      state.failure = state.failure ?? failure
      state.next = rows.count
    }
  }

  func next() -> ManifestRow? {
    state.withLock { state in
      guard state.next < rows.count else { return nil }
      defer { state.next += 1 }
      return rows[state.next]
    }
  }

  func add(_ verdict: MixtureVerdict) -> DatasetProgress {
    let findings = verdict.findings
    return state.withLock { state in
      state.report.findings += findings
      state.report.mixtureCount += 1
      state.report.sums[verdict.sum, default: 0] += 1
      state.report.byteCount += verdict.byteCount
      state.progress.made += 1
      if !verdict.faults.isEmpty {
        state.report.failedMixtureCount += 1
        state.progress.failed += 1
      }
      return state.progress
    }
  }
}
