/// Where the mixtures of a data set go: a folder, memory, an archive, a training loop.
///
/// A run calls `prepare`, `begin`, then from any number of threads `open` and `record`, and at last `end`. A sink need
/// not keep what an earlier run made; one that does returns it from `begin`.
public protocol Sink: Sendable {
  /// Makes the place that is written to.
  ///
  /// *Returns:* the folder that relative paths in annotations start from, absolute, with links followed.
  /// *Throws:* `.output` where there cannot be such a place.
  func prepare() throws(SoundscapeError) -> String

  /// Begins a run.
  ///
  /// - Parameter run: what decides every byte of it; mixtures of another run do not belong with its own.
  /// *Returns:* the mixtures of the same run that are already there.
  func begin(run: String) throws(SoundscapeError) -> EarlierMixtures

  /// Begins a mixture.
  func open(_ mixture: MixtureHeading) throws(SoundscapeError) -> any MixtureSink

  /// Records what became of a mixture, after it was committed or failed. One call at a time.
  func record(_ row: ManifestRow) throws(SoundscapeError)

  /// Ends a run that has come to its end.
  func end() throws(SoundscapeError)

  /// Writes the lists of the mixtures' layouts, after the run has ended.
  func writeLists(_ layouts: Layouts) throws(SoundscapeError)

  /// Lets go of a run that ended early: what it holds, such as a lock, is free again.
  func abandon()

  /// A folder for samples that are too many for memory while a mixture is rendered.
  var spillFolder: String { get }

  /// The folder that `prepare` makes, absolute, with links followed as far as it is there; nil for none.
  var folder: String? { get }

  /// Whether files below the root are replaced, so that nothing may be read from there.
  var ownsRoot: Bool { get }
}

extension Sink {
  public func begin(run: String) throws(SoundscapeError) -> EarlierMixtures { .none }
  public func end() throws(SoundscapeError) {}
  public func writeLists(_ layouts: Layouts) throws(SoundscapeError) {}
  public func abandon() {}
  public var spillFolder: String { FileSystem.temporaryFolder }
  public var folder: String? { nil }
  public var ownsRoot: Bool { false }
}

/// Takes the artifacts of one mixture, one after the other; the annotation comes last.
///
/// It is used by one thread at a time and ends with `commit` or `abort`.
public protocol MixtureSink: AnyObject {
  /// Begins an artifact that holds sound; `receive` brings it in blocks, `finish` ends it.
  func begin(_ artifact: Artifact, as format: AudioFormat) throws(SoundscapeError)

  /// The next block of the artifact that was begun.
  func receive(_ block: AudioBuffer) throws(SoundscapeError)

  /// Silence as the next block.
  func receiveSilence(frameCount: Int) throws(SoundscapeError)

  func finish() throws(SoundscapeError)

  /// Takes a file that exists as an artifact that holds sound.
  ///
  /// - Parameters:
  ///   - links: whether both may be one file on the disk, where the disk can do that.
  ///   - digest: the file's SHA-256, where it is known.
  /// *Returns:* whether the sink could; else the sound is to be played into it.
  func copy(_ path: String, as artifact: Artifact, links: Bool, digest: String?) throws(SoundscapeError) -> Bool

  /// Takes an artifact that holds no sound, whole.
  func put(_ bytes: [UInt8], as artifact: Artifact) throws(SoundscapeError)

  /// Puts the mixture where it belongs: all of it or, on an error, nothing.
  ///
  /// *Returns:* the SHA-256 of artifacts, by name, as far as they have bytes.
  func commit() throws(SoundscapeError) -> NameTable<String>

  /// Removes what was made of the mixture.
  func abort()
}

extension MixtureSink {
  public func copy(_ path: String, as artifact: Artifact, links: Bool, digest: String?) -> Bool { false }
}

/// The mixture that artifacts belong to.
public struct MixtureHeading: Hashable, Sendable {
  public var index: Int
  public var seed: String
  /// What the data set is made by: the same for all mixtures that belong together.
  public var run: String
  public var split: String?
  public var duration: Seconds?
  /// The name of the layout by which its files are named.
  public var layout: String?
  /// What its stems are named by.
  public var stemNames: OutputOptions.StemNames
  /// What its stems are of.
  public var stemsOf = OutputOptions.StemsOf.event
  /// Which of the recipe's variants it is of; nil where there are none.
  public var variant: MixtureOrigin.Variant?
  /// Whether each group of its events is coherent, by the group's name.
  public var coherent: NameTable<Bool> = [:]
  /// How many digits the folders have that it is in; nil for none.
  public var shardWidth: Int?

  public init(
    index: Int, seed: String, run: String, split: String? = nil, duration: Seconds? = nil, layout: String? = nil,
    stemNames: OutputOptions.StemNames = .label, shardWidth: Int? = nil
  ) {
    self.index = index
    self.seed = seed
    self.run = run
    self.split = split
    self.duration = duration
    self.layout = layout
    self.stemNames = stemNames
    self.shardWidth = shardWidth
  }
}
