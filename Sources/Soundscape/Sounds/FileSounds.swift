/// The sound files of a bank: in folders of label folders, in trees of any form, or named by tables.
public final class FileSounds: SoundProvider {
  /// The folders in which sounds that an annotation names are looked for; nil for none, or to use the paths in
  /// annotations as they are.
  public let foreground: String?
  public let background: String?
  /// What is listed.
  let sources: [Role: [SoundSource]]

  /// What was read of files, each once.
  struct Known {
    /// Digest → path of every file of a role's folder.
    var digests: [Role: NameTable<String>] = [:]
    var infos: NameTable<AudioFileInfo> = [:]
    /// By what each file that was listed or found shows that it is still the same.
    var stamps: NameTable<FileStamp> = [:]
    /// Of files that several sounds are parts of.
    var fileDigests: NameTable<String> = [:]
  }
  let known = Lock(Known())
  /// What indexes know of the files in the folders.
  let indexed: IndexedFacts
  /// Whether sounds that cannot be decoded to their ends are left out of the list: those that no index knows are decoded.
  public let skipsDamaged: Bool

  /// Folders of label folders: `<foreground>/<label>/<file>`.
  public convenience init(foreground: String? = nil, background: String? = nil, skipsDamaged: Bool = false) {
    self.init(foreground: foreground, background: background, skipsDamaged: skipsDamaged, indexes: .standard)
  }

  init(foreground: String?, background: String?, skipsDamaged: Bool = false, indexes: IndexPlaces) {
    self.foreground = foreground
    self.background = background
    self.skipsDamaged = skipsDamaged
    sources = [
      .foreground: foreground.map { [SoundSource(path: $0)] } ?? [],
      .background: background.map { [SoundSource(path: $0)] } ?? [],
    ]
    indexed = IndexedFacts(folders: [foreground, background].compactMap { $0 }, places: indexes)
  }

  /// Folders, trees and tables.
  public init(_ folders: Recipe.SoundbankFolders, skipsDamaged: Bool = false) {
    sources = [.foreground: folders.foreground, .background: folders.background]
    foreground = BankFolder.of(folders.foreground)
    background = folders.background.isEmpty ? nil : BankFolder.of(folders.background)
    self.skipsDamaged = skipsDamaged
    let paths = (folders.foreground + folders.background).map(\.path)
    indexed = IndexedFacts(folders: NameSet(paths).sorted(), places: .standard)
  }

  func folder(_ role: Role) -> String? { role == .foreground ? foreground : background }

  /// *Throws:* `.source` also where the file is not the one that was listed.
  public func open(_ sound: Sound) throws(SoundscapeError) -> any SoundReader & ~Copyable {
    guard let parts = sound.origin?.parts else {
      let reader = try open(file: sound.path)
      let (found, listed) = (reader.info, sound.info)
      guard found.sampleRate == listed.sampleRate, found.channelCount == listed.channelCount else {
        throw .source(path: sound.path, problem: "has another rate or other channels than its soundbank's index says")
      }
      return reader
    }
    return try PartReader(parts, of: sound, in: self)
  }

  func open(file path: String) throws(SoundscapeError) -> AudioFileReader {
    let reader = try AudioFileReader(path: path)
    try check(reader.stamp, of: path)
    return reader
  }

  /// *Returns:* the SHA-256 of the file that holds the sound; of the digests, one a line, where it is the sum of several.
  public func digest(of sound: Sound) throws(SoundscapeError) -> String {
    guard let parts = sound.origin?.parts else { return try digest(ofFile: sound.path) }
    var digests: [String] = []
    for file in parts.files {
      if let digest = known.withLock({ $0.fileDigests[file] }) {
        digests.append(digest)
      } else {
        let digest = try digest(ofFile: file)
        known.withLock { $0.fileDigests[file] = digest }
        digests.append(digest)
      }
    }
    return digests.count == 1 ? digests[0] : SHA256Hasher.hexDigest(of: digests.joined(separator: "\n"))
  }

  func digest(ofFile path: String) throws(SoundscapeError) -> String {
    if let digest = indexed.digest(ofFile: path) { return digest }
    let digest = try SHA256Hasher.hexDigest(ofFile: path)
    // Afterwards: a file that was changed meanwhile shows it now.
    if let stamp = FileStamp(of: path) { try check(stamp, of: path) }
    return digest
  }

  public func annotatedPath(of sound: Sound, seenFrom root: String) -> String {
    func shown(_ path: String) -> String { Path.relative(FileSystem.realPath(path), to: root) }
    guard let origin = sound.origin, !origin.place.isEmpty else {
      return SoundPath.replacing(sound.path, isThere: FileSystem.exists, shown)
    }
    // Not where links of a tree lead: its folder and the path below it are found again as they are.
    guard sound.path.ends(with: "/" + origin.place) else {
      return SoundPath.replacing(sound.path, isThere: FileSystem.exists, shown)
    }
    let folder = String(Substring(sound.path.utf8.dropLast(origin.place.utf8.count + 1)))
    return Path.join(shown(folder.isEmpty ? "/" : folder), origin.place)
  }

  /// The shape of a file; both it and the file's stamp are kept from now on.
  ///
  /// *Throws:* also for a sound that cannot be decoded to its end, where those are left out.
  func info(ofFile path: String) throws(SoundscapeError) -> AudioFileInfo {
    if let info = try indexedInfo(ofFile: path) { return info }
    if skipsDamaged, let problem = try SoundExamination.problem(path) { throw problem }
    let (info, stamp) = try AudioFileReader.survey(path)
    known.withLock { ($0.infos[path], $0.stamps[path]) = (info, stamp) }
    return info
  }

  /// The same where it may be known already.
  func knownInfo(ofFile path: String) throws(SoundscapeError) -> AudioFileInfo {
    // What was listed is not read again: its stamp is the one that shows a change.
    if let found = known.withLock({ $0.infos[path] }) { return found }
    return try info(ofFile: path)
  }

  /// The shape of a file that an index knows, without opening it.
  private func indexedInfo(ofFile path: String) throws(SoundscapeError) -> AudioFileInfo? {
    guard let (row, _, stamp) = indexed.file(at: path) else { return nil }
    if case .refused = row.finding, let error = row.finding.error(for: path) { throw error }
    if skipsDamaged, let error = row.finding.error(for: path) { throw error }
    guard let info = row.finding.info else { return nil }
    known.withLock { $0.stamps[path] = stamp }
    return info
  }

  private func check(_ stamp: FileStamp, of path: String) throws(SoundscapeError) {
    guard let first = known.withLock({ $0.stamps[path] }), first != stamp else { return }
    throw .source(path: path, problem: "was changed or replaced while it was in use; start the run again")
  }
}

extension AudioFileReader: SoundReader {}
