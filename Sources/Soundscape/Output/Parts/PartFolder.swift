/// The folder of a part while it is put together with others.
struct PartFolder {
  let root: RootFolder
  let shard: Shard
  /// Kept as long as the folder is in use.
  private let lock: FolderLock
  let manifest: LineFile?

  /// Opens a part's folder.
  ///
  /// *Throws:* `.output` where a run is writing to it.
  init(_ shard: Shard, in whole: RootFolder) throws(SoundscapeError) {
    self.shard = shard
    root = try RootFolder(Path.join(whole.path, shard.folderName))
    lock = try FolderLock(root)
    manifest = try LineFile.open(.manifest, in: root)
  }

  /// What the part says of itself, once it is known to be whole.
  ///
  /// *Throws:* `.output` for a part that is not finished, or is another one than its folder is called by.
  func description() throws(SoundscapeError) -> (part: DatasetPart, run: String) {
    guard let (part, run) = try DatasetPart.read(in: root) else {
      throw failure("has no \(InnerPath.part.text): it is not a part of a data set", advice: nil)
    }
    guard part.shard == shard else {
      throw failure(
        "was made as part \(part.shard): give the folder its name back, \(part.shard.folderName)", advice: nil)
    }
    guard try LineFile.open(.journal, in: root) == nil, let manifest else { throw unfinished(part.indices.count, part) }
    var next = part.indices.lowerBound
    try Manifest.read(manifest) { (row, _) throws(SoundscapeError) in
      guard row.run == run else { throw failure("has mixture \(row.index) of another run", advice: .remakePart) }
      guard part.indices.contains(row.index) else {
        throw failure("has mixture \(row.index), which belongs to another part", advice: .remakePart)
      }
      if row.index > next { throw unfinished(part.indices.count - (next - part.indices.lowerBound), part) }
      guard row.index == next else { throw failure("lists mixture \(row.index) out of order", advice: .remakePart) }
      next += 1
    }
    if next < part.indices.upperBound { throw unfinished(part.indices.upperBound - next, part) }
    return (part, run)
  }

  /// Calls `body` with each row, in the order of the indices.
  func forEachRow(_ body: (ManifestRow) throws(SoundscapeError) -> Void) throws(SoundscapeError) {
    guard let manifest else { return }
    try Manifest.read(manifest) { (row, _) throws(SoundscapeError) in try body(row) }
  }

  /// The path of a file of the part in the folder of the whole.
  func path(of file: InnerPath) throws(SoundscapeError) -> InnerPath {
    do throws(InnerPath.Refusal) { return try InnerPath("\(shard.folderName)/\(file.text)") } catch {
      throw failure(error.problem, advice: nil)
    }
  }

  /// Removes what the part has besides mixtures. *Returns:* whether the folder could be removed: it holds nothing else.
  func remove(from whole: RootFolder) throws(SoundscapeError) -> Bool {
    try root.remove(.part)
    try root.remove(.manifest)
    try root.removeStaged()
    try lock.remove()
    let folder = try path(of: .part).parent
    if let folder { try whole.removeEmptyFolder(folder) }
    return !FileSystem.exists(root.path)
  }

  func failure(_ problem: String, advice: Advice?) -> SoundscapeError {
    .output(path: root.path, problem: problem, advice: advice)
  }

  private func unfinished(_ missing: Int, _ part: DatasetPart) -> SoundscapeError {
    failure("is not finished: \(missing) or more of its \(part.indices.count) mixtures are missing", advice: .resume)
  }
}
