// Where an annotation's files lie.

extension JAMSDocument {
  /// The mixture's name: that of the file, or of its folder where every mixture's file is called the same.
  var mixtureName: String {
    let name = Path.stem(of: Path.name(of: path))
    let folder = Path.name(of: Path.parent(of: FileSystem.absolutePath(path)))
    return name == "mixture" && !folder.isEmpty ? folder : name
  }

  /// Names sources and soundbank by their paths as seen from a new root.
  mutating func relocate(_ scene: Scene, to root: String) {
    var rows = annotation["data"].elements ?? []
    var entries = ledger["events"].elements ?? []
    func shown(_ file: Sound) -> String { Path.relative(FileSystem.realPath(file.path), to: root) }
    // The scene's events are in the order of onsets; each knows the place of its observation.
    for event in scene.events where rows.indices.contains(event.drawingOrder) {
      let source = shown(event.source)
      rows[event.drawingOrder]["value"]["source_file"] = .string(source)
      sandbox[event.role == .foreground ? "fg_path" : "bg_path"] = .string(Path.parent(of: Path.parent(of: source)))
      guard !event.continuations.isEmpty, entries.indices.contains(event.drawingOrder) else { continue }
      entries[event.drawingOrder].setContinuations(event.continuations.map(shown))
    }
    annotation["data"] = .array(rows)
    if !entries.isEmpty { ledger["events"] = .array(entries) }
  }

  /// Names sources and soundbank, wherever they are found, as seen from a new root; others stay as they are written.
  mutating func rebase(to root: String) {
    func moved(_ written: String?) -> String? {
      guard let written, !written.isEmpty, !written.hasPrefix("/"), let path = found(written) else { return written }
      return Path.relative(FileSystem.realPath(path), to: root)
    }
    var rows = annotation["data"].elements ?? []
    for i in rows.indices { rows[i]["value"]["source_file"] = JSONTree(moved(rows[i]["value"]["source_file"].string)) }
    annotation["data"] = .array(rows)
    if var entries = ledger["events"].elements {
      for i in entries.indices {
        let files = entries[i]["continuations"].elements ?? []
        if !files.isEmpty { entries[i].setContinuations(files.map { moved($0["source_file"].string) ?? "" }) }
      }
      ledger["events"] = .array(entries)
    }
    for key in ["fg_path", "bg_path"] { sandbox[key] = JSONTree(moved(sandbox[key].string)) }
  }

  /// A label becomes the name of a file.
  func checkLabels(_ labels: [String]) throws(SoundscapeError) {
    for (i, label) in labels.enumerated() where label.contains("/") || label.hasPrefix(".") || label.contains("\0") {
      throw failure("data[\(i)].value.label", "cannot be the name of a file (found \(label))")
    }
  }

  /// Onset, offset and label of each foreground observation, as they stand.
  var labelTrack: String {
    (annotation["data"].elements ?? []).filter { $0["value"]["role"].string == "foreground" }.map { row in
      let time = row["time"].double ?? 0
      return "\(time)\t\(time + (row["duration"].double ?? 0))\t\(row["value"]["label"].string ?? "")\n"
    }.joined()
  }

  /// The path of a file that the annotation names, as found from the folders above the annotation; nil where it is not.
  func found(_ written: String) -> String? {
    if written.hasPrefix("/") { return FileSystem.exists(written) ? written : nil }
    return FileSystem.find(written, fromFoldersAbove: path)
  }
}

extension JSONTree {
  /// Names the files that a background goes on with, in an event's entry of the ledger.
  fileprivate mutating func setContinuations(_ files: [String]) {
    var continuations = self["continuations"].elements ?? []
    for (k, file) in files.enumerated() where continuations.indices.contains(k) {
      continuations[k]["source_file"] = .string(file)
    }
    self["continuations"] = .array(continuations)
  }
}
