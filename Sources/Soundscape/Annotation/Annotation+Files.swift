extension Annotation {
  /// Where the files of a mixture are, as paths are to be written: relative to the data set's root, or absolute.
  public struct Files: Hashable, Sendable, Codable {
    /// The folder of the foreground's label folders, and its labels.
    public var foregroundFolder: String
    /// Empty where there are no backgrounds.
    public var backgroundFolder: String
    public var foregroundLabels: [String]
    public var backgroundLabels: [String]
    /// nil where it is not written, as the next ones.
    public var mixture: String?
    /// In the order of the events; empty where stems are not written.
    public var stems: [String] = []
    public var stemFolder: String?
    public var jams: String?
    public var labels: String?

    public init(
      foregroundFolder: String, backgroundFolder: String = "", foregroundLabels: [String] = [],
      backgroundLabels: [String] = []
    ) {
      self.foregroundFolder = foregroundFolder
      self.backgroundFolder = backgroundFolder
      self.foregroundLabels = foregroundLabels
      self.backgroundLabels = backgroundLabels
    }

    /// The labels of a soundbank, whose folders are written by other paths.
    public init(soundbank: Soundbank, foregroundFolder: String, backgroundFolder: String) {
      self.init(
        foregroundFolder: foregroundFolder, backgroundFolder: backgroundFolder,
        foregroundLabels: soundbank.foreground.labelNames, backgroundLabels: soundbank.background.labelNames)
    }

    /// Forgets the files of a mixture that has none.
    mutating func nameNothing() { (mixture, stems, stemFolder, jams, labels) = (nil, [], nil, nil, nil) }

    /// The bank's folder of a role.
    func folder(_ role: Role) -> String { role == .foreground ? foregroundFolder : backgroundFolder }

    /// The path of a sound of the soundbank.
    func path(of sound: Sound, label: String, role: Role) -> String {
      guard let origin = sound.origin, !origin.place.isEmpty else {
        return path(of: sound.name, label: label, role: role)
      }
      let folder = folder(role)
      guard origin.parts != nil else { return Path.join(folder, origin.place) }
      return SoundPath.replacing(origin.place, isThere: { _ in false }, { Path.join(folder, $0) })
    }

    /// The path of a file in a label's folder.
    func path(of name: String, label: String, role: Role) -> String {
      Path.join(Path.join(folder(role), label), name)
    }
  }

  /// The path of a file that the annotation names, as found from the folders above the annotation; nil where it is not.
  ///
  /// Of one that is the sum of several files or a part of one: nil where any of them is not found.
  func found(_ written: String) -> String? {
    if let path = foundFile(written) { return path }
    guard var parts = SoundPath(written) else { return nil }
    let files = parts.files.compactMap(foundFile)
    guard files.count == parts.files.count else { return nil }
    parts.files = files
    return parts.text
  }

  private func foundFile(_ written: String) -> String? {
    if Path.isAbsolute(written) { return FileSystem.exists(written) ? written : nil }
    return FileSystem.find(written, fromFoldersAbove: path)
  }

  /// Names sources and soundbank, wherever they are found, as seen from a new root; others stay as they are written.
  mutating func rebase(to root: String) {
    func moved(_ written: String) -> String {
      guard !written.isEmpty, !Path.isAbsolute(written), let path = found(written) else { return written }
      return SoundPath.replacing(path, isThere: FileSystem.exists) { Path.relative(FileSystem.realPath($0), to: root) }
    }
    for i in events.indices {
      events[i].sourceFile.path = moved(events[i].sourceFile.path)
      for k in events[i].continuations.indices {
        events[i].continuations[k].path = moved(events[i].continuations[k].path)
      }
    }
    files.foregroundFolder = moved(files.foregroundFolder)
    files.backgroundFolder = moved(files.backgroundFolder)
  }
}
