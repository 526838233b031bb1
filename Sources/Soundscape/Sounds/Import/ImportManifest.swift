/// What a bank says of its imports: by the path of each sound, and by source.
struct ImportManifest: Sendable {
  private(set) var rows = NameTable<ImportRow>()
  private var files = NameTable<[String]>()

  init() {}

  /// Reads the manifest of a bank, and what a run that was stopped had collected; empty where there is none.
  ///
  /// *Throws:* `.annotation` for a file of the name that is something else.
  init(in root: RootFolder) throws(SoundscapeError) {
    for path in [InnerPath.imports, .importJournal] {
      guard let bytes = try root.read(path) else { continue }
      var (start, number) = (0, 0)
      // A last line without its end was cut off when its writer was stopped.
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        number += 1
        guard let row = ImportRow(bytes[start..<end]) else {
          throw .annotation(
            path: "\(root.shown(path)):\(number)", problem: "is not a line about an imported sound; remove the file")
        }
        add(row)
        start = end + 1
      }
    }
  }

  mutating func add(_ row: ImportRow) {
    if let old = rows[row.file] { files[old.source]?.removeAll { hasSameBytes($0, row.file) } }
    rows[row.file] = row
    files[row.source, default: []].append(row.file)
  }

  /// The sounds that were made from a source.
  func rows(from source: String) -> [ImportRow] { (files[source] ?? []).compactMap { rows[$0] } }

  /// All lines, in byte order of their files.
  var bytes: [UInt8] {
    rows.keys.sorted(by: isInByteOrder).flatMap { rows[$0]?.line ?? [] }
  }
}
