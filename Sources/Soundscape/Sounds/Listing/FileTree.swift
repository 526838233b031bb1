/// All files below a folder, found without opening any; hidden ones are left out.
struct FileTree {
  /// Paths below the folder, in byte order of each folder's names.
  private(set) var files: [String] = []
  /// Names that are not UTF-8, by their paths, escaped.
  private(set) var unusable: [String] = []
  /// Folders that could not be read, and links that lead in a circle.
  private(set) var failures: [SoundscapeError] = []

  /// Folders inside folders; deeper ones are a circle of links.
  private static let mostDepth = 64

  private let root: String

  init(_ root: String) {
    self.root = root
    walk("", depth: 0, above: [])
  }

  /// - Parameter above: the folders on the way here, with links followed, to tell circles.
  private mutating func walk(_ place: String, depth: Int, above: [String]) {
    let folder = place.isEmpty ? root : Path.join(root, place)
    let entries: FileSystem.Entries
    do throws(SoundscapeError) { entries = try FileSystem.entries(of: folder) } catch { return failures.append(error) }
    unusable += entries.unusable.filter { !$0.begins(with: ".") }.map { Path.join(folder, $0) }
    for entry in entries.named where !entry.name.begins(with: ".") {
      let inner = place.isEmpty ? entry.name : "\(place)/\(entry.name)"
      switch entry.kind {
      case .file: files.append(inner)
      case .folder: walk(inner, depth: depth + 1, above: above)
      case .link:
        // Only links lead back to where they come from.
        let path = Path.join(root, inner)
        switch FileSystem.kind(of: path) {
        case .folder?:
          let real = FileSystem.realPath(path)
          let own = above + [FileSystem.realPath(folder)]
          guard depth < Self.mostDepth, !own.contains(where: { Path.isAt($0, orBelow: real) }) else {
            failures.append(.soundbank(path: path, problem: "is a link to a folder that it is in; remove it"))
            continue
          }
          walk(inner, depth: depth + 1, above: own)
        // A link to nothing is reported as a file that cannot be read.
        default: files.append(inner)
        }
      }
    }
  }
}
