import Synchronization

/// A run that writes to a folder: the folder held open and locked, the journal, and what was made so far.
///
/// It is shared by the threads of the run. The lock goes with it.
final class FolderRun: Sendable {
  private struct State: Sendable {
    /// The mixtures that were recorded, failed ones among them.
    var recorded: Set<Int> = []
    /// Rows of which files may not be on the disk yet.
    var unsynced: [ManifestRow] = []
    var lastSync = ContinuousClock.now

    mutating func takeUnsynced() -> [ManifestRow] {
      defer { unsynced = [] }
      return unsynced
    }
  }

  /// How long what was made may be at risk from a power cut.
  private static let syncInterval = Duration.seconds(10)

  let root: RootFolder
  private let lock: FolderLock
  private let folder: DatasetFolder
  /// nil until the run changes the folder.
  private let journal = Lock<AppendedFile?>(nil)
  private let overwrite: Bool
  private let syncs: Bool
  private let state: Lock<State>
  private let stagedCount = Atomic(0)
  /// The mixtures of the same run that were there before, whole.
  let wholeRows: [ManifestRow]

  init(_ path: String, run: String, overwrite: Bool, syncs: Bool) throws(SoundscapeError) {
    root = try RootFolder(path)
    lock = try FolderLock(root)
    folder = try DatasetFolder(root, run: run, overwrite: overwrite)
    self.overwrite = overwrite
    self.syncs = syncs
    let whole = try folder.wholeRows(checksBytes: syncs)
    wholeRows = whole
    // What a run that was killed wrote need not be on the disk yet.
    let earlier = folder.journal
    let atRisk = whole.filter { earlier.rows[$0.index] != nil && !earlier.synced.contains($0.index) }
    state = Lock(State(unsynced: syncs ? atRisk : []))
    // There before anything else, so that a run that is stopped at once is known by it; where there are rows, by those.
    if folder.rows.isEmpty { _ = try begin() }
  }

  /// Begins to change the folder, unless the run has: until then, one that is refused leaves everything as it was.
  @discardableResult func begin() throws(SoundscapeError) -> AppendedFile {
    try journal.withLock { journal throws(SoundscapeError) in
      if let journal { return journal }
      try Self.removeStaged(root)
      // As a whole: a line that was cut off when its run was stopped must not have the next one written after it.
      let first = InnerPath.staged(0)
      try root.write(folder.journal.bytes, to: first)
      try root.move(first, to: .journal, replacing: true)
      do throws(SystemFailure) {
        let opened = AppendedFile(try root.openToAppend(.journal), path: root.shown(.journal))
        journal = opened
        return opened
      } catch { throw .output(path: root.shown(.journal), problem: error.words) }
    }
  }

  /// A name for a file that is not whole yet.
  func stage() -> InnerPath { .staged(stagedCount.add(1, ordering: .relaxed).newValue) }

  /// Whether a file is there that may be replaced: one of the mixture's earlier files, or one with the same bytes, which
  /// a run that was killed leaves between two renames.
  ///
  /// *Throws:* `.output` where something else is there.
  func isThere(
    _ place: InnerPath, of index: Int, staged: InnerPath, digest: String?
  ) throws(SoundscapeError) -> Bool {
    do throws(SystemFailure) {
      switch try root.kind(of: place) {
      case nil: return false
      case .folder: throw SystemFailure.folder
      case .other: throw SystemFailure.notPlain
      case .link where overwrite: return true
      case .link: throw SystemFailure.link
      case .file:
        if overwrite || state.withLock({ $0.recorded.contains(index) }) { return true }
        if folder.rows[index]?.files.contains(where: { ByteName($0) == ByteName(place.text) }) == true { return true }
        // Only what is as long is read.
        if let digest, try root.kind(of: place) == root.kind(of: staged), try root.digest(place) == digest {
          return true
        }
      }
    } catch { throw .output(path: root.shown(place), problem: error.words, advice: .otherFolder) }
    throw .output(
      path: root.shown(place), problem: "is already there, and is not a file of this run",
      advice: .overwriteOrOtherFolder)
  }

