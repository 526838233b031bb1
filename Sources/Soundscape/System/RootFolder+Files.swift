private import Cplatform

extension RootFolder {
  /// Creates a file that is written; nothing of the name may be there, not even a link.
  func create(_ path: InnerPath) throws(SystemFailure) -> OpenFile {
    try open(path, O_WRONLY | O_CREAT | O_EXCL)
  }

  /// Opens a file that grows at its end.
  func openToAppend(_ path: InnerPath) throws(SystemFailure) -> OpenFile { try open(path, O_WRONLY | O_APPEND) }

  /// Opens a lock, and creates it where it is not there.
  func openLock(_ path: InnerPath) throws(SystemFailure) -> OpenFile { try open(path, O_RDWR | O_CREAT) }

  /// Opens a plain file to read it; a pipe or a device is refused and never waited for.
  func openToRead(_ path: InnerPath) throws(SystemFailure) -> OpenFile {
    let file = try open(path, O_RDONLY | O_NONBLOCK)
    switch try FileStatus(file).kind {
    case .file: return file
    case .folder: throw .folder
    case .link, .other: throw .notPlain
    }
  }

  private func open(_ path: InnerPath, _ flags: CInt) throws(SystemFailure) -> OpenFile {
    try inParent(of: path) { (folder, name) throws(SystemFailure) in
      let descriptor = folder.descriptor
      let all = flags | O_NOFOLLOW | O_CLOEXEC
      return OpenFile(
        descriptor: CInt(try SystemCall.result { unsafe Int(open_file_at(descriptor, name, all, 0o666)) }))
    }
  }

  /// A larger file is not read into memory: manifests of millions of mixtures have less.
  private static let mostBytes = 1 << 31

  /// All bytes of a file; nil where there is none.
  ///
  /// *Throws:* `.source` if it is not a plain file, is too large, or cannot be read.
  func read(_ path: InnerPath) throws(SoundscapeError) -> [UInt8]? {
    do throws(SystemFailure) {
      guard try kind(of: path) != nil else { return nil }
      let file = try openToRead(path)
      var bytes: [UInt8] = []
      if case .file(let size) = try FileStatus(file).kind {
        guard size <= Self.mostBytes else { throw .tooLarge }
        bytes.reserveCapacity(size)
      }
      try file.forEachBlock { block, count in bytes.append(contentsOf: block[..<count]) }
      return bytes
    } catch { throw .source(path: shown(path), problem: error.words) }
  }

  /// The SHA-256 of a file.
  func digest(_ path: InnerPath) throws(SystemFailure) -> String {
    let file = try openToRead(path)
    var hasher = SHA256Hasher()
    try file.forEachBlock { block, count in hasher.update(block.span.extracting(..<count)) }
    return hasher.hexDigest()
  }

  /// Copies a file that exists to a new one.
  ///
  /// *Returns:* the SHA-256 of what was copied.
  func copy(_ file: String, to path: InnerPath) throws(SoundscapeError) -> String {
    let source: OpenFile
    do throws(SystemFailure) { source = try OpenFile(file, for: .plain) } catch {
      throw .source(path: file, problem: error.words)
    }
    var hasher = SHA256Hasher()
    do throws(SystemFailure) {
      let target = try create(path)
      var block = [UInt8](repeating: 0, count: FileSystem.blockSize)
      var position = 0
      while case let count = try source.fill(&block, from: position), count > 0 {
        let part = Array(block[..<count])
        hasher.update(part)
        try target.write(part)
        position += count
      }
      try target.close()
    } catch { throw .output(path: shown(path), problem: error.words) }
    return hasher.hexDigest()
  }

  /// Writes a new file.
  func write(_ bytes: [UInt8], to path: InnerPath) throws(SoundscapeError) {
    do throws(SystemFailure) {
      let file = try create(path)
      try file.write(bytes)
      try file.close()
    } catch { throw .output(path: shown(path), problem: error.words) }
  }
}

extension RootFolder {
  /// Why a file that a manifest names cannot be read as one of the data set's; nil where it can, or is missing.
  static func problem(of file: String, below root: String) -> String? {
    do throws(InnerPath.Refusal) {
      let path = try InnerPath(file)
      guard let folder = try? RootFolder(root) else { return nil }
      do throws(SystemFailure) { return try folder.kind(of: path) == .link ? SystemFailure.link.words : nil } catch {
        return error.words
      }
    } catch { return "is outside the data set's folder" }
  }
}

extension OpenFile {
  /// Calls `body` with each block of the file; only the first `count` bytes of the block are the file's.
  borrowing func forEachBlock(_ body: ([UInt8], Int) -> Void) throws(SystemFailure) {
    // A small file gets no more memory than it needs; one without a size, as in /proc, gets a page.
    var size = FileSystem.blockSize
    if case .file(let known) = try FileStatus(self).kind { size = known }
    var block = [UInt8](repeating: 0, count: min(max(size, 4_096), FileSystem.blockSize))
    while case let count = try read(into: &block), count > 0 { body(block, count) }
  }
}
