/// What a run has written down of itself so far, `manifest.jsonl.partial`: whose it is, then a row for each mixture in
/// whatever order they are done, and now and then which of them are safe on the disk.
struct Journal {
  /// The run's identity; nil in a journal that has lost its first line.
  var run: String?
  var rows: [Int: ManifestRow] = [:]
  /// The mixtures that a power cut cannot harm any more.
  var synced: Set<Int> = []

  init(run: String?, rows: [Int: ManifestRow] = [:], synced: Set<Int> = []) {
    self.run = run
    self.rows = rows
    self.synced = synced
  }

  /// Reads the journal of a folder; nil where there is none.
  ///
  /// A last line without its end was cut off when its writer was stopped, and is skipped.
  /// *Throws:* `.annotation` for any other line that is not one of a journal, `.output` for a file that has no whole line
  /// and is not the beginning of a journal either: it is somebody else's.
  init?(in root: RootFolder) throws(SoundscapeError) {
    guard let bytes = try root.read(.journal) else { return nil }
    self.init(run: nil)
    let path = root.shown(.journal)
    var (start, number) = (0, 0)
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      try add(bytes, start..<end, number, of: path)
      start = end + 1
    }
    if number == 0, !Self.isBeginning(bytes) {
      throw .output(path: path, problem: "is in the way: it is not the journal of a run", advice: .otherFolder)
    }
  }

  /// Whether bytes without a line's end are the beginning of a journal's first line.
  private static func isBeginning(_ bytes: [UInt8]) -> Bool {
    let start = Array("{\"\(runKey)\": \"".utf8)
    let rest = bytes.dropFirst(start.count)
    return start.starts(with: bytes.prefix(start.count)) && rest.allSatisfy(Array("0123456789abcdef\"}".utf8).contains)
  }

  private mutating func add(
    _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, of path: String
  ) throws(SoundscapeError) {
    func isOf(_ key: String) -> Bool { bytes[range].starts(with: "{\"\(key)\"".utf8) }
    if isOf(Self.runKey) {
      guard let known = (try? JSONReader.tree(of: bytes, in: range))?[Self.runKey].string else {
        throw Manifest.brokenLine(number, of: path)
      }
      run = known
    } else if isOf(Self.syncedKey) {
      guard let tree = try? JSONReader.tree(of: bytes, in: range), let indices = tree[Self.syncedKey].elements else {
        throw Manifest.brokenLine(number, of: path)
      }
      synced.formUnion(indices.compactMap { $0.double.flatMap { Int(exactly: $0) } })
    } else {
      let row = try ManifestRow(bytes, in: range, line: number, of: path)
      rows[row.index] = row
      // Made again after it was safe.
      synced.remove(row.index)
    }
  }

  /// The journal's lines.
  var bytes: [UInt8] {
    var bytes = Self.heading(run ?? "") + Manifest(rows: Array(rows.values)).rows.flatMap(\.line)
    if !synced.isEmpty { bytes += Self.mark(synced.sorted()) }
    return bytes
  }

  private static let runKey = "journal_of"
  private static let syncedKey = "synced"

  /// The first line.
  private static func heading(_ run: String) -> [UInt8] {
    line { json in json.member(runKey, run) }
  }

  /// The line that says which mixtures are safe on the disk.
  static func mark(_ indices: [Int]) -> [UInt8] {
    line { json in
      json.key(syncedKey)
      json.value(indices)
    }
  }

  private static func line(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in members(&json) }
    json.endLine()
    return json.bytes
  }
}
