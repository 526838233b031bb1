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
  /// The layouts that the data set's mixtures may have.
  public var layouts = Layouts.builtIn
  public var cancellation = Cancellation()
  /// What must not be in two splits; empty leaves splits unchecked.
  public var disjoint: Set<SplitSources.Leak.Kind> = []

  public init(_ dataset: String, depth: Depth = .full) {
    self.dataset = dataset
    self.depth = depth
  }

  /// Verifies every mixture that the manifest calls whole, and what else is in the folder, on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameter progress: is called after each mixture, from any worker.
  /// *Throws:* `.source` or `.annotation` for a folder without a manifest of which a line can be read, and where the
  /// process may not open enough files; what is wrong with lines and mixtures is in the report.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> VerificationReport {
    let reader = try DatasetReader(dataset: dataset)
    try reader.checkIsUnpacked()
    let (folder, listing) = (reader.roots[0], try ManifestListing(reader, layouts: layouts))
    let queue = VerificationQueue(reader, made: listing.made)
    WorkerThreads.run(count: min(jobs, listing.made.count)) {
      do throws(SoundscapeError) {
        while !cancellation.isCancelled, let row = try queue.next() {
          let verdict = try MixtureVerifier.verdict(on: row, root: folder, depth: depth, jobs: jobs)
          progress(queue.add(verdict))
        }
      } catch { queue.stop(error) }
    }
    if cancellation.isCancelled { throw .cancelled }
    if let failure = queue.failure { throw failure }
    var report = queue.report
    report.unmadeCount = listing.count - listing.made.count
    // A file has one finding, so that index and file settle the order.
    report.findings.sort { a, b in
      a.index == b.index ? isInByteOrder(a.file, b.file) : (a.index ?? 0) < (b.index ?? 0)
    }
    report.findings = listing.findings + report.findings
    if !disjoint.isEmpty { try checkSplits(listing, reader, &report) }
    // A file may belong to a line that cannot be read.
    if listing.isComplete {
      let lists = listing.hasLists ? ListCheck(root: folder, layouts: layouts) : nil
      report.findings += lists?.findings ?? []
      var known = listing.files
      if let lists {
        known.add(lists.paths.sorted())
        known.settle()
      }
      report.findings += Strangers(root: folder, known: known).findings
    }
    return report
  }

  /// Reports each source, or group, that several splits have. Annotations that cannot be read are reported already.
  private func checkSplits(
    _ listing: ManifestListing, _ reader: DatasetReader, _ report: inout VerificationReport
  ) throws(SoundscapeError) {
    guard listing.hasSplits else {
      throw .annotation(path: reader.roots[0], problem: "has no splits, so there is nothing to keep apart")
    }
    let found = SplitSources(of: listing.made, in: reader, jobs: jobs)
    report.splits = found
    var leaks: [SplitSources.Leak] = []
    if disjoint.contains(.source) { leaks += found.sharedSources }
    if disjoint.contains(.group) { leaks += found.sharedGroups }
    report.findings += leaks.map { leak in
      VerificationFinding(.failure, index: leak.splits.last?.mixture, file: leak.name, leak.problem)
    }
  }
}
