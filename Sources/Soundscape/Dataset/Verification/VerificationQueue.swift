/// Hands mixtures out to workers, each once and in order, and collects what they find.
final class VerificationQueue: Sendable {
  private struct State: Sendable {
    var progress: DatasetProgress
    var report = VerificationReport()
    var failure: SoundscapeError?
  }

  private let reader: DatasetReader
  private let positions: [Int]
  private let queue: PositionQueue
  private let state: Lock<State>

  /// - Parameter made: the positions of the mixtures to verify.
  init(_ reader: DatasetReader, made: MixtureSet) {
    self.reader = reader
    positions = Array(made)
    queue = PositionQueue(count: positions.count)
    state = Lock(State(progress: DatasetProgress(total: made.count)))
  }

  /// In the order in which mixtures were done.
  var report: VerificationReport { state.withLock { $0.report } }

  /// What kept a mixture from being verified at all.
  var failure: SoundscapeError? { state.withLock { $0.failure } }

  /// Hands nothing more out.
  func stop(_ failure: SoundscapeError) {
    state.withLock { $0.failure = $0.failure ?? failure }
    queue.stop()
  }

  /// The next row; nil when there is none.
  func next() throws(SoundscapeError) -> ManifestRow? {
    guard let i = queue.next() else { return nil }
    return try reader.entry(at: positions[i], checksFiles: false).row
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
