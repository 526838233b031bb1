/// The sounds of a bank as its index knows them, without opening any.
package struct BankList: Sendable {
  /// One file.
  package struct Entry: Sendable {
    /// From where the bank's path starts.
    package let path: String
    /// nil for a file that cannot be used.
    package let facts: SoundFacts?
    /// 64 hexadecimal digits; nil for a file that could not even be begun.
    package let sha256: String?
    package let byteCount: Int
    /// Why it cannot be used; nil for one that can.
    package let problem: String?
    /// Whether it was changed, moved or removed since the scan.
    package let isStale: Bool
  }

  /// Sounds, and files that would be if they could be used, in byte order of their paths.
  package let entries: [Entry]

  /// Reads the index of a bank.
  ///
  /// *Throws:* `.source` where there is none, or it cannot be read.
  package init(_ root: String) throws(SoundscapeError) { try self.init(root, places: .standard) }

  init(_ root: String, places: IndexPlaces) throws(SoundscapeError) {
    guard FileSystem.isDirectory(root) else { throw .source(path: root, problem: "no such folder") }
    let place = FileSystem.realPath(root)
    var paths = places.existing(for: place)
    if paths.isEmpty, let moved = places.moved(to: [place]) { paths = [moved.path] }
    guard !paths.isEmpty else { throw .source(path: root, problem: "has no index yet", advice: .scan) }
    var rows: NameTable<IndexedFile> = [:]
    for path in paths {
      let index = try SoundIndex(reading: path)
      try index.forEachRow { if Path.isBelow($0.path) { rows[$0.path] = $0 } }
    }
    entries = rows.values.sorted { isInByteOrder($0.path, $1.path) }.compactMap { Self.entry($0, in: root) }
  }

  private static func entry(_ row: IndexedFile, in root: String) -> Entry? {
    let path = Path.join(root, row.path)
    let error = row.finding.error(for: path)
    if let error, !SoundListing.skipped(path, error).kind.isOfUnusableSound { return nil }
    var facts: SoundFacts?
    if case .sound(let found, _) = row.finding { facts = found }
    return Entry(
      path: path, facts: facts, sha256: row.finding.digest?.hex, byteCount: row.stamp.byteCount,
      problem: error?.problem,
      isStale: !(FileStamp(of: path)?.resembles(row.stamp) ?? false))
  }
}
