/// Where the index of a bank is: in the bank's folder, or in the user's cache where nothing can be written there.
struct IndexPlaces: Sendable {
  private static let ending = ".sqlite"
  /// The bytes of a folder's name that the name of its index begins with: a name on a disk may have 255.
  private static let mostOfName = 100
  /// Indexes that are looked into for a bank that was moved.
  private static let mostCandidates = 256

  /// The folder of the user's indexes; nil where the user has none.
  let cache: String?

  /// By the environment of the process.
  ///
  /// *Source:* XDG Base Directory Specification 0.8, which has relative paths ignored.
  static var standard: IndexPlaces {
    let variables = [("XDG_CACHE_HOME", ""), ("HOME", "/.cache")]
    let folders = variables.compactMap { name, rest in Terminal.environment(name).map { ($0, $0 + rest) } }
    return IndexPlaces(cache: folders.first { Path.isAbsolute($0.0) }.map { Path.join($0.1, "soundscape/indexes") })
  }

  /// The folder for an index in a bank's own; nil where it is a link, which may lead anywhere.
  static func folder(in root: String) -> String? {
    let folder = Path.join(root, InnerPath.workFolder.text)
    return FileSystem.isLink(folder) ? nil : folder
  }

  static func inside(_ root: String) -> String? { folder(in: root).map { Path.join($0, "index" + ending) } }

  /// - Parameter root: the bank's folder, with all links followed.
  func cached(_ root: String) -> String? {
    guard let cache else { return nil }
    var name = Path.name(of: root)
    while name.utf8.count > Self.mostOfName { name.removeLast() }
    let digest = SHA256Hasher.hexDigest(of: root).prefix(16)
    return Path.join(cache, "\(name.isEmpty ? "root" : name)-\(digest)\(Self.ending)")
  }

  /// The files that may be indexes of a folder and are there, the last of which was written last.
  func existing(for root: String) -> [String] {
    [Self.inside(root), cached(root)].compactMap { $0 }.filter { FileSystem.size(ofFile: $0) ?? 0 > 0 }
  }

  /// The cached index of a bank that was moved to one of these folders; nil where there is none.
  ///
  /// Its old folder must be gone, and the files that it knows must be in the new one.
  func moved(to roots: [String]) -> (path: String, root: String)? {
    guard let cache, let names = try? FileSystem.list(cache) else { return nil }
    for name in names.filter({ $0.ends(with: Self.ending) }).prefix(Self.mostCandidates) {
      let path = Path.join(cache, name)
      // One that cannot be read is not the one that is wanted.
      guard let index = try? SoundIndex(reading: path), let old = try? index.root(), !FileSystem.exists(old),
        let sample = try? index.sample()
      else { continue }
      if let root = roots.first(where: { SoundIndex.holds(sample, in: $0) }) { return (path, root) }
    }
    return nil
  }
}

extension SoundIndex {
  /// Rows that are compared: enough that another bank with so many equal files is the same one for all that counts.
  private static let sampleCount = 40
  /// Of those, how many may be missing in percent: a bank may have lost some since it was scanned.
  private static let mostMissing = 10

  /// Some rows, spread over all of them.
  func sample() throws(SoundscapeError) -> [IndexedFile] {
    let all = try count()
    let step = max(1, all / Self.sampleCount)
    var sample: [IndexedFile] = []
    var position = 0
    try forEachRow { row in
      if position.isMultiple(of: step) { sample.append(row) }
      position += 1
    }
    return sample
  }

  /// Whether most of a sample's files are in a folder.
  static func holds(_ sample: [IndexedFile], in root: String) -> Bool {
    guard let first = sample.first, Path.isBelow(first.path) else { return false }
    let missing = sample.count { row in
      FileStamp(of: Path.join(root, row.path)).map { !$0.resembles(row.stamp) } ?? true
    }
    return missing * 100 <= sample.count * mostMissing
  }
}
