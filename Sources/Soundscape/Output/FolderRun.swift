import Synchronization

/// A run that writes to a folder: the folder held open and locked, the journal, and what was made so far.
///
/// It is shared by the threads of the run. The lock goes with it. Rows stay on disk, but for the places of their lines.
final class FolderRun: Sendable {
  private struct State: Sendable {
    /// The mixtures that were recorded, failed ones among them.
    var recorded = MixtureSet()
    /// Mixtures of which files may not be on the disk yet.
    var unsynced = MixtureSet()
    var lastSync = ContinuousClock.now

    mutating func takeUnsynced() -> MixtureSet {
      defer { unsynced = [] }
      return unsynced
    }
  }

  /// How long what was made may be at risk from a power cut.
  private static let syncInterval = Duration.seconds(10)

  let root: RootFolder
  private let lock: FolderLock
  private let folder: DatasetFolder
  private let run: String
  /// The rows of earlier runs, where they are now.
  private let earlierLines: Lock<RowLines>
  /// nil until the run changes the folder.
  private let journal = Lock<OpenJournal?>(nil)
  private let overwrite: Bool
  private let syncs: Bool
  private let state: Lock<State>
  private let stagedCount = Atomic(0)
  /// The mixtures of the same run that were there before, whole, and those that had failed.
  let whole: MixtureSet
  let failed: MixtureSet

  /// - Parameter part: what the folder is a part of; nil where it is the whole.
  init(
    _ path: String, run: String, overwrite: Bool, syncs: Bool, part: DatasetPart? = nil
  ) throws(SoundscapeError) {
    self.run = run
    root = try RootFolder(path)
    lock = try FolderLock(root)
    let folder = try DatasetFolder(root, run: run, overwrite: overwrite)
    if overwrite { try root.remove(.part) }
    try part?.write(in: root, run: run, staged: .staged(0))
    self.folder = folder
    earlierLines = Lock(folder.lines)
    self.overwrite = overwrite
    self.syncs = syncs
    let (whole, failed) = try folder.mixtures(checksBytes: syncs)
    (self.whole, self.failed) = (whole, failed)
    // What a run that was killed wrote need not be on the disk yet.
    let atRisk = syncs ? MixtureSet(folder.journal.atRisk.lazy.filter(whole.contains)) : []
    state = Lock(State(unsynced: atRisk))
    // There before anything else, so that a run that is stopped at once is known by it; where there are rows, by those.
    if folder.lines.rows.isEmpty { try begin() }
  }

  /// The row that a mixture had before this run; nil where it had none.
  func earlierRow(of index: Int) throws(SoundscapeError) -> ManifestRow? {
    try earlierLines.withLock { $0 }.row(of: index)
  }

  /// Begins to change the folder, unless the run has: until then, one that is refused leaves everything as it was.
  func begin() throws(SoundscapeError) {
    try journal.withLock { journal throws(SoundscapeError) in
      if journal == nil { journal = try makeJournal() }
    }
  }

  private func makeJournal() throws(SoundscapeError) -> OpenJournal {
    try root.removeStaged()
    let earlier = earlierLines.withLock { $0 }
    var moved: [RowTable.Entry] = []
    var end = 0
    // As a whole: a line that was cut off when its run was stopped must not have the next one written after it.
    let first = InnerPath.staged(0)
    try root.write(to: first) { (write) throws(SoundscapeError) in
      func add(_ line: [UInt8]) throws(SoundscapeError) {
        try write(line)
        end += line.count
      }
      try add(Journal.heading(run))
      for entry in earlier.rows.entries where entry.file == .journal {
        moved.append(.init(index: entry.index, in: .journal, at: end, isFailed: entry.isFailed))
        try add(try earlier.line(entry))
      }
      for marks in Journal.marks(folder.journal.synced) { try add(marks) }
    }
    try root.move(first, to: .journal, replacing: true)
    let lines = try LineFile.open(.journal, in: root)
    earlierLines.withLock { [moved] earlier in
      earlier.journal = lines
      earlier.rows = earlier.rows.replacingJournal(by: moved)
    }
    do throws(SystemFailure) {
      let file = AppendedFile(try root.openToAppend(.journal), path: root.shown(.journal))
      return OpenJournal(file: file, end: end)
    } catch { throw .output(path: root.shown(.journal), problem: error.words) }
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
        let files = (try? earlierRow(of: index))?.files ?? []
        if files.contains(where: { ByteName($0) == ByteName(place.text) }) { return true }
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
    try begin()
    try checkPlace()
    let line = row.line
    try journal.withLock { journal throws(SoundscapeError) in
      guard let place = journal?.end else { return }
      try journal?.append(line)
      journal?.rows.append(.init(index: row.index, in: .journal, at: place, isFailed: row.status == .failed))
    }
    state.withLock { state in
      state.recorded.insert(row.index)
      if syncs { state.unsynced.insert(row.index) }
    }
  }

