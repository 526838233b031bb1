/// Files in a data set's folder that are not in its manifest: reported as notes, since the data set itself is intact.
struct Strangers {
  let root: String
  private let known: NameSet
  /// Folders that hold something known, at any depth.
  private let knownFolders: NameSet

  init(root: String, known rows: [ManifestRow], lists: NameSet = []) {
    self.root = root
    var files: NameSet = [Manifest.fileName]
    var folders: NameSet = [""]
    for file in rows.flatMap(\.files) + lists.sorted() where files.insert(file).inserted {
      var folder = Path.parent(of: file)
      while folders.insert(folder).inserted { folder = Path.parent(of: folder) }
    }
    known = files
    knownFolders = folders
  }

  /// What is there besides; a folder that cannot be listed is a finding too, and ends nothing.
  var findings: [VerificationFinding] {
    var found: [VerificationFinding] = []
    visit("", &found)
    return found
  }

  private func visit(_ folder: String, _ found: inout [VerificationFinding]) {
    func add(_ file: String, _ problem: String) { found.append(.init(.note, index: nil, file: file, problem)) }
    let (names, unreadable): ([String], [String])
    do throws(SoundscapeError) {
      (names, unreadable) = try FileSystem.listing(of: folder.isEmpty ? root : Path.join(root, folder))
    } catch { return add(folder + "/", "cannot be listed: \(error.problem)") }
    for name in unreadable {
      add(Path.join(folder, name), "is not in the manifest, and has a name that is not UTF-8")
    }
    for name in names {
      let file = Path.join(folder, name)
      if file == InnerPath.workFolder.text {
        add(file + "/", "was left by a run that was stopped")
      } else if FileSystem.isDirectory(Path.join(root, file)) {
        if knownFolders.contains(file) {
          // A folder that is reached by a link could hold itself, or be anywhere.
          if FileSystem.isInside(root, file) { visit(file, &found) }
        } else {
          add(file + "/", "is a folder that is not in the manifest")
        }
      } else if !known.contains(file) {
        let isPartial = name.ends(with: InnerPath.stagedEnding)
        add(file, isPartial ? "was left by a run that was stopped" : "is a file that is not in the manifest")
      }
    }
  }
}
