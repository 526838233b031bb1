/// The sounds of a bank by role and label, as names, paths and tables say, before any file is opened; then what the files are.
struct SoundListing {
  struct File: Sendable {
    var name: String
    var path: String
    /// What its source says of it; nil for a file in a label's folder.
    var fields: Fields?
    /// Whether it may be a folder inside a label.
    var mayBeFolder = false
  }

  /// What a tree or a table says of a file.
  struct Fields: Sendable {
    var group: String?
    var song: String?
    var kept: NameTable<String> = [:]
  }

  /// What a file turned out to be.
  enum Found: Sendable {
    case sound(Sound)
    case folder
    case failure(SoundscapeError)
  }

  struct Label {
    var role: Role
    var name: String
    /// The folder, or the source, for messages.
    var path: String
    var source: SoundSource
    /// Its files, by their places in the list of all.
    var files: Range<Int>
    /// Names in it that are not UTF-8, escaped.
    var unusable: [String] = []
  }

  private(set) var files: [File] = []
  private(set) var labels: [Label] = []
  var warnings: [Warning] = []
  var failures: [SoundscapeError] = []

  /// Lists the sources of a role.
  mutating func add(_ sources: [SoundSource], _ role: Role, mayBeEmpty: Bool) {
    for source in sources {
      guard let kind = FileSystem.kind(of: source.path) else {
        failures.append(.soundbank(path: source.path, problem: "no such soundbank folder"))
        continue
      }
      guard kind == .folder else {
        failures.append(.soundbank(path: source.path, problem: "is a file; a soundbank is a folder of label folders"))
        continue
      }
      switch source.arrangement {
      case .labelFolders: addLabelFolders(of: source, role, mayBeEmpty: mayBeEmpty)
      case .files(let template): addTree(template, of: source, role)
      case .table(let table): addTable(table, of: source, role)
      }
    }
  }

  /// Adds a label of a source with its files.
  mutating func add(
    _ name: String, at path: String, of source: SoundSource, _ role: Role, _ added: [File], _ unusable: [String]
  ) {
    let first = files.count
    files += added
    labels.append(
      Label(
        role: role, name: name, path: path, source: source, files: first..<files.count, unusable: unusable))
  }

  // MARK: Label folders

  private mutating func addLabelFolders(of source: SoundSource, _ role: Role, mayBeEmpty: Bool) {
    do throws(SoundscapeError) {
      let entries = try FileSystem.entries(of: source.path)
      var count = 0
      var mapping = LabelNames(source.labels)
      for (name, kind) in entries.named where !name.begins(with: ".") {
        let folder = Path.join(source.path, name)
        guard kind == .folder || kind == .link && FileSystem.isDirectory(folder) else { continue }
        count += 1
        guard let label = mapping[name] else { continue }
        if Self.isUsable(label: label) {
          addFolder(folder, as: label, of: source, role)
        } else {
          failures.append(Self.unusableLabel(name, in: source.path))
        }
      }
      warnings += entries.unusable.filter { !$0.begins(with: ".") }.map { Self.notUTF8(Path.join(source.path, $0)) }
      if let left = mapping.leftOut(of: source.path) { warnings.append(left) }
      failures += mapping.missing(in: source.path)
      let strays = entries.named.filter { $0.kind == .file && !$0.name.begins(with: ".") && Self.isSoundName($0.name) }
      if count > 0, let first = strays.first {
        warnings.append(
          Warning(
            .unmatchedFile, subject: source.path,
            "skipped: \(counted(strays.count, "sound file")) beside the label folders (such as \(first.name))"))
      }
      if count == 0, !mayBeEmpty {
        failures.append(.soundbank(path: source.path, problem: Self.noLabelFolders(entries)))
      }
    } catch { failures.append(error) }
  }

  private mutating func addFolder(_ folder: String, as label: String, of source: SoundSource, _ role: Role) {
    do throws(SoundscapeError) {
      let entries = try FileSystem.entries(of: folder)
      let files = entries.named.filter { !$0.name.begins(with: ".") }.map { name, kind in
        File(name: name, path: Path.join(folder, name), mayBeFolder: kind != .file)
      }
      add(label, at: folder, of: source, role, files, entries.unusable.filter { !$0.begins(with: ".") })
    } catch { failures.append(error) }
  }
}
