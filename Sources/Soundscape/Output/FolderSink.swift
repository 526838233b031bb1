/// A folder: the files of each mixture by their layout, and `manifest.jsonl`, which lists them with their digests.
///
/// Each file is written beside its place and renamed into it, the annotation last: where there is an annotation, its
/// mixture is whole. A run that was stopped is resumed when it is started again.
public final class FolderSink: Sink {
  public let path: String
  /// Removes the data set that the folder holds first, and replaces other files of the same names.
  public let overwrite: Bool

  private struct State: Sendable {
    var folder: DatasetFolder?
    var journal: AppendedFile?
  }

  private let state = Lock(State())

  public init(_ path: String, overwrite: Bool = false) {
    self.path = path
    self.overwrite = overwrite
  }

  public var spillFolder: String { root }
  public var ownsRoot: Bool { true }

  /// Where `path` is, with links followed once for a run and not for every mixture.
  private var root: String { state.withLock { $0.folder?.root } ?? FileSystem.realPath(path) }

  public func prepare() throws(SoundscapeError) -> String {
    if FileSystem.exists(path), !FileSystem.isDirectory(path) {
      throw .output(path: path, problem: "is a file, not a folder", advice: .otherFolder)
    }
    // Made first, so that links in its path can be followed: the way to the sources starts where it really is.
    try FileSystem.makeDirectories(path)
    return FileSystem.realPath(path)
  }

  /// *Throws:* `.output` where the folder holds anything but the same run's mixtures and may not be overwritten.
  public func begin(run: String) throws(SoundscapeError) -> [ManifestRow] {
    let folder = try DatasetFolder(root: FileSystem.realPath(path), run: run, overwrite: overwrite)
    // There before anything else, so that a run that is stopped at once is known by it.
    let journal = try AppendedFile(folder.journalPath)
    state.withLock { state in
      state.folder = folder
      state.journal = journal
    }
    return folder.wholeRows
  }

  public func open(_ mixture: MixtureHeading) throws(SoundscapeError) -> any MixtureSink {
    FolderMixture(root: root)
  }

  public func record(_ row: ManifestRow) throws(SoundscapeError) {
    try state.withLock { $0.journal }?.append(row.line)
  }

  /// Puts the journal's rows into the manifest.
  public func end() throws(SoundscapeError) {
    let folder = state.withLock { state in
      defer { state = State() }
      return state.folder
    }
    try folder?.close()
  }
}
