/// Memory: every mixture with its sound and its texts, for training or tests in the same process.
public final class MemorySink: Sink {
  /// A mixture as it was made.
  public struct Mixture: Sendable {
    /// *Shape:* channels × frames of the mixture, by the artifact's name.
    public var audio: NameTable<AudioBuffer> = [:]
    /// Annotation and label track, by the artifact's name.
    public var texts: NameTable<[UInt8]> = [:]
    /// What each name stands for, in the order in which the artifacts came.
    public var artifacts: [Artifact] = []

    public init() {}
  }

  private struct State: Sendable {
    var mixtures: [Int: Mixture] = [:]
    var rows: [ManifestRow] = []
  }

  private let folder: String
  private let state = Lock(State())

  /// - Parameter folder: where relative paths in annotations start.
  public init(pathsFrom folder: String = ".") { self.folder = folder }

  /// By index.
  public var mixtures: [Int: Mixture] { state.withLock { $0.mixtures } }
  /// By index, failed ones among them.
  public var rows: [ManifestRow] { state.withLock { $0.rows.sorted { $0.index < $1.index } } }

  public func prepare() throws(SoundscapeError) -> String { FileSystem.realPath(folder) }

  public func open(_ mixture: MixtureHeading) throws(SoundscapeError) -> any MixtureSink {
    MemoryMixture { [self] made in state.withLock { $0.mixtures[mixture.index] = made } }
  }

  public func record(_ row: ManifestRow) throws(SoundscapeError) { state.withLock { $0.rows.append(row) } }
}

/// A mixture while it comes together in memory.
private final class MemoryMixture: MixtureSink {
  private var mixture = MemorySink.Mixture()
  private var current: (name: String, planes: [[Float]])?
  private let keep: (MemorySink.Mixture) -> Void

  init(keep: @escaping (MemorySink.Mixture) -> Void) { self.keep = keep }

  func begin(_ artifact: Artifact, as format: AudioFormat) {
    mixture.artifacts.append(artifact)
    current = (artifact.name, Array(repeating: [], count: format.channelCount))
  }

  func receive(_ block: AudioBuffer) {
    guard current?.planes.count == block.channelCount else { return }
    for (i, plane) in block.channels.enumerated() { current?.planes[i] += plane }
  }

  func receiveSilence(frameCount: Int) {
    for i in (current?.planes ?? []).indices { current?.planes[i] += repeatElement(0, count: frameCount) }
  }

  func finish() {
    if let current { mixture.audio[current.name] = AudioBuffer(channels: current.planes) }
    current = nil
  }

  func put(_ bytes: [UInt8], as artifact: Artifact) {
    mixture.artifacts.append(artifact)
    mixture.texts[artifact.name] = bytes
  }

  func commit() -> NameTable<String> {
    keep(mixture)
    return mixture.texts.mapValues { SHA256Hasher.hexDigest(of: $0) }
  }

  func abort() { mixture = MemorySink.Mixture() }
}
