/// Files in a data set's folder that are not in its manifest: reported as notes, since the data set itself is intact.
struct Strangers {
  let root: String
  let known: KnownFiles

  /// What a data set may have besides mixtures: tables of it, and what it is published with.
  private static let ours: NameSet = [
    Manifest.fileName, InnerPath.part.text, "mixtures.jsonl", "mixtures.csv", "mixtures.parquet", "events.jsonl",
    "events.csv", "events.parquet", "README.md", "croissant.json", "CREDITS.csv",
  ]

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
        if known.hasFolder(file) {
          // A folder that is reached by a link could hold itself, or be anywhere.
          if FileSystem.isInside(root, file) { visit(file, &found) }
        } else {
          add(file + "/", "is a folder that is not in the manifest")
        }
      } else if !Self.ours.contains(file), !known.contains(file) {
        let isPartial = name.ends(with: InnerPath.stagedEnding)
        add(file, isPartial ? "was left by a run that was stopped" : "is a file that is not in the manifest")
      }
    }
  }
}
