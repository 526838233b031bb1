extension ImportPlan {
  /// Does it, on the caller's thread and `jobs` − 1 others (see `SoundImporter.run`).
  public func run(
    report: @escaping SoundImporter.Report = { _ in }, progress: @escaping SoundImporter.Show = { _ in }
  ) throws(SoundscapeError) -> SoundImporter.Summary {
    if items.isEmpty { return summary }
    let folder = try StagingFolder(importer.bank)
    let journal = try ImportJournal(in: folder)
    let worker = ImportWorker(importer: importer, folder: folder)
    let state = Lock((summary: summary, stop: SoundscapeError?.none))
    let (items, failedBefore) = (items, summary.failed)
    let queue = PositionQueue(count: items.count)
    let done = Lock(0)
    WorkerThreads.run(count: min(importer.jobs, items.count)) {
      while let item = queue.next().map({ items[$0] }) {
        do throws(SoundscapeError) {
          let made = try worker.make(item)
          for warning in made.warnings { report(.warning(warning)) }
          do throws(SoundscapeError) { try journal.add(made.row) } catch {
            // Without its line, what is made would be somebody else's the next time.
            queue.stop()
            state.withLock { [error] in $0.stop = error }
          }
          state.withLock { state in
            if made.isNew { state.summary.count(made.row.way) } else { state.summary.found += 1 }
          }
        } catch {
          report(.failure(error))
          state.withLock { $0.summary.failed += 1 }
        }
        let count = done.withLock { done in
          done += 1
          return done
        }
        let failed = state.withLock { $0.summary.failed - failedBefore }
        progress(SoundImporter.Progress(done: count, failed: failed, total: items.count))
      }
    }
    let end = state.withLock { $0 }
    if let stop = end.stop { throw stop }
    try journal.finish()
    return end.summary
  }
}

/// The lines of a run as they come, so that a run that is stopped loses none; at the end they become the manifest.
private final class ImportJournal: Sendable {
  private let folder: StagingFolder
  private let file: AppendedFile
  private let manifest: Lock<ImportManifest>
  private let places = Lock([InnerPath]())

  init(in folder: StagingFolder) throws(SoundscapeError) {
    let root = folder.root
    self.folder = folder
    let found = try ImportManifest(in: root)
    manifest = Lock(found)
    if try root.read(.importJournal) != nil {
      try folder.write(found.bytes, to: .imports)
      try root.remove(.importJournal)
    }
    do throws(SystemFailure) {
      file = AppendedFile(try root.create(.importJournal), path: root.shown(.importJournal))
    } catch { throw .output(path: root.shown(.importJournal), problem: error.words) }
  }

  func add(_ row: ImportRow) throws(SoundscapeError) {
    try file.append(row.line)
    manifest.withLock { $0.add(row) }
    if row.way != .linked, let place = try? InnerPath(row.file) { places.withLock { $0.append(place) } }
  }

  func finish() throws(SoundscapeError) {
    let places = places.withLock { $0 }
    if !places.isEmpty { try folder.root.sync(files: places) }
    try folder.write(manifest.withLock { $0.bytes }, to: .imports)
    try folder.root.remove(.importJournal)
  }
}
