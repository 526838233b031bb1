import FoundationEssentials

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
  /// A last line without its end was cut off when its writer was stopped, and is passed over.
  /// *Throws:* `.annotation` for any other line that is no row.
  public static func read(_ path: String) throws(SoundscapeError) -> Manifest? {
    guard FileSystem.exists(path) else { return nil }
    let bytes = try FileSystem.read(path)
    var rows: [Int: ManifestRow] = [:]
    let decoder = JSONDecoder()
    var start = bytes.startIndex
    var number = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      let row: ManifestRow
      do { row = try decoder.decode(ManifestRow.self, from: Data(bytes[start..<end])) } catch {
        throw .annotation(path: "\(path):\(number)", problem: "is no line of a manifest")
      }
      rows[row.index] = row
      start = end + 1
    }
    return Manifest(rows: Array(rows.values))
  }

  /// Writes the manifest whole or not at all.
  func write(to path: String) throws(SoundscapeError) {
    try FileSystem.writeAtomically(rows.flatMap(\.line), to: path)
  }
}
