/// Writes an index during a scan, from any thread. Another scan of the same bank is refused meanwhile.
///
/// Rows are collected and written a few seconds' worth at a time: a scan that is stopped keeps all but the last of them.
final class IndexWriter: Sendable {
  private static let interval = Duration.seconds(2)
  private static let mostWaiting = 4_096

  private struct Waiting: Sendable {
    var rows: [IndexedFile] = []
    var lastWrite = ContinuousClock.now
  }

  let path: String
  /// Whether the index is in the bank's own folder.
  let isInside: Bool
  private let index: SoundIndex
  private let held: HeldFile
  private let waiting = Lock(Waiting())
  /// One change at a time: all workers share the handle.
  private let changes = Lock(0)

  /// Opens the index of a bank where it can be written: in the bank, else in the user's cache.
  ///
  /// - Parameter root: the bank's folder, with all links followed.
  /// *Throws:* `.output` where another scan holds it, or there is no place for it; `.source` where something else is in its
  /// place.
  init(_ root: String, places: IndexPlaces) throws(SoundscapeError) {
    if let path = IndexPlaces.inside(root), let held = try Self.hold(path) {
      (self.path, self.held, isInside) = (path, held, true)
    } else {
      guard let path = places.cached(root) else {
        let problem = "is read-only, and the index cannot go to a cache folder: set HOME or XDG_CACHE_HOME"
        throw .output(path: root, problem: problem)
      }
      guard let held = try Self.hold(path) else {
        throw .output(path: path, problem: "the index cannot be written, neither there nor in the bank")
      }
      (self.path, self.held, isInside) = (path, held, false)
      // That of a bank that was here under another name.
      if FileSystem.size(ofFile: path) == nil, let moved = places.moved(to: [root]) {
        try FileSystem.rename(moved.path, to: path)
      }
    }
    index = try SoundIndex(writing: path)
    try index.change(root: root)
    // What the cache has was made while the bank could not be written.
    if isInside, let cached = places.cached(root) { FileSystem.discard(cached) }
  }

  /// Takes the lock of an index; nil where nothing can be written.
  ///
  /// *Throws:* where another scan has it.
  private static func hold(_ path: String) throws(SoundscapeError) -> HeldFile? {
    let folder = Path.parent(of: path)
    guard (try? FileSystem.makeDirectories(folder)) != nil else { return nil }
    let name = Path.stem(of: Path.name(of: path)) + ".lock"
    do throws(SystemFailure) { return try HeldFile(Path.join(folder, name)) } catch {
      guard error.isHeld else { return nil }
      throw .output(path: path, problem: "another scan of this bank is writing to its index; wait until it ends")
    }
  }

  /// The rows that are there.
  func rows() throws(SoundscapeError) -> NameTable<IndexedFile> {
    var rows: NameTable<IndexedFile> = [:]
    try index.forEachRow { rows[$0.path] = $0 }
    return rows
  }

  /// Adds a row, to be written soon.
  func add(_ row: IndexedFile) throws(SoundscapeError) {
    let due = waiting.withLock { waiting in
      waiting.rows.append(row)
      return Self.takeDue(&waiting)
    }
    if !due.isEmpty { try change(adding: due) }
  }

  /// Writes what waits, and removes rows.
  func finish(removing paths: [String]) throws(SoundscapeError) {
    let rest = waiting.withLock { waiting in
      defer { waiting.rows = [] }
      return waiting.rows
    }
    if !rest.isEmpty || !paths.isEmpty { try change(adding: rest, removing: paths) }
  }

  private func change(adding rows: [IndexedFile], removing paths: [String] = []) throws(SoundscapeError) {
    try changes.withLock { count throws(SoundscapeError) in
      count += 1
      try index.change(adding: rows, removing: paths)
    }
  }

  private static func takeDue(_ waiting: inout Waiting) -> [IndexedFile] {
    let now = ContinuousClock.now
    guard waiting.rows.count >= mostWaiting || now - waiting.lastWrite >= interval else { return [] }
    defer { (waiting.rows, waiting.lastWrite) = ([], now) }
    return waiting.rows
  }
}
