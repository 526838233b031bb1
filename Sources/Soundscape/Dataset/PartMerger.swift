/// Puts the parts of a data set together, so that the folder is what a single run makes, byte for byte.
///
/// Files are moved, not copied. A merge that was stopped at any moment continues when it is started again: the parts'
/// manifests go last, once the whole has one.
public struct PartMerger: Sendable {
  /// The folder that holds the parts' folders.
  public let path: String
  /// Waits for the disk before the parts' manifests go.
  public var syncs = true

  /// What came of it.
  public struct Summary: Hashable, Sendable {
    /// Parts that were put together now.
    public var parts = 0
    /// Mixtures of the whole data set.
    public var mixtures = 0
    /// Those of them that could not be made.
    public var failed = 0
    /// Folders of parts that hold other files too, and so are still there.
    public var left: [String] = []
  }

  /// Those whose lists are written at the end.
  public var layouts = Layouts.builtIn

  public init(_ path: String) { self.path = path }

  /// Checks all parts, then moves them.
  ///
  /// - Parameter progress: is called after each mixture.
  /// *Throws:* `.output` or `.annotation` for what is wrong, before anything is moved.
  public func run(progress: (DatasetProgress) -> Void = { _ in }) throws(SoundscapeError) -> Summary {
    let summary = try merge(progress)
    let layout = try DatasetReader(dataset: path).firstLayout()
    if layouts.all.contains(where: { $0.hasLists && !$0.isPacked && isSameName($0.name, layout) }) {
      try ListWriter(root: FileSystem.realPath(path), layouts: layouts).write()
    }
    return summary
  }

  private func merge(_ progress: (DatasetProgress) -> Void) throws(SoundscapeError) -> Summary {
    guard FileSystem.isDirectory(path) else { throw .source(path: path, problem: "no such folder") }
    let root = try RootFolder(FileSystem.realPath(path))
    let lock = try FolderLock(root)
    defer { withExtendedLifetime(lock) {} }
    if try LineFile.open(.journal, in: root) != nil {
      throw .output(path: path, problem: "has a run that is not finished", advice: .resume)
    }
    let shards = try FileSystem.list(root.path).compactMap { Shard(folderName: $0) }
      .sorted { ($0.count, $0.number) < ($1.count, $1.number) }
    if let manifest = try LineFile.open(.manifest, in: root) { return try finish(shards, root, manifest) }
    guard let first = shards.first else {
      throw .output(path: path, problem: "holds no parts of a data set: folders such as part-1-of-4")
    }
    try root.removeStaged()
    var summary = try check(shards, of: first.count, root)
    let staged = InnerPath.staged(1)
    try root.write(to: staged) { (write) throws(SoundscapeError) in
      for shard in shards {
        let rest = try PartFolder(shard, in: root).manifest?.forEachLine { (line) throws(SoundscapeError) in
          try write(line.bytes + [UInt8(ascii: "\n")])
        }
        _ = rest
      }
    }
    var done = DatasetProgress(total: summary.mixtures)
    for shard in shards {
      let part = try PartFolder(shard, in: root)
      try part.forEachRow { (row) throws(SoundscapeError) in
        try move(row, of: part, to: root)
        done.made += 1
        progress(done)
      }
    }
    if syncs, !(try root.syncDisk()) {
      for shard in shards {
        try PartFolder(shard, in: root).forEachRow { (row) throws(SoundscapeError) in
          try root.sync(files: try row.innerFiles(of: root))
        }
      }
    }
    try root.move(staged, to: .manifest, replacing: false)
    if syncs { try root.sync(nil) }
    try remove(shards, root, &summary)
    return summary
  }

  // MARK: Before anything is moved

