/// The files of one mixture while they are written below a folder.
final class FolderMixture: MixtureSink {
  /// The ending of a file that is still being written.
  static let partialEnding = ".partial"

  private let root: String
  private var artifacts: [Artifact] = []
  private var digests: [String: String] = [:]
  private var writer: AudioFileWriter?

  init(root: String) { self.root = root }

  func begin(_ artifact: Artifact, as format: AudioFormat) throws(SoundscapeError) {
    writer = try add(artifact) { (path) throws(SoundscapeError) in
      try AudioFileWriter(
        path: path, format: format.file, subtype: format.samples, sampleRate: format.sampleRate,
        channelCount: format.channelCount)
    }
  }

  func receive(_ block: AudioBuffer) throws(SoundscapeError) { try writer?.write(block) }

  func receiveSilence(frameCount: Int) throws(SoundscapeError) { try writer?.writeSilence(frameCount: frameCount) }

  func finish() throws(SoundscapeError) { if let finished = writer.take() { try finished.close() } }

  func put(_ bytes: [UInt8], as artifact: Artifact) throws(SoundscapeError) {
    try add(artifact) { (path) throws(SoundscapeError) in try FileSystem.write(bytes, to: path) }
    // In memory, and so it need not be read again.
    digests[artifact.name] = SHA256Hasher.hexDigest(of: bytes)
  }

  func commit() throws(SoundscapeError) -> [String: String] {
    do throws(SoundscapeError) {
      let annotation = artifacts.first { $0.content == .annotation }
      // Of a mixture that was there before, the annotation goes first, so that none ever describes other audio.
      if let annotation { FileSystem.discard(place(annotation)) }
      for artifact in artifacts where digests[artifact.name] == nil {
        digests[artifact.name] = try SHA256Hasher.hexDigest(ofFile: partial(artifact))
      }
      for artifact in artifacts where artifact.content != .annotation { try settle(artifact) }
      if let annotation { try settle(annotation) }
      return digests
    } catch {
      abort()
      throw error
    }
  }

  func abort() {
    writer = nil
    for artifact in artifacts { FileSystem.discard(partial(artifact)) }
    // Deepest first; a folder that holds anything is not removed.
    for folder in Set(artifacts.flatMap { Path.parents(of: $0.name) }).sorted(by: >) {
      FileSystem.discardEmptyFolder(Path.join(root, folder))
    }
  }

  /// Makes an artifact's file, and its folder where that is not there.
  private func add<Made: ~Copyable>(
    _ artifact: Artifact, make: (String) throws(SoundscapeError) -> Made
  ) throws(SoundscapeError) -> Made {
    let folder = Path.parent(of: artifact.name)
    let isNew = !artifacts.contains { Path.parent(of: $0.name) == folder }
    artifacts.append(artifact)
    if isNew { try FileSystem.makeDirectories(Path.join(root, folder)) }
    do throws(SoundscapeError) { return try make(partial(artifact)) } catch {
      // Another mixture that failed may just have removed the folder that it shares with this one, still empty.
      try FileSystem.makeDirectories(Path.join(root, folder))
      return try make(partial(artifact))
    }
  }

  private func settle(_ artifact: Artifact) throws(SoundscapeError) {
    try FileSystem.rename(partial(artifact), to: place(artifact))
  }

  private func place(_ artifact: Artifact) -> String { Path.join(root, artifact.name) }
  private func partial(_ artifact: Artifact) -> String { place(artifact) + Self.partialEnding }
}
