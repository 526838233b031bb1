/// The sound files in folders: `<foreground>/<label>/<file>` and `<background>/<label>/<file>`.
public final class FileSounds: SoundProvider {
  /// The folders of label folders; nil for none, or to use the paths in annotations as they are.
  public let foreground: String?
  public let background: String?

  /// What was read of files, each once.
  struct Known {
    /// Digest → path of every file of a role's folder.
    var digests: [Role: [String: String]] = [:]
    var infos: [ByteName: AudioFileInfo] = [:]
  }
  let known = Lock(Known())

  public init(foreground: String? = nil, background: String? = nil) {
    self.foreground = foreground
    self.background = background
  }

  func folder(_ role: Role) -> String? { role == .foreground ? foreground : background }

  public func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable {
    try AudioFileReader(path: sound.path)
  }

  public func digest(of sound: Sound) throws(SoundscapeError) -> String {
    try SHA256Hasher.hexDigest(ofFile: sound.path)
  }

  public func annotatedPath(of sound: Sound, seenFrom root: String) -> String {
    Path.relative(FileSystem.realPath(sound.path), to: root)
  }
}

extension AudioFileReader: SoundReader {}
