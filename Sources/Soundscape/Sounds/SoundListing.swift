/// The label folders of a soundbank and the names in them, before any file is opened; then what the files are.
struct SoundListing {
  struct File: Sendable {
    var name: String
    var path: String
  }

  /// What a file turned out to be.
  enum Found: Sendable {
    case sound(Sound)
    case folder
    case failure(SoundscapeError)
  }

  private struct Label {
    var role: Role
    var name: String
    var path: String
    /// Its files, by their places in the list of all.
    var files: Range<Int>
    /// Names in it that are not UTF-8, escaped.
    var unusable: [String]
  }

  private(set) var files: [File] = []
  private var labels: [Label] = []
  /// Label folders whose names are not UTF-8.
  private var warnings: [Warning] = []
  var failures: [SoundscapeError] = []

  /// Lists a role's folder.
  mutating func add(_ folder: String, _ role: Role, mayBeEmpty: Bool) {
    guard let kind = FileSystem.kind(of: folder) else {
      return failures.append(.soundbank(path: folder, problem: "no such soundbank folder"))
    }
    guard kind == .folder else {
      return failures.append(
        .soundbank(path: folder, problem: "is a file; a soundbank is a folder of label folders"))
    }
    do throws(SoundscapeError) {
      let (names, unusable) = try FileSystem.listing(of: folder)
      var count = 0
      for name in names where !name.begins(with: ".") && FileSystem.isDirectory(Path.join(folder, name)) {
        count += 1
        if Self.isUsable(label: name) {
          add(label: name, in: Path.join(folder, name), role)
        } else {
          failures.append(Self.unusableLabel(name, in: folder))
        }
      }
      warnings += unusable.filter { !$0.begins(with: ".") }.map { Self.notUTF8(Path.join(folder, $0)) }
      if count == 0, !mayBeEmpty {
        failures.append(.soundbank(path: folder, problem: "has no label folders; expected <label>/<file>"))
      }
    } catch { failures.append(error) }
  }

  private mutating func add(label name: String, in folder: String, _ role: Role) {
    let listing: (names: [String], unusable: [String])
    do throws(SoundscapeError) { listing = try FileSystem.listing(of: folder) } catch { return failures.append(error) }
    let first = files.count
    for file in listing.names where !file.begins(with: ".") {
      files.append(File(name: file, path: Path.join(folder, file)))
    }
    labels.append(
      Label(
        role: role, name: name, path: folder, files: first..<files.count,
        unusable: listing.unusable.filter { !$0.begins(with: ".") }))
  }

  /// The soundbank of what was found.
  func scan(
    _ found: [Found], folders: (foreground: String, background: String), provider: any SoundProvider
  ) -> SoundbankScan {
    var (warnings, failures) = (warnings, failures)
    var sides: [Role: [SoundLabel]] = [:]
    for label in labels {
      var sounds: [Sound] = []
      let before = warnings.count
      for i in label.files {
        switch found[i] {
        case .sound(let sound): sounds.append(sound)
        case .folder: warnings.append(Self.nested(files[i].path))
        case .failure(let error): warnings.append(Self.skipped(files[i].path, error))
        }
      }
      warnings += label.unusable.map { Self.notUTF8(Path.join(label.path, $0)) }
      if sounds.isEmpty {
        failures.append(Self.empty(label.name, at: label.path, Array(warnings[before...])))
      } else {
        sides[label.role, default: []].append(SoundLabel(name: label.name, sounds: sounds))
      }
    }
    var soundbank = Soundbank(
      foreground: Soundbank.Side(folder: folders.foreground, labels: sides[.foreground] ?? []),
      background: Soundbank.Side(
        folder: folders.background, labels: sides[.background] ?? []), provider: provider)
    soundbank.skipped = warnings.filter(\.kind.isOfUnusableSound)
    return SoundbankScan(soundbank: soundbank, warnings: warnings, failures: failures)
  }
}
