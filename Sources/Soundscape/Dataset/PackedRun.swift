/// A data set in archives, made shard by shard: each in a folder of its own, which is then packed, so that no more than one
/// is unpacked at a time.
///
/// A shard is made whole or not at all, and those that are there are left as they are: runs on several machines that each
/// make some of the shards of one folder come to the same bytes as one run. `manifest.jsonl` lists all shards there are.
struct PackedRun {
  /// The data set's folder.
  let folder: String
  let shards: [PackedShard]
  var syncs = true
  /// Makes shards again that are there.
  var overwrites = false
  /// Removes all shards that are there first, also those that are not made now.
  var clears = false
  var upload: ShardUpload?

  /// Makes the shards that are not there yet.
  ///
  /// - Parameters:
  ///   - identity: that of the run, by which a shard that is there is known to belong to it.
  ///   - make: makes the mixtures of a shard in the sink; `found` are those of the shards before.
  func run(
    identity: (_ root: String) throws(SoundscapeError) -> String,
    make: (PackedShard, FolderSink, _ soFar: DatasetSummary) throws(SoundscapeError) -> DatasetSummary
  ) throws(SoundscapeError) -> DatasetSummary {
    try FileSystem.makeDirectories(folder)
    let root = try RootFolder(FileSystem.realPath(folder))
    let identity = try identity(root.path)
    if clears { try clearAll(root) }
    try checkFolder(root, identity)
    var summary = DatasetSummary(progress: DatasetProgress(total: shards.reduce(0) { $0 + $1.indices.count }))
    for shard in shards {
      if let rows = try rows(of: shard, in: root), shard.indices.allSatisfy({ rows.contains($0) }), !overwrites {
        summary.progress.found += shard.indices.count
        summary.progress.total -= shard.indices.count
        try clear(shard, root)
        continue
      }
      let work = Path.join(root.path, Self.work(shard))
      try Self.makeFolder(work)
      let made = try make(shard, FolderSink(work, pathsFrom: root.path, syncs: syncs), summary)
      summary.add(made)
      if made.isEndedEarly {
        // What was made of it is there when the run is started again.
        summary.isEndedEarly = true
        break
      }
      try settle(shard, work, root)
      summary.progress.total -= made.progress.found
    }
    try Self.writeManifest(root, upload)
    return summary
  }

  /// Makes the folder of a shard. Another run, which has just ended, may remove the folder above it meanwhile.
  private static func makeFolder(_ path: String) throws(SoundscapeError) {
    for _ in 0..<100 {
      do throws(SoundscapeError) { return try FileSystem.makeDirectories(path) } catch { continue }
    }
    try FileSystem.makeDirectories(path)
  }

  /// Packs a shard whose mixtures are made, hands its files on, and lists its rows.
  private func settle(_ shard: PackedShard, _ work: String, _ root: RootFolder) throws(SoundscapeError) {
    let lock = try FolderLock(try RootFolder(work))
    let files = try ShardPacker(folder: work, target: root.path, syncs: syncs).pack()
    if let upload { for file in files { try upload.run(file, in: root.path) } }
    try FileSystem.makeDirectories(Path.join(root.path, PackedShard.listings))
    // The listing comes last: where it is, the shard is whole.
    let manifest = Path.join(work, Manifest.fileName)
    if syncs { try FileSystem.sync(manifest) }
    try FileSystem.rename(manifest, to: Path.join(root.path, shard.listing))
    if let upload { try upload.run(shard.listing, in: root.path) }
    withExtendedLifetime(lock) {}
    try clear(shard, root)
  }

  private static func work(_ shard: PackedShard) -> String { "\(InnerPath.workFolder.text)/shard-\(shard.name)" }

  /// Removes the folder that a shard was made in, and the one that it is in if nothing else is there.
  private func clear(_ shard: PackedShard, _ root: RootFolder) throws(SoundscapeError) {
    do throws(InnerPath.Refusal) {
      let work = try InnerPath(Self.work(shard))
      if FileSystem.exists(root.shown(work)) { try? root.removeTree(work) }
    } catch {}
    try root.removeEmptyFolder(.workFolder)
  }

