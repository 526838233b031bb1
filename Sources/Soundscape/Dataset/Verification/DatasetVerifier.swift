/// Verifies a data set: that every file is as it was written, that every mixture is the exact sum of its stems, and that
/// every annotation agrees with its audio.
///
/// Each byte is read once, by as many workers as there are jobs; memory does not depend on how long the mixtures are.
public struct DatasetVerifier: Sendable {
  /// How closely a data set is looked at.
  public enum Depth: Hashable, Sendable {
    /// Only files and digests; nothing is decoded.
    case digests
    /// Sums and annotations too.
    case full
  }

  /// The folder of `manifest.jsonl`, or the path of the manifest itself.
  public var dataset: String
  public var depth: Depth
  /// How many mixtures are verified at once.
  public var jobs = 1
  public var cancellation = Cancellation()

  public init(_ dataset: String, depth: Depth = .full) {
    self.dataset = dataset
    self.depth = depth
  }

  /// Verifies every mixture that the manifest calls whole, and what else is in the folder, on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameter progress: is called after each mixture, from any worker.
  /// *Throws:* `.source` or `.annotation` for a folder without a manifest that can be read; what is wrong with the
  /// mixtures is in the report.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> VerificationReport {
    let reader = try DatasetReader(dataset: dataset)
    let (folder, rows) = (reader.roots[0], try reader.rows())
    let made = rows.filter { $0.status == .ok }
    let queue = VerificationQueue(rows: made)
    WorkerThreads.run(count: min(jobs, made.count)) {
      while !cancellation.isCancelled, let row = queue.next() {
        let verdict = MixtureVerifier.verdict(on: row, root: folder, depth: depth)
        progress(queue.add(verdict))
      }
    }
    if cancellation.isCancelled { throw .cancelled }
    var report = queue.report
    report.unmadeCount = rows.count - made.count
    // A file has one finding, so that index and file settle the order.
    report.findings.sort { a, b in
      a.index == b.index ? isInByteOrder(a.file, b.file) : (a.index ?? 0) < (b.index ?? 0)
    }
    report.findings += try Strangers(root: folder, known: rows).findings()
    return report
  }
}
