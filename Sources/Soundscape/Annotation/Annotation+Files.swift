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

    /// The path of a sound of the soundbank.
    func path(of name: String, label: String, role: Role) -> String {
      Path.join(Path.join(role == .foreground ? foregroundFolder : backgroundFolder, label), name)
    }
  }

  /// The path of a file that the annotation names, as found from the folders above the annotation; nil where it is not.
  func found(_ written: String) -> String? {
    if Path.isAbsolute(written) { return FileSystem.exists(written) ? written : nil }
    return FileSystem.find(written, fromFoldersAbove: path)
  }

  /// Names sources and soundbank, wherever they are found, as seen from a new root; others stay as they are written.
  mutating func rebase(to root: String) {
    func moved(_ written: String) -> String {
      guard !written.isEmpty, !Path.isAbsolute(written), let path = found(written) else { return written }
      return Path.relative(FileSystem.realPath(path), to: root)
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
