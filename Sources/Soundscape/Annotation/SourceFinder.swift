/// Finds the files that an annotation names, also where they have moved.
///
/// In this order: label and name under the folder given for the role; the path as written, relative to the folders
/// above the annotation and to the current one; the same content anywhere in the folder given. What is found nowhere is
/// told in one error.
public struct SourceFinder {
  /// Where sounds lie now; nil takes the paths as they are written.
  public var foreground: String?
  public var background: String?
  private var digests: [Role: [String: String]] = [:]

  public init(foreground: String? = nil, background: String? = nil) {
    self.foreground = foreground
    self.background = background
  }

  private func folder(_ role: Role) -> String? { role == .foreground ? foreground : background }

  /// The path of a source that can be opened; nil where it is not found.
  ///
  /// - Parameter digest: the SHA-256 of its content, where the annotation tells it.
  mutating func path(of written: String, role: Role, digest: String?, jams: String) throws(SoundscapeError) -> String? {
    let label = Path.name(of: Path.parent(of: written))
    if let folder = folder(role) {
      let moved = Path.join(Path.join(folder, label), Path.name(of: written))
      if FileSystem.size(ofFile: moved) != nil { return moved }
      guard let digest else { return nil }
      return try contents(of: role, in: folder)[digest]
    }
    if written.hasPrefix("/") { return FileSystem.size(ofFile: written) == nil ? nil : written }
    if let found = FileSystem.find(written, fromFoldersAbove: jams), FileSystem.size(ofFile: found) != nil {
      return found
    }
    // Scaper's own paths start where it ran.
    return FileSystem.size(ofFile: written) == nil ? nil : written
  }

  /// Digest → path of every file of a role's folder; read once, when a file is first missed.
  private mutating func contents(of role: Role, in folder: String) throws(SoundscapeError) -> [String: String] {
    if let known = digests[role] { return known }
    var found: [String: String] = [:]
    for label in try FileSystem.list(folder) where FileSystem.isDirectory(Path.join(folder, label)) {
      for name in try FileSystem.list(Path.join(folder, label)) {
        let path = Path.join(Path.join(folder, label), name)
        guard FileSystem.size(ofFile: path) != nil else { continue }
        found[try SHA256Hasher.hexDigest(ofFile: path)] = path
      }
    }
    digests[role] = found
    return found
  }
}
