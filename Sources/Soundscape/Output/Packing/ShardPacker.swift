/// Packs the folder of a shard: each of its folders that is called `….tar` becomes an archive of that name.
///
/// Members lie by the names of their mixtures, of each the sound first and what describes it last.
struct ShardPacker {
  /// What a folder is called that becomes an archive.
  static let ending = ".tar"

  /// The shard's folder.
  let folder: String
  /// The data set's.
  let target: String
  let syncs: Bool

  /// What a file is called in the shard's folder until it is whole.
  private static let staged = InnerPath.staged(0)

  /// Packs the folder into the data set's; what was packed is still in the folder.
  ///
  /// *Returns:* the paths of the new files from the data set's folder, in byte order.
  func pack() throws(SoundscapeError) -> [String] {
    var made: [String] = []
    try visit("", &made)
    return made
  }

  private func visit(_ place: String, _ made: inout [String]) throws(SoundscapeError) {
    for name in try FileSystem.list(Path.join(folder, place)).sorted(by: isInByteOrder) where !name.begins(with: ".") {
      let inner = Path.join(place, name)
      let path = Path.join(folder, inner)
      let isFolder = FileSystem.isDirectory(path)
      if isFolder, !name.ends(with: Self.ending) {
        try visit(inner, &made)
        continue
      }
      // The manifest of the shard is not one of the data set's files.
      if hasSameBytes(inner, Manifest.fileName) { continue }
      let staged = Path.join(folder, Self.staged.text)
      FileSystem.discard(staged)
      if isFolder { try archive(path, as: staged) } else { try copy(path) }
      try FileSystem.makeDirectories(Path.join(target, Path.parent(of: inner)))
      try FileSystem.rename(staged, to: Path.join(target, inner))
      made.append(inner)
    }
  }

  private func archive(_ path: String, as staged: String) throws(SoundscapeError) {
    var tar = try TarWriter(staged)
    for name in try FileSystem.list(path).sorted(by: Self.comesBefore) { try tar.add(Path.join(path, name), as: name) }
    try tar.finish(syncs: syncs)
  }

  private func copy(_ path: String) throws(SoundscapeError) {
    let work = try RootFolder(folder)
    _ = try work.copy(path, to: Self.staged)
    if syncs { try work.sync(Self.staged) }
  }

  /// By what comes before the first dot, then what describes the sound last.
  static func comesBefore(_ a: String, _ b: String) -> Bool {
    func key(_ name: String) -> String { String(name.prefix { $0 != "." }) }
    func describes(_ name: String) -> Bool { name.ends(with: ".json") || name.ends(with: ".jams") }
    if !hasSameBytes(key(a), key(b)) { return isInByteOrder(key(a), key(b)) }
    return describes(a) == describes(b) ? isInByteOrder(a, b) : !describes(a)
  }
}
