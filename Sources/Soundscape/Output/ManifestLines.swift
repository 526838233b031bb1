/// The lines of a manifest, each read when it is asked for.
final class ManifestLines: Sendable {
  let path: String
  /// The data set's folder.
  let root: String
  private let folder: RootFolder
  /// Where each line begins, and where the last one ends.
  private let starts: [Int]

  var count: Int { starts.count - 1 }

  /// - Parameter dataset: the folder of `manifest.jsonl`, or the manifest itself.
  /// *Throws:* `.source` where there is no such folder or no manifest, `.annotation` for an empty or cut off one.
  convenience init(_ dataset: String) throws(SoundscapeError) {
    let isFolder = FileSystem.isDirectory(dataset)
    let parent = Path.parent(of: dataset)
    let root = isFolder ? dataset : parent.isEmpty ? "." : parent
    let path = isFolder ? Path.join(dataset, Manifest.fileName) : dataset
    guard FileSystem.exists(path), isFolder || Path.name(of: path) == Manifest.fileName else {
      throw try Self.noManifest(dataset, root: root, isFolder: isFolder)
    }
    try self.init(file: path, of: root)
  }

  /// The lines of a file, whatever it is called.
  ///
  /// - Parameter root: the data set's folder.
  init(file path: String, of root: String) throws(SoundscapeError) {
    (self.path, self.root) = (path, root)
    folder = try RootFolder(root)
    var starts = [0]
    var position = 0
    try FileSystem.forEachBlock(of: path, for: .plain) { block, count in
      for i in 0..<count where block[i] == UInt8(ascii: "\n") { starts.append(position + i + 1) }
      position += count
    }
    guard starts[starts.count - 1] == position else {
      throw .annotation(path: "\(path):\(starts.count)", problem: "is cut off", advice: .resume)
    }
    guard starts.count > 1 else { throw .annotation(path: path, problem: "lists no mixtures", advice: .resume) }
    self.starts = starts
  }

  func row(at position: Int) throws(SoundscapeError) -> ManifestRow {
    let bytes = try FileSystem.read(starts[position]..<starts[position + 1], of: path)
    return try ManifestRow(bytes, line: position + 1, of: path)
  }

  /// Refuses a row whose files are not in the data set's folder, or are links: they lead anywhere.
  func check(_ row: ManifestRow) throws(SoundscapeError) {
    for path in try row.innerFiles(of: folder) {
      do throws(SystemFailure) {
        if try folder.kind(of: path) == .link { throw SystemFailure.link }
      } catch { throw .annotation(path: folder.shown(path), problem: error.words) }
    }
  }

  private static func noManifest(
    _ dataset: String, root: String, isFolder: Bool
  ) throws(SoundscapeError) -> SoundscapeError {
    guard isFolder else {
      let problem = FileSystem.exists(dataset) ? "is not a data set" : "no such file or folder"
      return .source(path: dataset, problem: "\(problem): expected a folder with a \(Manifest.fileName), or that file")
    }
    if FileSystem.exists(Path.join(root, Manifest.journalName)) {
      return .source(path: dataset, problem: "has no \(Manifest.fileName): its run is unfinished", advice: .resume)
    }
    let problem = try FileSystem.list(root).isEmpty ? "is empty" : "has no \(Manifest.fileName)"
    return .source(path: dataset, problem: "\(problem): not a data set")
  }
}
