/// The journal while it is written.
struct OpenJournal: Sendable {
  let file: AppendedFile
  /// Where the next line begins.
  var end: Int
  /// The rows of this run, as they were recorded.
  var rows: [RowTable.Entry] = []

  mutating func append(_ line: [UInt8]) throws(SoundscapeError) {
    try file.append(line)
    end += line.count
  }
}

extension SoundscapeError {
  /// A file of a run's folder that others changed meanwhile.
  static func changed(_ path: InnerPath, in root: RootFolder, _ what: String) -> SoundscapeError {
    // Without the journal it is not known what is ours; all else is made again.
    .output(
      path: root.shown(path), problem: "\(what) during the run",
      advice: path == .journal ? .overwriteOrOtherFolder : .resume)
  }
}