  /// Adds a row to the journal.
  func record(_ row: ManifestRow) throws(SoundscapeError) {
    let journal = try begin()
    try checkPlace()
    try journal.append(row.line)
    state.withLock { state in
      state.recorded.insert(row.index)
      if syncs { state.unsynced.append(row) }
    }
  }

  /// Brings what was made onto the disk, if it is time to.
  func syncIfDue() throws(SoundscapeError) {
    let rows = state.withLock { state -> [ManifestRow] in
      guard state.lastSync.duration(to: .now) >= Self.syncInterval else { return [] }
      // By one thread at a time; the others continue.
      state.lastSync = .now
      return state.takeUnsynced()
    }
    if !rows.isEmpty { try sync(rows) }
  }

  /// Puts the journal's rows into the manifest.
  func end() throws(SoundscapeError) {
    try checkPlace()
    let recorded = state.withLock { $0.recorded }
    let made = try Journal(in: root)?.rows ?? [:]
    guard recorded.allSatisfy({ made[$0] != nil }) else { throw changed(.journal, "lost lines") }
    for index in recorded { if let row = made[index], row.status == .ok { try checkFiles(row) } }
    let rest = state.withLock { $0.takeUnsynced() }
    if !rest.isEmpty { try sync(rest) }
    // Where nothing was left to make, what a run that was stopped had begun is still there.
    try Self.removeStaged(root)
    // A run that had nothing to make leaves the manifest untouched.
    if !made.isEmpty {
      try checkManifest()
      let staged = stage()
      try root.write(Manifest(rows: Array(folder.rows.merging(made) { $1 }.values)).bytes, to: staged)
      if syncs { try root.sync(staged) }
      try root.move(staged, to: .manifest, replacing: folder.manifest != nil)
    }
    try root.remove(.journal)
    if syncs, !made.isEmpty { try root.sync(nil) }
  }

  // MARK: What others may do to the folder meanwhile

  private func checkPlace() throws(SoundscapeError) {
    guard root.isInPlace else { throw .output(path: root.path, problem: "was removed or replaced during the run") }
    guard lock.isInPlace else { throw changed(.lock, "was removed or replaced") }
    guard let journal = journal.withLock({ $0 }) else { return }
    guard let found = try? root.identity(of: .journal), found == journal.identity else {
      throw changed(.journal, "was removed or replaced")
    }
  }

  private func checkManifest() throws(SoundscapeError) {
    let found: FileIdentity?
    do throws(SystemFailure) { found = try root.identity(of: .manifest) } catch {
      throw .output(path: root.shown(.manifest), problem: error.words)
    }
    guard found == folder.manifest else { throw changed(.manifest, "was removed or replaced") }
  }

  private func checkFiles(_ row: ManifestRow) throws(SoundscapeError) {
    for file in try row.innerFiles(of: root) {
      guard case .file? = try? root.kind(of: file) else { throw changed(file, "was removed or replaced") }
    }
  }

  private func changed(_ path: InnerPath, _ what: String) -> SoundscapeError {
    // Without the journal it is not known what is ours; all else is made again.
    .output(
      path: root.shown(path), problem: "\(what) during the run",
      advice: path == .journal ? .overwriteOrOtherFolder : .resume)
  }

  private func sync(_ rows: [ManifestRow]) throws(SoundscapeError) {
    var files: [InnerPath] = []
    for row in rows { files += try row.innerFiles(of: root) }
    try root.sync(files: files)
    try begin().append(Journal.mark(rows.map(\.index)))
    try root.sync(.journal)
  }

  /// Removes what a run that was stopped had begun.
  private static func removeStaged(_ root: RootFolder) throws(SoundscapeError) {
    for name in try FileSystem.list(root.shown(.workFolder)) {
      if let left = InnerPath.staged(named: name) { try root.remove(left) }
    }
  }
}
