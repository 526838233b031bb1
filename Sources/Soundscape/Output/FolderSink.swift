/// A folder: the files of each mixture by their layout, and `manifest.jsonl`, which lists them with their digests.
///
/// Each file is written in a hidden folder and then renamed, the annotation last: where there is an annotation, its
/// mixture is whole. A run that was stopped is resumed when it is started again. One run at a time writes to a folder, and
/// only files of the same run are replaced.
public final class FolderSink: Sink {
  public let path: String
  /// Removes the data set that the folder holds first, and replaces other files of the same names.
  public let overwrite: Bool

  /// Waits for the disk every ten seconds and at the end, so that a power cut harms nothing that is recorded as whole.
  public let syncs: Bool

  /// The part of the data set that is written, into a folder of its own in `path`; nil for all of it.
  public let part: DatasetPart?

  /// Where relative paths in annotations start from, if not from `path`: where the files are to be in the end.
  private let pathsFrom: String?

  private let current = Lock<FolderRun?>(nil)

  public init(
    _ path: String, pathsFrom: String? = nil, overwrite: Bool = false, syncs: Bool = true, part: DatasetPart? = nil
  ) {
    self.pathsFrom = pathsFrom
    self.path = path
    self.overwrite = overwrite
    self.syncs = syncs
    self.part = part
  }

  /// Where the mixtures go.
  private var place: String { part.map { Path.join(path, $0.shard.folderName) } ?? path }

  public var spillFolder: String { root }
  public var ownsRoot: Bool { true }

  /// Where `path` is, with links followed once for a run and not for every mixture.
  private var root: String { current.withLock { $0 }?.root.path ?? FileSystem.realPath(place) }

  public var folder: String? { FileSystem.realPlace(path) }

  public func prepare() throws(SoundscapeError) -> String {
    if FileSystem.exists(path), !FileSystem.isDirectory(path) {
      throw .output(path: path, problem: "is a file, not a folder", advice: .otherFolder)
    }
    if part != nil, FileSystem.exists(Path.join(path, Manifest.fileName)) {
      throw .output(
        path: path, problem: "already holds a data set: its parts are merged, or it was made as a whole",
        advice: .otherFolder)
    }
    // Made first, so that links in its path can be followed: the way to the sources starts where it really is.
    try FileSystem.makeDirectories(place)
    return FileSystem.realPath(pathsFrom ?? path)
  }

  /// *Throws:* `.output` where the folder holds anything but the same run's mixtures and may not be overwritten, or
  /// another run is writing to it.
  public func begin(run: String) throws(SoundscapeError) -> EarlierMixtures {
    // A run of this sink that did not come to its end holds the lock.
    current.withLock { $0 = nil }
    let begun = try FolderRun(FileSystem.realPath(place), run: run, overwrite: overwrite, syncs: syncs, part: part)
    current.withLock { $0 = begun }
    return EarlierMixtures(whole: begun.whole, failed: begun.failed) { [self] (index) throws(SoundscapeError) in
      // Not the run itself, which would keep its lock past its end.
      try current.withLock { $0 }?.earlierRow(of: index)
    }
  }

  public func open(_ mixture: MixtureHeading) throws(SoundscapeError) -> any MixtureSink {
    let run = try running()
    try run.begin()
    try run.syncIfDue()
    return FolderMixture(run, index: mixture.index)
  }

  public func record(_ row: ManifestRow) throws(SoundscapeError) {
    try running().record(row)
  }

  /// Puts the journal's rows into the manifest.
  public func end() throws(SoundscapeError) {
    try current.withLock { $0.take() }?.end()
  }

  public func writeLists(_ layouts: Layouts) throws(SoundscapeError) {
    // Those of parts are made when the parts are put together.
    guard part == nil, FileSystem.exists(Path.join(path, Manifest.fileName)) else { return }
    try ListWriter(root: FileSystem.realPath(path), layouts: layouts).write()
  }

  public func abandon() { current.withLock { $0 = nil } }

  private func running() throws(SoundscapeError) -> FolderRun {
    guard let run = current.withLock({ $0 }) else { throw .output(path: path, problem: "no run has begun here") }
    return run
  }
}
