/// The rows of a data set's folder where they are: in its manifest, and in the journal of a run.
struct RowLines: Sendable {
  var rows = RowTable()
  var manifest: LineFile?
  var journal: LineFile?

  /// A row of the table.
  ///
  /// *Throws:* `.annotation` where its line is not what it was.
  func row(_ entry: RowTable.Entry) throws(SoundscapeError) -> ManifestRow {
    let (bytes, path) = try read(entry)
    guard let row = try? ManifestRow(bytes, line: 0, of: path), row.index == entry.index else {
      throw .annotation(path: path, problem: "the line of mixture \(entry.index) is not what it was")
    }
    return row
  }

  /// The row of a mixture; nil where there is none.
  func row(of index: Int) throws(SoundscapeError) -> ManifestRow? {
    guard let entry = rows.entry(of: index) else { return nil }
    return try row(entry)
  }

  /// The line of a row as a manifest has it, with its end: one with a digest as it is, an older one in today's format.
  func line(_ entry: RowTable.Entry) throws(SoundscapeError) -> [UInt8] {
    let bytes = try read(entry).bytes
    return ManifestLine.seal(of: bytes) == .whole ? bytes + [UInt8(ascii: "\n")] : try row(entry).line
  }

  private func read(_ entry: RowTable.Entry) throws(SoundscapeError) -> (bytes: [UInt8], path: String) {
    guard let file = entry.file == .manifest ? manifest : journal else {
      throw .source(entry.file == .manifest ? Manifest.fileName : Manifest.journalName, .missing)
    }
    return (try file.line(at: entry.place), file.path)
  }
}
