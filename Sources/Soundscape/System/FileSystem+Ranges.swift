extension FileSystem {
  /// A part of a file.
  ///
  /// *Throws:* `.source` if it cannot be read, or ends before the range does.
  static func read(_ range: Range<Int>, of path: String) throws(SoundscapeError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    let count: Int
    do throws(SystemFailure) {
      count = try OpenFile(path, for: .read).fill(&bytes, from: range.lowerBound)
    } catch { throw .source(path: path, problem: error.words) }
    guard count == bytes.count else { throw .source(path: path, problem: "is shorter than it was") }
    return bytes
  }

  /// The folder for files that are not kept.
  static var temporaryFolder: String {
    let path = Terminal.environment("TMPDIR") ?? ""
    return path.isEmpty ? "/tmp" : path
  }
}
