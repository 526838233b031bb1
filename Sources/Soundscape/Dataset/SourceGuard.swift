/// The folder that a run writes to, as a place where no sound may be that the run reads: what is written could replace it,
/// and `overwrite` remove it.
struct SourceGuard {
  /// With links followed.
  private let root: String
  private var folders: NameTable<String> = [:]

  /// nil where the folder holds nothing yet, so that nothing can be in it.
  init?(_ place: String?) {
    guard let place, let names = try? FileSystem.list(place), !names.isEmpty else { return nil }
    root = FileSystem.realPath(place)
  }

  /// Refuses a sound that is in the folder, or leads there by a link.
  mutating func check(_ path: String) throws(SoundscapeError) {
    guard FileSystem.exists(path), case let real = real(path), Path.isAt(real, orBelow: root) else { return }
    let shown = hasSameBytes(real, path) ? path : "\(path), which is \(real)"
    throw .output(path: root, problem: "holds a source of the mixtures: \(shown)", advice: .otherFolder)
  }

  /// Refuses an annotation's sounds, as far as they are found where it says.
  mutating func check(_ annotation: Annotation) throws(SoundscapeError) {
    for event in annotation.events {
      for named in [event.sourceFile] + event.continuations {
        guard let path = annotation.found(named.path) else { continue }
        for file in SoundPath.files(in: path, isThere: FileSystem.exists) { try check(file) }
      }
    }
  }

  /// The path with links followed; folders are looked up once.
  private mutating func real(_ path: String) -> String {
    if FileSystem.isLink(path) { return FileSystem.realPath(path) }
    let folder = Path.parent(of: path)
    let known = folders[folder] ?? FileSystem.realPath(folder.isEmpty ? "." : folder)
    folders[folder] = known
    return Path.join(known, Path.name(of: path))
  }
}

extension Soundbank {
  /// Refuses a folder that holds any of the sounds.
  func checkIsOutside(_ place: String?) throws(SoundscapeError) {
    guard var sources = SourceGuard(place) else { return }
    for side in [foreground, background] {
      for label in side.labels { for sound in label.sounds { for file in sound.files { try sources.check(file) } } }
    }
  }
}

extension FileSounds {
  /// Refuses a folder that holds any of the sounds in a bank's folder.
  func checkIsOutside(_ place: String?, _ folder: String?) throws(SoundscapeError) {
    guard let folder, var sources = SourceGuard(place) else { return }
    for place in try FileTree(folder).files { try sources.check(Path.join(folder, place)) }
  }
}

extension DatasetReader {
  /// Refuses a folder in the soundbank of an input, or one that holds any of the sounds that the inputs name.
  ///
  /// What cannot be read is reported when its turn comes.
  func checkSourcesAreOutside(_ sink: any Sink) throws(SoundscapeError) {
    var sources = SourceGuard(sink.folder)
    var isFirst: NameSet = []
    for position in 0..<count {
      guard let entry = try? entry(at: position), let path = entry.annotationPath else { continue }
      // The mixtures of a data set have one soundbank.
      let isNew = isFirst.insert(entry.root).inserted || entry.row == nil
      guard isNew || sources != nil, let annotation = try? Annotation(jams: path) else { continue }
      if isNew {
        for folder in [annotation.files.foregroundFolder, annotation.files.backgroundFolder] where !folder.isEmpty {
          if let found = annotation.found(folder) { try sink.refuse(insideSounds: found) }
        }
      }
      try sources?.check(annotation)
    }
  }
}
