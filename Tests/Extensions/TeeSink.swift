public import Soundscape

/// Two places at once: a folder for later, and memory for a training loop that goes along.
public struct TeeSink: Sink {
  public let folder: FolderSink
  public let memory: MemorySink

  public init(folder: FolderSink, memory: MemorySink) {
    self.folder = folder
    self.memory = memory
  }

  public var spillFolder: String { folder.spillFolder }
  public var ownsRoot: Bool { folder.ownsRoot }

  public func prepare() throws(SoundscapeError) -> String {
    _ = try memory.prepare()
    return try folder.prepare()
  }

  public func begin(run: String) throws(SoundscapeError) -> EarlierMixtures {
    _ = try memory.begin(run: run)
    return try folder.begin(run: run)
  }

  public func open(_ mixture: MixtureHeading) throws(SoundscapeError) -> any MixtureSink {
    TeeMixture(first: try folder.open(mixture), second: try memory.open(mixture))
  }

  public func record(_ row: ManifestRow) throws(SoundscapeError) {
    try folder.record(row)
    try memory.record(row)
  }

  public func end() throws(SoundscapeError) {
    try folder.end()
    try memory.end()
  }

  public func abandon() {
    folder.abandon()
    memory.abandon()
  }
}

private final class TeeMixture: MixtureSink {
  let first: any MixtureSink
  let second: any MixtureSink

  init(first: any MixtureSink, second: any MixtureSink) {
    self.first = first
    self.second = second
  }

  func begin(_ artifact: Artifact, as format: AudioFormat) throws(SoundscapeError) {
    try first.begin(artifact, as: format)
    try second.begin(artifact, as: format)
  }

  func receive(_ block: AudioBuffer) throws(SoundscapeError) {
    try first.receive(block)
    try second.receive(block)
  }

  func receiveSilence(frameCount: Int) throws(SoundscapeError) {
    try first.receiveSilence(frameCount: frameCount)
    try second.receiveSilence(frameCount: frameCount)
  }

  func finish() throws(SoundscapeError) {
    try first.finish()
    try second.finish()
  }

  func put(_ bytes: [UInt8], as artifact: Artifact) throws(SoundscapeError) {
    try first.put(bytes, as: artifact)
    try second.put(bytes, as: artifact)
  }

  func commit() throws(SoundscapeError) -> NameTable<String> {
    _ = try second.commit()
    return try first.commit()
  }

  func abort() {
    first.abort()
    second.abort()
  }
}
