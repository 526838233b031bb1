/// Files in a data set's folder that are not in its manifest: reported as notes, since the data set itself is intact.
struct Strangers {
  let root: String
  private let known: Set<String>
  /// Folders that hold something known, at any depth.
  private let knownFolders: Set<String>

  init(root: String, known rows: [ManifestRow]) {
    self.root = root
    var files: Set<String> = [Manifest.fileName]
    var folders: Set<String> = [""]
    for row in rows {
      for file in row.files where files.insert(file).inserted {
        var folder = Path.parent(of: file)
        while folders.insert(folder).inserted { folder = Path.parent(of: folder) }
      }
    }
    known = files
    knownFolders = folders
  }

  func findings() throws(SoundscapeError) -> [VerificationFinding] {
    var found: [VerificationFinding] = []
    try visit("", &found)
    return found
  }

  private func visit(_ folder: String, _ found: inout [VerificationFinding]) throws(SoundscapeError) {
    for name in try FileSystem.list(folder.isEmpty ? root : Path.join(root, folder)) {
      let file = Path.join(folder, name)
      if FileSystem.isDirectory(Path.join(root, file)) {
        if knownFolders.contains(file) {
          try visit(file, &found)
        } else {
          found.append(.init(.note, index: nil, file: file + "/", "is a folder that is not in the manifest"))
        }
      } else if !known.contains(file) {
        let isPartial = name.hasSuffix(FolderMixture.partialEnding)
        let problem =
          isPartial
          ? "was left by a run that was stopped" : "is a file that is not in the manifest"
        found.append(.init(.note, index: nil, file: file, problem))
      }
    }
  }
}
