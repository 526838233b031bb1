/// The lines of a data set's `manifest.jsonl`.
public struct Manifest: Hashable, Sendable {
  public static let fileName = "manifest.jsonl"
  /// Where rows are collected while mixtures are being made, in whatever order they are done.
  static let journalName = "manifest.jsonl.partial"

  /// By index.
  public var rows: [ManifestRow]

  public init(rows: [ManifestRow]) { self.rows = rows.sorted { $0.index < $1.index } }

  /// Reads a manifest or a journal; nil where there is none.
  ///
  /// A last line without its end was cut off when its writer was stopped, and is skipped.
  /// *Throws:* `.annotation` for any other line that is not a row, or that a newer version wrote.
  public static func read(_ path: String) throws(SoundscapeError) -> Manifest? {
    guard FileSystem.exists(path) else { return nil }
    let bytes = try FileSystem.read(path)
    var rows: [Int: ManifestRow] = [:]
    var start = bytes.startIndex
    var number = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      let row = try ManifestRow(bytes, in: start..<end, line: number, of: path)
      rows[row.index] = row
      start = end + 1
    }
    return Manifest(rows: Array(rows.values))
  }

  static func brokenLine(_ number: Int, of path: String) -> SoundscapeError {
    .annotation(path: "\(path):\(number)", problem: "is not a line of a manifest")
  }

  /// Writes the manifest whole or not at all.
  func write(to path: String) throws(SoundscapeError) {
    try FileSystem.writeAtomically(rows.flatMap(\.line), to: path)
  }
}
