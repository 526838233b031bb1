/// Finds out what every file of a bank is, and keeps it in an index: only what is new or changed is decoded.
package struct BankScan: Sendable {
  /// How far it has come.
  package typealias Progress = SoundbankScan.Progress

  /// The bank's folder.
  package let root: String
  package var jobs = Processors.available
  /// Decodes also the files that the index knows.
  package var examinesAll = false
  /// Goes on without an index where none can be written.
  package var needsNoIndex = false
  var places = IndexPlaces.standard

  package init(_ root: String) { self.root = root }

  /// What became of a file.
  private enum Change { case new, changed, same, failed }

  private struct State: Sendable {
    var report: BankReport
    var done = 0
    var failure: SoundscapeError?
  }

  /// What the scan starts from.
  private struct Known: Sendable {
    var rows: NameTable<IndexedFile> = [:]
    /// Of those, what is in the index that is written.
    var written: NameSet = []
  }

  /// - Parameter progress: is called now and then, from any worker.
  /// *Throws:* `.source` where the folder cannot be read, or something else is in the index's place; `.output` where the
  /// index cannot be written, or another scan writes to it.
  package func run(
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws(SoundscapeError) -> BankReport {
    let tree = try FileTree(root)
    let writer = try openWriter()
    let known = try known(writer)
    var found = BankReport(root: root, indexPath: writer?.path)
    found.warnings = tree.unusable.map { SoundListing.notUTF8($0) }
    found.failures = tree.unreadable
    let start = found
    let state = Lock(State(report: start))
    let files = tree.files
    let queue = PositionQueue(count: files.count)
    WorkerThreads.run(count: min(jobs, files.count)) {
      while let position = queue.next() {
        do throws(SoundscapeError) {
          try self.scan(files[position], known, writer, state)
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
          queue.stop()
        }
        let done = state.withLock { state in
          state.done += 1
          return state.done
        }
        progress(Progress(done: done, total: files.count))
      }
    }
    let end = state.withLock { $0 }
    if let failure = end.failure { throw failure }
    var report = end.report
    let gone = gone(from: known, tree)
    report.goneCount = gone.count
    try writer?.finish(removing: gone)
    report.sort()
    return report
  }

  private func openWriter() throws(SoundscapeError) -> IndexWriter? {
    do throws(SoundscapeError) { return try IndexWriter(FileSystem.realPath(root), places: places) } catch {
      guard needsNoIndex, case .output = error else { throw error }
      return nil
    }
  }

  /// The rows of the index, and of the bank's own where the index is in the cache.
  private func known(_ writer: IndexWriter?) throws(SoundscapeError) -> Known {
    var known = Known()
    if writer?.isInside != true, let path = IndexPlaces.inside(FileSystem.realPath(root)),
      let index = try? SoundIndex(reading: path)
    {
      // What cannot be read is found out again.
      try? index.forEachRow { known.rows[$0.path] = $0 }
    }
    guard let written = try writer?.rows() else { return known }
    known.written = NameSet(written.keys)
    known.rows.merge(written) { _, new in new }
    return known
  }

  /// Rows of files that are no longer there.
  private func gone(from known: Known, _ tree: FileTree) -> [String] {
    let there = NameSet(tree.files)
    return known.written.filter { path in
      !there.contains(path) && !tree.unreadableFolders.contains { Path.isAt(path, orBelow: $0) }
    }
  }

  private func scan(
    _ path: String, _ known: Known, _ writer: IndexWriter?, _ state: Lock<State>
  ) throws(SoundscapeError) {
    let (old, place) = (known.rows[path], Path.join(root, path))
    let row: IndexedFile
    do throws(SoundscapeError) { row = try find(path, at: place, old) } catch {
      return state.withLock { $0.report.failures.append(error) }
    }
    if row != old || !known.written.contains(path) { try writer?.add(row) }
    let change: Change = old == nil ? .new : old?.finding == row.finding ? .same : .changed
    state.withLock { state in
      switch change {
      case .new: state.report.newCount += 1
      case .changed: state.report.changedCount += 1
      case .same, .failed: state.report.unchangedCount += 1
      }
      state.report.add(row.finding, at: place)
    }
  }

  /// What a file is now.
  private func find(_ path: String, at place: String, _ old: IndexedFile?) throws(SoundscapeError) -> IndexedFile {
    if !examinesAll, let old, let stamp = FileStamp(of: place), stamp.resembles(old.stamp) {
      if stamp.isOfSameContent(as: old.stamp) { return old }
      // A copy, or a file whose name or permissions were changed: to read it is enough, where it has the same bytes.
      if let digest = old.finding.digest, !stamp.waitUntilPast(), try FileDigest(ofFile: place) == digest,
        FileStamp(of: place) == stamp
      {
        return IndexedFile(path: path, stamp: stamp, finding: old.finding)
      }
    }
    let (finding, stamp) = try SoundExamination.finding(place)
    return IndexedFile(path: path, stamp: stamp, finding: finding)
  }
}
