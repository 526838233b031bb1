/// A data set's folder before and after a run: what may be written there, what is there already.
struct DatasetFolder: Sendable {
  let root: String
  private let rows: [Int: ManifestRow]

  private var manifestPath: String { Path.join(root, Manifest.fileName) }
  var journalPath: String { Path.join(root, Manifest.journalName) }

  /// Looks at what a folder holds.
  ///
  /// *Throws:* `.output` where it holds anything but the same run's mixtures, unless `overwrite` is set; then the data
  /// set that it holds is removed, and nothing else.
  init(root: String, run: String, overwrite: Bool) throws(SoundscapeError) {
    self.root = root
    let (manifest, journal) = (Path.join(root, Manifest.fileName), Path.join(root, Manifest.journalName))
    let earlier = try (Manifest.read(manifest)?.rows ?? []) + (Manifest.read(journal)?.rows ?? [])
    if overwrite {
      rows = [:]
      Self.remove(earlier, below: root)
      FileSystem.discard(manifest)
      FileSystem.discard(journal)
      return
    }
    if FileSystem.exists(manifest) || FileSystem.exists(journal) {
      guard earlier.allSatisfy({ $0.run == run }) else {
        throw .output(
          path: root,
          problem: "already holds a data set that was made differently "
            + "(other recipe, inputs, seed, options, soundbank or version)", advice: .overwriteOrOtherFolder)
      }
    } else if try !FileSystem.list(root).allSatisfy({ $0.hasPrefix(".") }) {
      throw .output(path: root, problem: "is not empty", advice: .overwriteOrOtherFolder)
    }
    rows = Dictionary(earlier.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    // A line that was cut off when its run was stopped must not have the next one written after it.
    if let journal = try Manifest.read(journalPath) { try journal.write(to: journalPath) }
  }

  /// The rows of mixtures that are there whole.
  var wholeRows: [ManifestRow] {
    rows.values.filter { row in
      row.status == .ok && row.files.allSatisfy { FileSystem.exists(Path.join(root, $0)) }
    }
  }

  /// Puts the journal's rows, if there are any, into the manifest.
  func close() throws(SoundscapeError) {
    guard let journal = try Manifest.read(journalPath) else { return }
    // A run that had nothing to make leaves the manifest untouched.
    if journal.rows.isEmpty, FileSystem.exists(manifestPath) {
      FileSystem.discard(journalPath)
      return
    }
    var all = rows
    for row in journal.rows { all[row.index] = row }
    try Manifest(rows: Array(all.values)).write(to: manifestPath)
    FileSystem.discard(journalPath)
  }

  private static func remove(_ rows: [ManifestRow], below root: String) {
    for row in rows {
      // The annotation goes first: from then on the mixture is not whole.
      for file in row.files.reversed() { FileSystem.discard(Path.join(root, file)) }
      // Folders that held nothing else go too; one with other files stays, since it is not empty.
      for folder in Set(row.files.map(Path.parent)).sorted(by: >) where !folder.isEmpty {
        FileSystem.discardEmptyFolder(Path.join(root, folder))
      }
    }
  }
}
