/// The files that are meant by paths of files and folders, each with its place below the folder that was given.
///
/// Hidden files and folders are left out. Links are followed, and no folder is entered twice.
struct SourceListing {
  struct Entry: Sendable {
    /// As it can be opened.
    var path: String
    /// Below the given folder; the bare name for a file that was itself given.
    var inner: String
    /// Whether it was named itself, so that it is missed when it is not a sound.
    var isGiven: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var failures: [SoundscapeError] = []
  /// Every folder that was read, with links followed, so that nothing is written there.
  private(set) var folders: NameSet = []

  init(_ inputs: [String]) {
    for input in inputs {
      switch FileSystem.kind(of: input) {
      case nil: failures.append(.source(path: input, problem: "no such file or folder"))
      case .folder?: add(folder: input, inner: "")
      case .file?: entries.append(Entry(path: input, inner: Path.name(of: input), isGiven: true))
      case .other?: failures.append(.source(path: input, problem: "is not a plain file"))
      }
    }
  }

  private mutating func add(folder: String, inner: String) {
    guard folders.insert(FileSystem.realPath(folder)).inserted else { return }
    let names: (names: [String], unusable: [String])
    do throws(SoundscapeError) { names = try FileSystem.listing(of: folder) } catch { return failures.append(error) }
    failures += names.unusable.filter { !$0.begins(with: ".") }.map {
      .source(path: Path.join(folder, $0), problem: "its name is not UTF-8; rename it")
    }
    for name in names.names where !name.begins(with: ".") {
      let path = Path.join(folder, name)
      let place = inner.isEmpty ? name : "\(inner)/\(name)"
      switch FileSystem.kind(of: path) {
      case .folder?: add(folder: path, inner: place)
      case .file?: entries.append(Entry(path: path, inner: place, isGiven: false))
      case .other?: continue
      case nil: failures.append(.source(path: path, problem: "is a link that leads nowhere"))
      }
    }
  }

  /// Refuses a place to write to where any of the sources is, or which is in a folder of them: what is written would be
  /// read the next time, or replace what is read.
  func checkIsOutside(_ place: String) throws(SoundscapeError) {
    let root = FileSystem.realPlace(place)
    for folder in folders.sorted() {
      guard !Path.isAt(root, orBelow: folder) else {
        throw .output(path: place, problem: "is in a folder that is read: \(folder)")
      }
      guard !Path.isAt(folder, orBelow: root) else {
        throw .output(path: place, problem: "holds a folder that is read: \(folder)")
      }
    }
    for entry in entries where Path.isAt(FileSystem.realPath(entry.path), orBelow: root) {
      throw .output(path: place, problem: "holds a file that is read: \(entry.path)")
    }
  }
}
