/// Writes mixtures as a data set's folder does, checks them, and keeps nothing: what writing takes, without a data set.
final class TrialSink: Sink {
  private let root: RootFolder
  /// The folder below the root that the files are in while they are there.
  private let folderName: String
  private let count = Lock(0)

  /// - Parameter name: a folder's name that nothing else has.
  init(name: String) throws(SoundscapeError) {
    root = try RootFolder(FileSystem.temporaryFolder)
    folderName = name
  }

  func prepare() -> String { root.path }

  func open(_ mixture: MixtureHeading) -> any MixtureSink { TrialMixture(self) }

  func record(_ row: ManifestRow) {}

  fileprivate func file() throws(SoundscapeError) -> (root: RootFolder, path: InnerPath) {
    let number = count.withLock { count in
      count += 1
      return count
    }
    do throws(InnerPath.Refusal) { return (root, try InnerPath("\(folderName)/\(number)")) } catch {
      throw .output(path: root.path, problem: error.problem)
    }
  }

  /// Removes the folder.
  func clear() { if let folder = try? InnerPath(folderName) { try? root.removeEmptyFolder(folder) } }
}

private final class TrialMixture: MixtureSink {
  private let sink: TrialSink
  private var writer: AudioFileWriter?
  private var files: [(name: String, root: RootFolder, path: InnerPath)] = []

  init(_ sink: TrialSink) { self.sink = sink }

  func begin(_ artifact: Artifact, as format: AudioFormat) throws(SoundscapeError) {
    let (root, path) = try add(artifact)
    writer = try AudioFileWriter(
      path: root.shown(path), format: format.file, subtype: format.samples, sampleRate: format.sampleRate,
      channelCount: format.channelCount, coding: format.coding
    ) { () throws(SystemFailure) in try root.create(path) }
  }

  func receive(_ block: AudioBuffer) throws(SoundscapeError) { try writer?.write(block) }

  func receiveSilence(frameCount: Int) throws(SoundscapeError) { try writer?.writeSilence(frameCount: frameCount) }

  func finish() throws(SoundscapeError) { if let finished = writer.take() { try finished.close() } }

  func put(_ bytes: [UInt8], as artifact: Artifact) throws(SoundscapeError) {
    let (root, path) = try add(artifact)
    try root.write(bytes, to: path)
  }

  func commit() throws(SoundscapeError) -> NameTable<String> {
    var digests: NameTable<String> = [:]
    defer { abort() }
    for (name, root, path) in files {
      do throws(SystemFailure) { digests[name] = try root.digest(path) } catch {
        throw .output(path: root.shown(path), problem: error.words)
      }
    }
    return digests
  }

  func abort() {
    writer = nil
    for (_, root, path) in files { try? root.remove(path) }
    files = []
  }

  private func add(_ artifact: Artifact) throws(SoundscapeError) -> (root: RootFolder, path: InnerPath) {
    let (root, path) = try sink.file()
    try root.makeFolders(of: path)
    files.append((artifact.name, root, path))
    return (root, path)
  }
}
