/// Reads the statistics of a data set from its manifest and its annotations, on several workers.
///
/// Annotations are read one after another by each worker and released; the statistics are the same for any number of
/// workers.
public struct StatisticsReader: Sendable {
  /// The folder of `manifest.jsonl`, or the manifest itself.
  public var dataset: String
  /// How many annotations are read at once.
  public var jobs = 1
  public var cancellation = Cancellation()

  /// Mixtures after which numbers are moved into the file.
  private static let spillInterval = 1_024
  /// Lines that a worker takes at a time.
  private static let batch = 16

  public init(_ dataset: String) { self.dataset = dataset }

  /// Reads all annotations on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameter progress: is called from time to time, from any worker.
  /// *Throws:* `.source` or `.annotation` where there is no manifest, where it is empty or broken, and for the first
  /// annotation that cannot be read.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetStatistics {
    let reader = try DatasetReader(dataset: dataset)
    let queue = PositionQueue(count: reader.count)
    let state = Lock(State(progress: DatasetProgress(total: reader.count)))
    let file = reader.count > Self.spillInterval ? try NumberFile() : nil
    WorkerThreads.run(count: jobs) {
      var statistics = DatasetStatistics()
      var read = 0
      while !cancellation.isCancelled, let batch = queue.next(Self.batch) {
        for position in batch {
          do throws(SoundscapeError) {
            try statistics.add(try reader.entry(at: position))
            read += 1
            if let file, read.isMultiple(of: Self.spillInterval) { try statistics.spill(to: file) }
          } catch {
            state.withLock { $0.fail(error, at: position) }
            queue.stop()
            break
          }
        }
        let now = state.withLock { state in
          state.progress.made += batch.count
          return state.progress
        }
        progress(now)
      }
      state.withLock { [statistics] in $0.statistics.merge(statistics) }
    }
    if cancellation.isCancelled { throw .cancelled }
    let all = state.withLock { $0 }
    if let failure = all.failure { throw failure.error }
    return all.statistics
  }

  /// What the workers have read.
  private struct State: Sendable {
    var progress: DatasetProgress
    var statistics = DatasetStatistics()
    var failure: (position: Int, error: SoundscapeError)?

    /// Keeps the first failure in the order of the manifest: other workers may have earlier ones.
    mutating func fail(_ error: SoundscapeError, at position: Int) {
      if let failure, failure.position < position { return }
      failure = (position, error)
    }
  }
}

extension DatasetStatistics {
  fileprivate mutating func add(_ entry: DatasetReader.Entry) throws(SoundscapeError) {
    guard let row = entry.row else { return }
    switch row.status {
    case .failed: addFailure(row.error ?? "no reason given")
    case .ok:
      guard let path = entry.annotationPath else {
        throw .annotation(path: entry.root, problem: "mixture \(row.index) has no annotation")
      }
      add(try Annotation(jams: path), index: row.index, split: row.split)
    }
  }
}
