/// The lines of a data set's `manifest.jsonl`.
public struct Manifest: Hashable, Sendable {
  public static let fileName = InnerPath.manifest.text
  /// Where rows are collected while mixtures are being made.
  static let journalName = InnerPath.journal.text

  /// By index.
  public var rows: [ManifestRow]

  public init(rows: [ManifestRow]) { self.rows = rows.sorted { $0.index < $1.index } }

  /// The manifest of a data set's folder; nil where there is none.
  ///
  /// A last line without its end was cut off, and is skipped.
  /// *Throws:* `.annotation` for any other line that is not a row, or that a newer version wrote; `.output` for a file
  /// that has no whole line: it is somebody else's.
  init?(in root: RootFolder) throws(SoundscapeError) {
    guard let bytes = try root.read(.manifest) else { return nil }
    try self.init(bytes, of: root.shown(.manifest))
  }

  init(_ bytes: [UInt8], of path: String) throws(SoundscapeError) {
    var rows: [Int: ManifestRow] = [:]
    var start = bytes.startIndex
    var number = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      let row = try ManifestRow(bytes, in: start..<end, line: number, of: path)
      rows[row.index] = row
      start = end + 1
    }
    guard number > 0 || bytes.isEmpty else {
      throw .output(path: path, problem: "is in the way: it has no line of a manifest", advice: .otherFolder)
    }
    self.init(rows: Array(rows.values))
  }

  static func brokenLine(_ number: Int, of path: String) -> SoundscapeError {
    .annotation(path: "\(path):\(number)", problem: "is not a line of a manifest")
  }

  /// The manifest's lines.
  var bytes: [UInt8] { rows.flatMap(\.line) }
}