  /// Removes the archives and files that listings name, the listings, and the manifest.
  private func clearAll(_ root: RootFolder) throws(SoundscapeError) {
    let listings = Path.join(root.path, PackedShard.listings)
    guard FileSystem.isDirectory(listings) else { return }
    for name in try FileSystem.list(listings) where name.ends(with: ".jsonl") {
      let path = Path.join(listings, name)
      let lines = try ManifestLines(file: path, of: root.path)
      var files: NameSet = []
      for i in 0..<lines.count {
        for file in try lines.row(at: i).files { files.insert(PackedShard.archive(of: file) ?? file) }
      }
      for file in files.sorted() {
        let place: InnerPath
        do throws(InnerPath.Refusal) { place = try InnerPath(file) } catch {
          throw .annotation(path: path, problem: error.problem)
        }
        try root.remove(place)
      }
      FileSystem.discard(path)
    }
    try root.remove(.manifest)
  }

  /// The mixtures that a shard's listing has; nil where there is none.
  private func rows(of shard: PackedShard, in root: RootFolder) throws(SoundscapeError) -> Set<Int>? {
    let path = Path.join(root.path, shard.listing)
    guard FileSystem.exists(path) else { return nil }
    let lines = try ManifestLines(file: path, of: root.path)
    var indices: Set<Int> = []
    for i in 0..<lines.count { indices.insert(try lines.row(at: i).index) }
    return indices
  }

  /// Refuses a folder that holds something else, and shards of another run.
  private func checkFolder(_ root: RootFolder, _ identity: String) throws(SoundscapeError) {
    if overwrites { return }
    let listings = Path.join(root.path, PackedShard.listings)
    let names = FileSystem.isDirectory(listings) ? try FileSystem.list(listings) : []
    guard let first = names.filter({ $0.ends(with: ".jsonl") }).min(by: isInByteOrder) else {
      let others = try FileSystem.list(root.path).filter { !$0.begins(with: ".") }
      // Archives without a listing are those of a run that was stopped between the two.
      guard others.allSatisfy({ $0.ends(with: ShardPacker.ending) }) || FileSystem.exists(root.shown(.workFolder))
      else {
        throw .output(path: root.path, problem: "is not empty", advice: .overwriteOrOtherFolder)
      }
      return
    }
    let lines = try ManifestLines(file: Path.join(listings, first), of: root.path)
    guard lines.count > 0, try lines.row(at: 0).run == identity else {
      throw .output(
        path: root.path,
        problem: "already holds a data set that was made differently "
          + "(other recipe, inputs, seed, options, soundbank or version)", advice: .overwriteOrOtherFolder)
    }
  }

  /// Writes the manifest of all shards that are there, again until no other run has added one meanwhile.
  static func writeManifest(_ root: RootFolder, _ upload: ShardUpload? = nil) throws(SoundscapeError) {
    let listings = Path.join(root.path, PackedShard.listings)
    func found() throws(SoundscapeError) -> [String] {
      try FileSystem.list(listings).filter { $0.ends(with: ".jsonl") }.sorted(by: isInByteOrder)
    }
    guard FileSystem.isDirectory(listings) else { return }
    var names: [String] = []
    while case let now = try found(), now != names {
      names = now
      // Of this process alone, since several may come here at once.
      let staged = Path.join(root.path, ".manifest-\(ProcessNumber.current)")
      FileSystem.discard(staged)
      let file: OpenFile
      do throws(SystemFailure) { file = try OpenFile(staged, for: .append) } catch {
        throw .output(path: staged, problem: error.words)
      }
      for name in names {
        let bytes = try FileSystem.readPlain(Path.join(listings, name))
        do throws(SystemFailure) { try file.write(bytes) } catch {
          throw .output(path: staged, problem: error.words)
        }
      }
      try FileSystem.rename(staged, to: root.shown(.manifest))
    }
    if let upload { try upload.run(Manifest.fileName, in: root.path) }
  }
}

extension DatasetSummary {
  /// Adds what became of another part of the same run.
  mutating func add(_ other: DatasetSummary) {
    progress.made += other.progress.made
    progress.failed += other.progress.failed
    progress.found += other.progress.found
    skipped += other.skipped
    warnings.merge(other.warnings, uniquingKeysWith: +)
    examples.merge(other.examples) { first, _ in first }
    failures.add(other.failures)
    failedEarlier += other.failedEarlier
  }
}
