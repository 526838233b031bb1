private import Cplatform

extension FileSystem {
  /// A part of a file.
  ///
  /// *Throws:* `.source` if it cannot be read, or ends before the range does.
  static func read(_ range: Range<Int>, of path: String) throws(SoundscapeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    let count: Int
    do throws(SystemFailure) {
      count = try OpenFile(path, for: .plain).fill(&bytes, from: range.lowerBound)
    } catch { throw .source(path, error) }
    guard count == bytes.count else { throw .source(path: path, problem: "is shorter than it was") }
    return bytes
  }

  /// Whether a file below a folder is there without leading out of it by a link.
  ///
  /// - Parameter file: a path below the folder, without `..`.
  static func isInside(_ folder: String, _ file: String) -> Bool {
    var path = folder
    for part in Path.parts(of: file) {
      path = Path.join(path, part)
      guard isLink(path) else { continue }
      let (root, end) = (realPath(folder), realPath(Path.join(folder, file)))
      return Path.isAt(end, orBelow: root)
    }
    return true
  }

  /// How many files the process may have open at once.
  static var mostOpenFiles: Int { most_open_files() }

  static func isLink(_ path: String) -> Bool {
    var found = stat()
    return unsafe lstat(path, &found) == 0 && is_link(found.st_mode)
  }

  /// The folder for files that are not kept.
  static var temporaryFolder: String {
    let path = Terminal.environment("TMPDIR") ?? ""
    return path.isEmpty ? "/tmp" : path
  }
}
