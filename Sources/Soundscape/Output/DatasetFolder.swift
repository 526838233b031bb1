/// A data set's folder before a run: what is there already, and what of it may be replaced.
struct DatasetFolder: Sendable {
  private let root: RootFolder
  /// The rows of mixtures that were made before.
  let lines: RowLines
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
    var lines = RowLines()
    var areOfThisRun = true
    lines.manifest = try LineFile.open(.manifest, in: root)
    lines.journal = try LineFile.open(.journal, in: root)
    let journal = try Self.forEachRow(of: lines) { (row, file, place) throws(SoundscapeError) in
      _ = try row.innerFiles(of: root)
      areOfThisRun = areOfThisRun && row.run == run
      lines.rows.add(RowTable.Entry(index: row.index, in: file, at: place, isFailed: row.status == .failed))
    }
    if overwrite {
      // All was read first, so that nothing is removed where it is not known what is ours.
      _ = try Self.forEachRow(of: lines) { (row, _, _) throws(SoundscapeError) in try Self.remove(row, below: root) }
      try root.remove(.manifest)
      try root.remove(.journal)
      self.lines = RowLines()
      manifest = nil
      self.journal = Journal(run: run)
      return
    }
    guard areOfThisRun, journal?.run.map({ $0 == run }) ?? true else {
      throw .output(
        path: root.path,
        problem: "already holds a data set that was made differently "
          + "(other recipe, inputs, seed, options, soundbank or version)", advice: .overwriteOrOtherFolder)
    }
    // Nothing says whose an empty manifest is; an empty journal is left by a run that was stopped as it began.
    if lines.rows.isEmpty, journal?.run == nil {
      let others = try FileSystem.list(root.path).filter { !$0.begins(with: ".") && !Self.mayBeFirst.contains($0) }
      if let part = others.first(where: { Shard(folderName: $0) != nil }) {
        throw .output(path: root.path, problem: "holds parts of a data set, such as \(part)", advice: .merge)
      }
      guard others.isEmpty else {
        throw .output(path: root.path, problem: "is not empty", advice: .overwriteOrOtherFolder)
      }
    }
    lines.rows.settle()
    self.lines = lines
    manifest = lines.manifest?.identity
    self.journal = journal ?? Journal(run: run)
  }

  /// What a run that was stopped as it began leaves.
  private static let mayBeFirst = [InnerPath.journal.text, InnerPath.part.text]

  /// The mixtures that are there whole, and those that failed.
  ///
  /// - Parameter checksBytes: whether files that a power cut may have harmed are read to see that it did not.
  func mixtures(checksBytes: Bool) throws(SoundscapeError) -> (whole: MixtureSet, failed: MixtureSet) {
    var (whole, failed) = (MixtureSet(), MixtureSet())
    let atRisk = journal.atRisk
    for entry in lines.rows.entries {
      guard !entry.isFailed else {
        failed.insert(entry.index)
        continue
      }
      let row = try lines.row(entry)
      let files = try row.innerFiles(of: root)
      if try isWhole(row, files, checks: checksBytes && atRisk.contains(row.index)) { whole.insert(row.index) }
    }
    return (whole, failed)
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

  /// Goes through the rows of the manifest, then those of the journal. *Returns:* the journal; nil where there is none.
  private static func forEachRow(
    of lines: RowLines, _ body: (ManifestRow, RowTable.File, _ place: Int) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) -> Journal? {
    if let manifest = lines.manifest {
      try Manifest.read(manifest) { (row, place) throws(SoundscapeError) in try body(row, .manifest, place) }
    }
    guard let journal = lines.journal else { return nil }
    return try Journal(journal) { (row, place) throws(SoundscapeError) in try body(row, .journal, place) }
  }

  private static func remove(_ row: ManifestRow, below root: RootFolder) throws(SoundscapeError) {
    let files = try row.innerFiles(of: root)
    // From the annotation on: from then on the mixture is not whole.
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
