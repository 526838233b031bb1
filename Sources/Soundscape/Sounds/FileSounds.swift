/// The sound files in folders: `<foreground>/<label>/<file>` and `<background>/<label>/<file>`.
public final class FileSounds: SoundProvider {
  /// The folders of label folders; nil for none, or to use the paths in annotations as they are.
  public let foreground: String?
  public let background: String?

  /// What was read of files, each once.
  struct Known {
    /// Digest → path of every file of a role's folder.
    var digests: [Role: NameTable<String>] = [:]
    var infos: NameTable<AudioFileInfo> = [:]
    /// By what each file that was listed or found shows that it is still the same.
    var stamps: NameTable<FileStamp> = [:]
  }
  let known = Lock(Known())

  public init(foreground: String? = nil, background: String? = nil) {
    self.foreground = foreground
    self.background = background
  }

  func folder(_ role: Role) -> String? { role == .foreground ? foreground : background }

  /// *Throws:* `.source` also where the file is not the one that was listed.
  public func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable {
    let reader = try AudioFileReader(path: sound.path)
    try check(reader.stamp, of: sound.path)
    return reader
  }

  public func digest(of sound: Sound) throws(SoundscapeError) -> String {
    let digest = try SHA256Hasher.hexDigest(ofFile: sound.path)
    // Afterwards: a file that was changed meanwhile shows it now.
    if let stamp = FileStamp(of: sound.path) { try check(stamp, of: sound.path) }
    return digest
  }

  public func annotatedPath(of sound: Sound, seenFrom root: String) -> String {
    Path.relative(FileSystem.realPath(sound.path), to: root)
  }

  /// The shape of a file; both it and the file's stamp are kept from now on.
  func info(ofFile path: String) throws(SoundscapeError) -> AudioFileInfo {
    let (info, stamp) = try AudioFileReader.survey(path)
    known.withLock { ($0.infos[path], $0.stamps[path]) = (info, stamp) }
    return info
  }

  private func check(_ stamp: FileStamp, of path: String) throws(SoundscapeError) {
    guard let first = known.withLock({ $0.stamps[path] }), first != stamp else { return }
    throw .source(path: path, problem: "was changed or replaced while it was in use; start the run again")
  }
}

extension AudioFileReader: SoundReader {}
