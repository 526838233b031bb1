/// A data set's folder before and after a run: what may be written there, what is there already.
struct DatasetFolder {
  let root: String
  private(set) var rows: [Int: ManifestRow] = [:]

  var manifestPath: String { Path.join(root, Manifest.fileName) }
  var journalPath: String { Path.join(root, Manifest.journalName) }

  /// Makes the folder, or looks at what it holds.
  ///
  /// *Throws:* `.output` where it holds anything but the same run's mixtures, unless `overwrite` is set; then the data
  /// set that it holds is removed, and nothing else.
  init(root: String, run: String, overwrite: Bool) throws(SoundscapeError) {
    self.root = root
    if FileSystem.exists(root), !FileSystem.isDirectory(root) {
      throw .output(path: root, problem: "is a file; --out names a folder")
    }
    try FileSystem.makeDirectories(root)
    let earlier = try (Manifest.read(manifestPath)?.rows ?? []) + (Manifest.read(journalPath)?.rows ?? [])
    if overwrite {
      try remove(earlier)
      return
    }
    if FileSystem.exists(manifestPath) || FileSystem.exists(journalPath) {
      guard earlier.allSatisfy({ $0.run == run }) else {
        throw .output(
          path: root,
          problem: "holds a data set made otherwise (recipe, seed, options, soundbank or version differ); "
            + "--overwrite replaces it, another --out leaves it")
      }
    } else if try !FileSystem.list(root).allSatisfy({ $0.hasPrefix(".") }) {
      throw .output(path: root, problem: "is not empty; --overwrite writes into it, another --out leaves it")
    }
    for row in earlier { rows[row.index] = row }
    // A line that was cut off when its run was stopped must not have the next one written behind it.
    if let journal = try Manifest.read(journalPath) { try journal.write(to: journalPath) }
  }

  /// Indices whose mixtures are whole.
  var done: Set<Int> {
    Set(
      rows.values.filter { row in
        row.status == .ok && row.files.allSatisfy { FileSystem.exists(Path.join(root, $0)) }
      }.map(\.index))
  }

  /// Makes the journal, before there is anything else: a run that is stopped at once is known by it.
  func begin() throws(SoundscapeError) {
    if !FileSystem.exists(journalPath) { try FileSystem.write([], to: journalPath) }
  }

  /// Puts the journal's rows, if there are any, into the manifest.
  mutating func close() throws(SoundscapeError) {
    guard FileSystem.exists(journalPath) else { return }
    for row in try Manifest.read(journalPath)?.rows ?? [] { rows[row.index] = row }
    try Manifest(rows: Array(rows.values)).write(to: manifestPath)
    FileSystem.discard(journalPath)
  }

  private func remove(_ rows: [ManifestRow]) throws(SoundscapeError) {
    for row in rows {
      // The annotation goes first: from then on the mixture is not whole.
      for file in row.files.reversed() { FileSystem.discard(Path.join(root, file)) }
      // Folders that held nothing else go too; one with a file of somebody else's stays, since it is not empty.
      for folder in Set(row.files.map(Path.parent)).sorted(by: >) where !folder.isEmpty {
        FileSystem.discardEmptyFolder(Path.join(root, folder))
      }
    }
    FileSystem.discard(manifestPath)
    FileSystem.discard(journalPath)
  }
}
