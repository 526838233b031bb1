/// The files of a data set, and the folders that they are in, by 8 bytes of a hash each.
///
/// Two of a million files have the same hash with a probability of 3 × 10⁻⁸, and which ones differs from process to process.
struct KnownFiles: Sendable {
  private var files: [Int] = []
  private var folders: [Int] = []
  /// The folders that were added last: files of one folder mostly come together.
  private var lastFolders: [String] = []

  private static let mostLastFolders = 8

  mutating func add(_ paths: [String]) {
    for path in paths {
      files.append(Self.hash(path))
      var folder = Path.parent(of: path)
      while !folder.isEmpty, !lastFolders.contains(where: { hasSameBytes($0, folder) }) {
        folders.append(Self.hash(folder))
        lastFolders.append(folder)
        if lastFolders.count > Self.mostLastFolders { lastFolders.removeFirst() }
        folder = Path.parent(of: folder)
      }
    }
  }

  /// Puts what was added into order, once all is.
  mutating func settle() {
    files.sort()
    folders.sort()
  }

  /// Whether a file was added.
  func contains(_ path: String) -> Bool { Self.isIn(files, Self.hash(path)) }

  /// Whether a folder holds a file that was added, at any depth.
  func hasFolder(_ path: String) -> Bool { Self.isIn(folders, Self.hash(path)) }

  private static func hash(_ path: String) -> Int { ByteName(path).hashValue }

  private static func isIn(_ hashes: [Int], _ wanted: Int) -> Bool {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == wanted
  }
}
