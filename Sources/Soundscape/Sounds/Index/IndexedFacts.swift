/// What indexes know of the files in some folders, read when it is first asked for; nothing where there is no index.
///
/// Nothing is believed that does not agree with the file as it is now.
final class IndexedFacts: Sendable {
  /// What was read, by the paths at which the files are found.
  private struct Contents: Sendable {
    var files: NameTable<IndexedFile> = [:]
    var warnings: [Warning] = []
  }

  private let folders: [String]
  private let places: IndexPlaces
  private let state = Lock<NameTable<IndexedFile>?>(nil)
  private let found = Lock<[Warning]>([])

  init(folders: [String], places: IndexPlaces) {
    self.folders = folders
    self.places = places
  }

  /// What is wrong with the indexes that were to be read.
  var warnings: [Warning] {
    _ = files
    return found.withLock { $0 }
  }

  /// Reads the indexes, unless they were read.
  func prepare() { _ = files }

  /// What a file is, as long as it has the same size and time of writing; nil where that is not known.
  func file(at path: String) -> (row: IndexedFile, isSame: Bool, stamp: FileStamp)? {
    guard let row = files[path], let stamp = FileStamp(of: path), stamp.resembles(row.stamp) else { return nil }
    let isSame = stamp.isOfSameContent(as: row.stamp)
    // Why a file could not be opened may be its permissions, which leave size and time alone.
    if case .refused = row.finding, !isSame { return nil }
    return (row, isSame, stamp)
  }

  /// The digest of a file that is the same one; nil where it is not known.
  func digest(ofFile path: String) -> String? {
    guard let (row, isSame, _) = file(at: path), isSame else { return nil }
    return row.finding.digest?.hex
  }

  private var files: NameTable<IndexedFile> {
    if let files = state.withLock({ $0 }) { return files }
    var contents = Contents()
    for folder in folders { read(folder, into: &contents) }
    let (files, warnings) = (contents.files, contents.warnings)
    // Several threads may have read them: the contents are the same.
    found.withLock { $0 = warnings }
    state.withLock { $0 = files }
    return files
  }

  /// Reads the index that is nearest to a folder: in it, or in one of those above it.
  private func read(_ folder: String, into contents: inout Contents) {
    let ways = [FileSystem.absolutePath(folder), FileSystem.realPath(folder)]
    for place in hasSameBytes(ways[0], ways[1]) ? [ways[1]] : ways {
      var root = place
      while true {
        let indexes = places.existing(for: root)
        if !indexes.isEmpty {
          for path in indexes { read(path, of: root, seenFrom: place, as: folder, into: &contents) }
          return
        }
        if root == "/" || root.isEmpty { break }
        root = Path.parent(of: root)
      }
    }
    var roots = [ways[1]]
    while let last = roots.last, last != "/", !last.isEmpty { roots.append(Path.parent(of: last)) }
    guard let (path, root) = places.moved(to: roots) else { return }
    read(path, of: root, seenFrom: ways[1], as: folder, into: &contents)
  }

  /// - Parameters:
  ///   - root: the bank's folder, at or above `place`.
  ///   - name: what `place` is called by those who ask.
  private func read(
    _ path: String, of root: String, seenFrom place: String, as name: String, into contents: inout Contents
  ) {
    let inner = hasSameBytes(root, place) ? "" : Path.relative(place, to: root)
    let start = inner.isEmpty ? 0 : inner.utf8.count + 1
    do throws(SoundscapeError) {
      let index = try SoundIndex(reading: path)
      if inner.isEmpty { contents.files.reserveCapacity(contents.files.count + (try index.count())) }
      try index.forEachRow(below: inner) { row in
        contents.files[Path.join(name, String(Substring(row.path.utf8.dropFirst(start))))] = row
      }
    } catch {
      let message = "the index of sounds is not used: \(error.problem)"
      contents.warnings.append(Warning(.indexNotUsed, subject: path, message))
    }
  }
}
