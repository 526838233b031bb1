/// Unpacks the archives of a data set: the mixtures lie below folders that are called as the archives are, where everything
/// that reads data sets reads them.
public struct Unpacker: Sendable {
  public var dataset: String
  /// The folder to write to, which is new or empty.
  public var folder: String
  /// Those whose lists are known.
  public var layouts = Layouts.builtIn
  public var cancellation = Cancellation()

  public init(_ dataset: String, to folder: String) { (self.dataset, self.folder) = (dataset, folder) }

  /// Unpacks all archives that the manifest names, and copies the manifest last.
  ///
  /// - Parameter progress: is called after each archive.
  /// *Throws:* `.source` for an archive that is missing or damaged, `.output` for a folder that is not empty.
  public func run(progress: (DatasetProgress) -> Void = { _ in }) throws(SoundscapeError) {
    let reader = try DatasetReader(dataset: dataset)
    let root = reader.datasetRoots[0]
    var archives: NameSet = []
    var others: [String] = []
    for position in 0..<reader.count {
      for file in try reader.entry(at: position, checksFiles: false).row?.files ?? [] {
        if let archive = PackedShard.archive(of: file) { archives.insert(archive) } else { others.append(file) }
      }
    }
    guard !archives.isEmpty else { throw .source(path: dataset, problem: "has no archives to unpack") }
    try FileSystem.makeDirectories(folder)
    guard try FileSystem.list(folder).isEmpty else {
      throw .output(path: folder, problem: "is not empty", advice: .otherFolder)
    }
    let target = try RootFolder(FileSystem.realPath(folder))
    var done = DatasetProgress(total: archives.sorted().count)
    for archive in archives.sorted() {
      if cancellation.isCancelled { throw .cancelled }
      try unpack(Path.join(root, archive), named: archive, into: target)
      done.made += 1
      progress(done)
    }
    for file in others {
      let place: InnerPath
      do throws(InnerPath.Refusal) { place = try InnerPath(file) } catch {
        throw .annotation(path: root, problem: error.problem)
      }
      try target.makeFolders(of: place)
      _ = try target.copy(Path.join(root, file), to: place)
    }
    try target.write(try FileSystem.read(Path.join(root, Manifest.fileName)), to: .manifest)
    // Those that are in no archive, and not in the manifest.
    try ListWriter(root: target.path, layouts: layouts).write()
  }

  private func unpack(_ path: String, named archive: String, into target: RootFolder) throws(SoundscapeError) {
    let tar = try TarReader(path)
    while let (name, content) = try tar.next() {
      let place: InnerPath
      do throws(InnerPath.Refusal) { place = try InnerPath("\(archive)/\(name)") } catch {
        throw .source(path: path, problem: error.problem)
      }
      try target.makeFolders(of: place)
      let file: AppendedFile
      do throws(SystemFailure) { file = AppendedFile(try target.create(place), path: target.shown(place)) } catch {
        throw .output(path: target.shown(place), problem: error.words)
      }
      try tar.read(content) { (bytes) throws(SoundscapeError) in try file.append(bytes) }
    }
  }
}
