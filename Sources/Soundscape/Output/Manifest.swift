/// The lines of a data set's `manifest.jsonl`.
public struct Manifest: Hashable, Sendable {
  public static let fileName = InnerPath.manifest.text
  /// Where rows are collected while mixtures are being made.
  static let journalName = InnerPath.journal.text

  /// By index.
  public var rows: [ManifestRow]

  public init(rows: [ManifestRow]) { self.rows = rows.sorted { $0.index < $1.index } }

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

  /// Reads the rows of a manifest, one at a time.
  ///
  /// A last line without its end was cut off, and is skipped.
  /// - Parameter row: takes each row, with the place of its line.
  /// *Throws:* `.annotation` for any other line that is not a row, or that a newer version wrote; `.output` for a file
  /// that has no whole line: it is somebody else's.
  static func read(
    _ file: LineFile, row: (ManifestRow, _ place: Int) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    var hasLines = false
    let rest = try file.forEachLine { (line) throws(SoundscapeError) in
      hasLines = true
      try row(try ManifestRow(line.bytes, line: line.number, of: file.path), line.place)
    }
    guard hasLines || rest.isEmpty else {
      throw .output(path: file.path, problem: "is in the way: it has no line of a manifest", advice: .otherFolder)
    }
  }

  static func brokenLine(_ number: Int, of path: String) -> SoundscapeError {
    .annotation(path: "\(path):\(number)", problem: "is not a line of a manifest")
  }

  /// The manifest's lines.
  var bytes: [UInt8] { rows.flatMap(\.line) }
}