  private func check(_ shards: [Shard], of count: Int, _ root: RootFolder) throws(SoundscapeError) -> Summary {
    if let other = shards.first(where: { $0.count != count }) {
      let problem = "holds parts of \(count) and parts of \(other.count): \(shards[0].folderName), \(other.folderName)"
      throw .output(path: path, problem: problem, advice: .removeParts)
    }
    let there = Set(shards.map(\.number))
    let missing = (1...count).filter { !there.contains($0) }.compactMap { Shard($0, of: count)?.folderName }
    guard missing.isEmpty else {
      let names = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
      throw .output(
        path: path, problem: "lacks \(missing.count) of \(count) parts: \(names)", advice: .makeParts)
    }
    var summary = Summary(parts: shards.count)
    var first: (part: DatasetPart, run: String)?
    for shard in shards {
      let part = try PartFolder(shard, in: root)
      let (found, run) = try part.description()
      let wanted = first ?? (found, run)
      first = wanted
      guard run == wanted.run else {
        throw part.failure(
          "is of another run than \(shards[0].folderName) (other recipe, seed, options, soundbank or version)",
          advice: .remakePart)
      }
      guard found.whole == wanted.part.whole, found.unit == wanted.part.unit else {
        let (ours, theirs) = (found.whole, wanted.part.whole)
        throw part.failure(
          "overlaps others or leaves a gap: it is of mixtures \(ours.lowerBound) to \(ours.upperBound - 1), "
            + "\(shards[0].folderName) of \(theirs.lowerBound) to \(theirs.upperBound - 1)", advice: .remakePart)
      }
      try part.forEachRow { (row) throws(SoundscapeError) in
        summary.mixtures += 1
        if row.status == .failed { summary.failed += 1 }
        try checkFiles(row, of: part, root)
      }
    }
    return summary
  }

  /// Each file is in the part, or was moved already, and not in both places.
  private func checkFiles(_ row: ManifestRow, of part: PartFolder, _ root: RootFolder) throws(SoundscapeError) {
    for file in try row.innerFiles(of: part.root) {
      let (here, there) = (try isFile(file, in: part.root), try isFile(file, in: root))
      guard here || there else { throw part.failure("lacks \(file.text)", advice: .remakePart) }
      guard here != there else {
        throw .output(
          path: root.shown(file), problem: "is in the way of that of \(part.shard.folderName)", advice: .removeParts)
      }
    }
  }

  private func isFile(_ file: InnerPath, in root: RootFolder) throws(SoundscapeError) -> Bool {
    do throws(SystemFailure) {
      switch try root.kind(of: file) {
      case nil: return false
      case .file: return true
      case .link: throw SystemFailure.link
      case .folder, .other: throw SystemFailure.notPlain
      }
    } catch { throw .output(path: root.shown(file), problem: error.words) }
  }

  // MARK: Moving

  /// Moves the files of a mixture, the annotation last; those that were moved already stay where they are.
  private func move(_ row: ManifestRow, of part: PartFolder, to root: RootFolder) throws(SoundscapeError) {
    let files = try row.innerFiles(of: root)
    for file in files where try isFile(file, in: part.root) {
      try root.makeFolders(of: file)
      try root.move(try part.path(of: file), to: file, replacing: false)
    }
    let folders = Set(files.flatMap(\.parents)).sorted { isInByteOrder($1.text, $0.text) }
    for folder in folders { try part.root.removeEmptyFolder(folder) }
  }

  private func remove(_ shards: [Shard], _ root: RootFolder, _ summary: inout Summary) throws(SoundscapeError) {
    for shard in shards where !(try PartFolder(shard, in: root).remove(from: root)) {
      summary.left.append(Path.join(path, shard.folderName))
    }
  }

  // MARK: A merge that was stopped at its end

  /// Removes what is left of parts that the manifest has already.
  private func finish(
    _ shards: [Shard], _ root: RootFolder, _ manifest: LineFile
  ) throws(SoundscapeError) -> Summary {
    var summary = Summary()
    var (merged, run) = (MixtureSet(), String?.none)
    try Manifest.read(manifest) { (row, _) throws(SoundscapeError) in
      merged.insert(row.index)
      run = run ?? row.run
      summary.mixtures += 1
      if row.status == .failed { summary.failed += 1 }
    }
    for shard in shards {
      let part = try PartFolder(shard, in: root)
      try part.forEachRow { (row) throws(SoundscapeError) in
        guard row.run == run, merged.contains(row.index) else {
          throw part.failure("is not of the data set that \(path) holds already", advice: .removeParts)
        }
        for file in try row.innerFiles(of: part.root) where try isFile(file, in: part.root) {
          throw part.failure("is merged already: \(root.shown(.manifest)) lists its mixtures", advice: .removeParts)
        }
      }
    }
    try remove(shards, root, &summary)
    return summary
  }
}
