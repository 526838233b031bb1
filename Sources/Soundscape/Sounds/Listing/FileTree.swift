/// The files in a folder and in all folders below it, by their paths from there.
///
/// Hidden files and folders are left out. Links are followed, but not round in circles.
struct FileTree {
  /// A folder that links lead to from many places is listed so many times at most: a few such folders, each with links to
  /// the next, would otherwise be without end.
  private static let mostVisits = 8

  private struct Folder {
    var path: String
    /// It and those above it.
    var chain: [FileIdentity]
  }

  /// In byte order.
  private(set) var files: [String] = []
  /// Folders that could not be listed, with the reasons.
  private(set) var unreadable: [SoundscapeError] = []
  /// Their paths from the root; nothing is known of what is below.
  private(set) var unreadableFolders: [String] = []
  /// Names that are not UTF-8, escaped, with their paths.
  private(set) var unusable: [String] = []

  /// *Throws:* `.source` where the folder itself cannot be listed.
  init(_ root: String) throws(SoundscapeError) {
    guard let identity = FileIdentity(at: root) else {
      throw .source(path: root, problem: SystemFailure.missing.words)
    }
    var visits: [FileIdentity: Int] = [identity: 1]
    var waiting = [Folder(path: "", chain: [identity])]
    while let folder = waiting.popLast() {
      let place = Path.join(root, folder.path)
      let entries: FileSystem.Entries
      do throws(SoundscapeError) {
        entries = try FileSystem.entries(of: folder.path.isEmpty ? root : place)
      } catch {
        if folder.path.isEmpty { throw error }
        unreadable.append(error)
        unreadableFolders.append(folder.path)
        continue
      }
      for (name, kind) in entries.named where !name.begins(with: ".") {
        let path = folder.path.isEmpty ? name : Path.join(folder.path, name)
        // What cannot be read, such as a link that leads nowhere, is found out when it is opened.
        guard kind == .folder || kind == .link && FileSystem.isDirectory(Path.join(root, path)) else {
          files.append(path)
          continue
        }
        guard let identity = FileIdentity(at: Path.join(root, path)), !folder.chain.contains(identity) else { continue }
        visits[identity, default: 0] += 1
        if visits[identity, default: 0] > Self.mostVisits { continue }
        waiting.append(Folder(path: path, chain: folder.chain + [identity]))
      }
      unusable += entries.unusable.filter { !$0.begins(with: ".") }.map { Path.join(place, $0) }
    }
    files.sort(by: isInByteOrder)
  }
}
