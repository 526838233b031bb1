// Trees whose paths say what a sound is.

extension SoundListing {
  mutating func addTree(_ template: PathTemplate, of source: SoundSource, _ role: Role) {
    let (tree, fields): (FileTree, SourceFields)
    do throws(SoundscapeError) {
      (tree, fields) = (try FileTree(source.path), try SourceFields(source))
    } catch { return failures.append(error) }
    failures += tree.unreadable
    warnings += tree.unusable.map(Self.notUTF8)
    var mapping = LabelNames(source.labels)
    var labelled = LabelledFiles()
    var unmatched: [String] = []
    for file in tree.files {
      guard let values = template.match(file) else {
        if Self.isSoundName(file) { unmatched.append(file) }
        continue
      }
      guard let label = mapping[source.label ?? values["label"] ?? ""] else { continue }
      let name = Self.name(of: file, label: values["label"])
      labelled.add(
        File(name: name, path: Path.join(source.path, file), fields: fields.fields(of: name, { values[$0] })),
        as: label)
    }
    if let first = unmatched.first {
      let all = counted(unmatched.count, "sound file")
      warnings.append(
        Warning(
          .unmatchedFile, subject: source.path,
          "skipped: \(all) whose paths are not of the form \(template.text) (such as \(first))"))
    }
    if labelled.isEmpty {
      let found = tree.files.first.map { " (it has \(tree.files.count), such as \($0))" } ?? " (it is empty)"
      failures.append(.soundbank(path: source.path, problem: "no file is of the form \(template.text)\(found)"))
    }
    finish(labelled, of: source, role, mapping)
  }

  /// Adds what was found of a source, label by label.
  mutating func finish(_ labelled: LabelledFiles, of source: SoundSource, _ role: Role, _ mapping: LabelNames) {
    if let left = mapping.leftOut(of: source.path) { warnings.append(left) }
    failures += mapping.missing(in: source.path)
    for (label, files) in labelled.labels {
      guard Self.isUsable(label: label), !label.holds("/"), !label.begins(with: "."), !label.isEmpty else {
        let name = files[0].path
        failures.append(
          .soundbank(
            path: name,
            problem:
              "its label “\(printable(label))” cannot be a part of a file's name; give it another one under labels"))
        continue
      }
      add(label, at: source.path, of: source, role, files, [])
    }
  }

  /// A path without the names that are the label alone, as the stems of a song have it in common: `Harbour` for
  /// `Harbour/vocals.wav`, and `barks/1.wav` for `dog/barks/1.wav`.
  private static func name(of file: String, label: String?) -> String {
    guard let label else { return file }
    let parts = Path.parts(of: file)
    let last = parts.count - 1
    let kept = parts.enumerated().filter { i, part in
      !hasSameBytes(i == last ? Path.stem(of: part) : part, label) && !hasSameBytes(part, label)
    }
    return kept.isEmpty ? file : kept.map(\.element).joined(separator: "/")
  }
}

/// The files of each label, labels in the order in which they come.
struct LabelledFiles {
  private(set) var labels: [(label: String, files: [SoundListing.File])] = []
  private var places: NameTable<Int> = [:]

  var isEmpty: Bool { labels.isEmpty }

  mutating func add(_ file: SoundListing.File, as label: String) {
    if let place = places[label] { return labels[place].files.append(file) }
    places[label] = labels.count
    labels.append((label, [file]))
  }
}

/// What a source records of each of its files.
struct SourceFields {
  private let kept: [String]
  private let song: String
  private let group: SoundSource.GroupRule?
  private let pattern: GroupPattern?

  init(_ source: SoundSource) throws(SoundscapeError) {
    kept = source.kept
    song = source.song ?? "song"
    group = source.group
    guard case .pattern(let text)? = source.group else {
      pattern = nil
      return
    }
    do throws(Pattern.Failure) { pattern = try GroupPattern(text) } catch {
      throw .soundbank(path: source.path, problem: "group is not a valid regular expression: \(error)")
    }
  }

  /// - Parameter value: what a placeholder or a column is for the file; nil where there is none.
  func fields(of name: String, _ value: (String) -> String?) -> SoundListing.Fields {
    func filled(_ field: String) -> String? { value(field).flatMap { $0.isEmpty ? nil : $0 } }
    var fields = SoundListing.Fields()
    fields.song = filled(song)
    switch group {
    case .field(let field)?: fields.group = filled(field)
    case .pattern?: fields.group = pattern?.group(of: name)
    case nil: fields.group = filled("group") ?? fields.song
    }
    // Two artists may have a song of one name. A pattern finds the group in the name, which tells such songs apart.
    if pattern == nil, let group = fields.group, let song = fields.song, !hasSameBytes(group, song) {
      fields.song = "\(group)/\(song)"
    }
    for field in kept { fields.kept[field] = value(field) }
    return fields
  }
}
