private import Cplatform

/// Files and folders through POSIX, with every result checked.
///
/// Failures of reading are `SoundscapeError.source`, failures of writing `SoundscapeError.output`.
enum FileSystem {
  /// The bytes that are read at a time.
  static let blockSize = 1 << 20

  /// Moves a file or folder; an existing file of the new name is replaced in one step.
  static func rename(_ from: String, to: String) throws(SoundscapeError) {
    guard moving(from, to) == 0 else { throw .output(path: to, problem: SystemFailure.last.words) }
  }

  /// All bytes of a plain file.
  ///
  /// A pipe or a device may have no end, or never begin.
  /// *Throws:* `.source` for a file with more than `most` bytes too, which would be held in memory.
  static func readPlain(_ path: String, most: Int = .max) throws(SoundscapeError) -> [UInt8] {
    var bytes: [UInt8] = []
    if let size = size(ofFile: path) {
      guard size <= most else {
        throw .source(path: path, problem: "is too large (found \(size) bytes, at most \(most) are read)")
      }
      bytes.reserveCapacity(size)
    }
    try forEachBlock(of: path, for: .plain) { block, count in bytes.append(contentsOf: block[..<count]) }
    return bytes
  }

  /// All bytes of a file, or of a pipe.
  static func read(_ path: String) throws(SoundscapeError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachBlock(of: path) { block, count in bytes.append(contentsOf: block[..<count]) }
    return bytes
  }

  /// Calls `body` with each block of a file; only the first `count` bytes of the block are the file's.
  static func forEachBlock(
    of path: String, for purpose: OpenFile.Purpose = .read, _ body: ([UInt8], Int) -> Void
  ) throws(SoundscapeError) {
    do throws(SystemFailure) {
      try OpenFile(path, for: purpose).forEachBlock(body)
    } catch { throw .source(path, error) }
  }

  /// Creates a folder and those above it; existing ones are left as they are.
  static func makeDirectories(_ path: String) throws(SoundscapeError) {
    let permissions: mode_t = 0o777
    // The folder above mostly exists.
    if unsafe mkdir(path, permissions) == 0 || SystemFailure.last.isThere && isDirectory(path) { return }
    var made = Path.isAbsolute(path) ? "/" : ""
    for part in Path.parts(of: path) {
      made = Path.join(made, part)
      if unsafe mkdir(made, permissions) == 0 { continue }
      let failure = SystemFailure.last
      if !isDirectory(made) { throw .output(path: made, problem: failure.words) }
    }
  }

  /// Brings a file onto the disk.
  static func sync(_ path: String) throws(SoundscapeError) {
    do throws(SystemFailure) { try OpenFile(path, for: .plain).sync() } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  static func exists(_ path: String) -> Bool { kind(of: path) != nil }
  static func isDirectory(_ path: String) -> Bool { kind(of: path) == .folder }

  /// The size of a plain file; `nil` for anything else.
  static func size(ofFile path: String) -> Int? {
    if case .file(let size) = kind(of: path) { size } else { nil }
  }

  /// What a path leads to.
  enum Kind: Hashable {
    case folder
    case file(size: Int)
    /// A pipe, a device or a socket.
    case other
  }

  /// What a path leads to; nil where it leads nowhere.
  static func kind(of path: String) -> Kind? {
    var found = stat()
    guard unsafe stat(path, &found) == 0 else { return nil }
    if is_folder(found.st_mode) { return .folder }
    return is_plain_file(found.st_mode) ? .file(size: Int(found.st_size)) : .other
  }

  /// The path from the root, without `.` and `..`; it need not exist, and links are followed only where `..` comes after
  /// one: by the file system, that is the folder above where the link leads.
  static func absolutePath(_ path: String) -> String {
    var place = "/"
    for part in Path.parts(of: Path.isAbsolute(path) ? path : currentFolder + "/" + path) where part != "." {
      guard part == ".." else {
        place = Path.join(place, part)
        continue
      }
      place = Path.parent(of: isLink(place) ? realPath(place) : place)
      if place.isEmpty { place = "/" }
    }
    return place
  }

  private static var currentFolder: String {
    guard let text = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}

// `rename` is a method's name in there; out here it is C's.
private func moving(_ from: String, _ to: String) -> CInt { unsafe rename(from, to) }