  /// Brings what was made onto the disk, if it is time to.
  func syncIfDue() throws(SoundscapeError) {
    let mixtures = state.withLock { state -> MixtureSet in
      guard state.lastSync.duration(to: .now) >= Self.syncInterval else { return [] }
      // By one thread at a time; the others continue.
      state.lastSync = .now
      return state.takeUnsynced()
    }
    if !mixtures.isEmpty { try sync(mixtures) }
  }

  /// Puts the journal's rows into the manifest.
  func end() throws(SoundscapeError) {
    try checkPlace()
    let recorded = state.withLock { $0.recorded }
    let all = lines
    if let end = journal.withLock({ $0?.end }) {
      guard let size = try? root.kind(of: .journal), size == .file(size: end) else {
        throw changed(.journal, "lost lines, or got others")
      }
    }
    for entry in all.rows.entries where !entry.isFailed && recorded.contains(entry.index) {
      // What others did to the journal meanwhile shows in its lines.
      guard let row = try? all.row(entry) else { throw changed(.journal, "lost lines") }
      try checkFiles(row)
    }
    let rest = state.withLock { $0.takeUnsynced() }
    if !rest.isEmpty { try sync(rest) }
    // Where nothing was left to make, what a run that was stopped had begun is still there.
    try root.removeStaged()
    // A run that had nothing to make leaves the manifest untouched.
    let isChanged = all.rows.entries.contains { $0.file == .journal }
    if isChanged {
      try checkManifest()
      let staged = stage()
      try root.write(to: staged) { (write) throws(SoundscapeError) in
        for entry in all.rows.entries { try write(try all.line(entry)) }
      }
      if syncs { try root.sync(staged) }
      try root.move(staged, to: .manifest, replacing: folder.manifest != nil)
    }
    try root.remove(.journal)
    if syncs, isChanged { try root.sync(nil) }
  }

  /// All rows, those of this run among them.
  private var lines: RowLines {
    var lines = earlierLines.withLock { $0 }
    for entry in journal.withLock({ $0?.rows }) ?? [] { lines.rows.add(entry) }
    lines.rows.settle()
    return lines
  }

  // MARK: What others may do to the folder meanwhile

  private func checkPlace() throws(SoundscapeError) {
    guard root.isInPlace else { throw .output(path: root.path, problem: "was removed or replaced during the run") }
    guard lock.isInPlace else { throw changed(.lock, "was removed or replaced") }
    guard let journal = journal.withLock({ $0 }) else { return }
    guard let found = try? root.identity(of: .journal), found == journal.file.identity else {
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

  private func changed(_ path: InnerPath, _ what: String) -> SoundscapeError { .changed(path, in: root, what) }

  private func sync(_ mixtures: MixtureSet) throws(SoundscapeError) {
    // Files are named where there are few, or where the system cannot bring all of them onto the disk at once.
    let isDone = mixtures.count > RootFolder.mostFiles ? try root.syncDisk() : false
    if !isDone {
      let lines = lines
      for index in mixtures {
        if let row = try lines.row(of: index) { try root.sync(files: try row.innerFiles(of: root)) }
      }
    }
    try begin()
    try journal.withLock { journal throws(SoundscapeError) in
      for marks in Journal.marks(mixtures) { try journal?.append(marks) }
    }
    try root.sync(.journal)
  }

}
