/// Where sounds come from: lists them, opens them, and finds those that an annotation names.
///
/// `FileSounds` provides the files in folders. Others can hold their sounds in memory, in parts of long recordings or in
/// archives, or make them when they are needed. A provider is shared by all workers of a run and called from any
/// thread.
///
/// Sounds are read through a `SourceCache`, which asks the provider for what it does not hold.
public protocol SoundProvider: Sendable {
  /// The sounds by role and label, in byte order of their names, and a warning for each thing that was skipped.
  func listSounds() throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning])

  /// Opens a sound that this provider has listed or found.
  ///
  /// *Throws:* `.source` where it cannot be read.
  func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable

  /// A digest of a sound's content, by which it is found again under another name; the SHA-256 of a file.
  func digest(of sound: Sound) throws(SoundscapeError) -> String

  /// The path by which an annotation names a sound, and `sound(for:)` finds it: `<folder>/<label>/<name>`, or the sound's
  /// place below the folder where its `origin` has one.
  ///
  /// - Parameter root: the folder to which relative paths in the annotation refer.
  func annotatedPath(of sound: Sound, seenFrom root: String) -> String

  /// The sound that an annotation names; nil where there is none.
  func sound(for reference: SoundReference) throws(SoundscapeError) -> Sound?
}

/// Reads the samples of one sound, on one thread at a time.
public protocol SoundReader: ~Copyable {
  /// Whether a frame has the same samples wherever reading begins: then the whole sound can be kept, and its parts
  /// copied. False where a decoder needs a run-up, as for MP3 and Vorbis.
  var decodesAlikeFromAnyFrame: Bool { get }

  /// Reads exactly `count` frames, the first of them frame `start` of the sound.
  ///
  /// *Shape:* the sound's channels × `count`. *Range:* no sample is NaN or infinite.
  /// *Throws:* `.source` when the sound ends early or is damaged.
  mutating func read(from start: Int, count: Int) throws(SoundscapeError) -> AudioBuffer
}

/// A sound as an annotation names it.
public struct SoundReference: Hashable, Sendable {
  public var role: Role
  public var label: String
  /// The path as it is written in the annotation.
  public var path: String
  /// The digest of its content; nil where the annotation does not record it.
  public var digest: String?
  /// The path of the annotation, to which relative paths refer; nil for one in memory.
  public var annotationPath: String?
  /// The bank's folder as it is written in the annotation; nil where it is not known.
  public var folder: String?
  /// What the path may stand for.
  public var readings: Set<Reading>

  /// What a written path stands for: a `|` may be a part of a file's name, or between the files of a sum.
  public enum Reading: Hashable, Sendable { case file, parts }

  public init(
    role: Role, label: String, path: String, digest: String? = nil, annotationPath: String? = nil,
    folder: String? = nil, readings: Set<Reading> = [.file, .parts]
  ) {
    self.role = role
    self.label = label
    self.path = path
    self.digest = digest
    self.annotationPath = annotationPath
    self.folder = folder
    self.readings = readings
  }
}
