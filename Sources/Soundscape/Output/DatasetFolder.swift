/// A data set's folder before a run: what is there already, and what of it may be replaced.
struct DatasetFolder: Sendable {
  private let root: RootFolder
  /// The rows of mixtures that were made before.
  let rows: [Int: ManifestRow]
  /// The mixtures of `rows` that only the journal has, and of which a power cut may have harmed files.
  private let atRisk: Set<Int>
  /// Which file the manifest is; nil where there is none.
  let manifest: FileIdentity?
  /// What the run's journal begins with.
  let journal: Journal

  /// Looks at what a folder holds.
  ///
  /// *Throws:* `.output` where it holds anything but the same run's mixtures, unless `overwrite` is set; then the files
  /// that its manifest lists are removed, and nothing else. `.annotation` for a manifest that lists files elsewhere.
  init(_ root: RootFolder, run: String, overwrite: Bool) throws(SoundscapeError) {
    self.root = root
    let listed = try Manifest(in: root)
    let journal = try Journal(in: root)
    let earlier = (listed?.rows ?? []) + (journal.map { Array($0.rows.values) } ?? [])
    var files: [InnerPath] = []
    for row in earlier { files += try row.innerFiles(of: root) }
    if overwrite {
      try Self.remove(files, below: root)
      try root.remove(.manifest)
      try root.remove(.journal)
      rows = [:]
      atRisk = []
      manifest = nil
      self.journal = Journal(run: run)
      return
    }
    guard earlier.allSatisfy({ $0.run == run }), journal?.run.map({ $0 == run }) ?? true else {
      throw .output(
        path: root.path,
        problem: "already holds a data set that was made differently "
          + "(other recipe, inputs, seed, options, soundbank or version)", advice: .overwriteOrOtherFolder)
    }
    // Nothing says whose an empty manifest is; an empty journal is left by a run that was stopped as it began.
    if earlier.isEmpty, journal?.run == nil {
      let others = try FileSystem.list(root.path).filter { !$0.begins(with: ".") && $0 != InnerPath.journal.text }
      guard others.isEmpty else {
        throw .output(path: root.path, problem: "is not empty", advice: .overwriteOrOtherFolder)
      }
    }
    rows = Dictionary(earlier.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    atRisk = Set(journal?.rows.keys.filter { journal?.synced.contains($0) == false } ?? [])
    do throws(SystemFailure) { manifest = try root.identity(of: .manifest) } catch {
      throw .output(path: root.shown(.manifest), problem: error.words)
    }
    self.journal = Journal(run: run, rows: journal?.rows ?? [:], synced: journal?.synced ?? [])
  }

  /// The rows of mixtures that are there whole.
  ///
  /// - Parameter checksBytes: whether files that a power cut may have harmed are read to see that it did not.
  func wholeRows(checksBytes: Bool) throws(SoundscapeError) -> [ManifestRow] {
    var whole: [ManifestRow] = []
    for row in rows.values where row.status == .ok {
      let files = try row.innerFiles(of: root)
      if try isWhole(row, files, checks: checksBytes && atRisk.contains(row.index)) { whole.append(row) }
    }
    return whole
  }

  private func isWhole(_ row: ManifestRow, _ files: [InnerPath], checks: Bool) throws(SoundscapeError) -> Bool {
    for file in files {
      do throws(SystemFailure) {
        guard let kind = try root.kind(of: file) else { return false }
        guard case .file = kind else { throw kind == .link ? SystemFailure.link : SystemFailure.notPlain }
        // One that is cut off is made again; it is not read for more than that.
        guard try FileExtent(file, in: root).isPossible(for: file.text, of: row) else { return false }
        if checks, let digest = row.sha256[file.text], try root.digest(file) != digest { return false }
      } catch { throw .output(path: root.shown(file), problem: error.words, advice: .otherFolder) }
    }
    return true
  }

  private static func remove(_ files: [InnerPath], below root: RootFolder) throws(SoundscapeError) {
    // Those of a mixture from the annotation on: from then on it is not whole.
    for file in files.reversed() { try root.remove(file) }
    // Folders that held nothing else go too; one with other files stays, since it is not empty.
    let folders = Set(files.flatMap(\.parents)).sorted { isInByteOrder($1.text, $0.text) }
    for folder in folders { try root.removeEmptyFolder(folder) }
  }
}

extension ManifestRow {
  /// The row's files as paths below the data set's folder.
  ///
  /// *Throws:* `.annotation` where one is not.
  func innerFiles(of root: RootFolder) throws(SoundscapeError) -> [InnerPath] {
    var paths: [InnerPath] = []
    for file in files {
      do throws(InnerPath.Refusal) { paths.append(try InnerPath(file)) } catch {
        throw .annotation(path: root.shown(.manifest), problem: "mixture \(index): \(error.problem)")
      }
    }
    return paths
  }
}
