#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A failure of the operating system, by its number.
struct SystemFailure: Error, Hashable {
  var number: CInt

  /// The number that the last failed call of this thread left.
  static var last: SystemFailure { SystemFailure(number: errno) }

  /// Forgets the last failure, so that `last` tells about calls made from now on.
  static func forget() { errno = 0 }

  /// Whether something could not be made because there is something of its name.
  var isThere: Bool { number == EEXIST }

  /// Whether a write failed for lack of room or a broken disk. Other numbers are left by calls that did not fail.
  var concernsWriting: Bool { [ENOSPC, EDQUOT, EFBIG, EIO].contains(number) }

  /// Whether opening or reading failed for a reason outside the file. Other numbers are left by calls that did not fail.
  var concernsReading: Bool {
    [EMFILE, ENFILE, ENOMEM, EIO, EINTR, EBADF].contains(number)
  }

  /// The failure in plain words.
  var words: String {
    switch number {
    case ENOENT: "no such file or folder"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case EISDIR: "is a folder, not a file"
    case EACCES, EPERM: "permission denied"
    case EEXIST: "already exists"
    case ENOTEMPTY: "the folder is not empty"
    case EROFS: "the disk is read-only"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would be too large for the disk"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case EXDEV: "lies on another disk"
    case EIO: "the disk fails"
    default: "system error \(number)"
    }
  }
}

/// A file descriptor that is closed with its owner.
struct OpenFile: ~Copyable {
  enum Purpose { case read, write, append, spill }

  let descriptor: CInt

  /// Opens a file; for `write` it is emptied, for all but `read` it is made if need be. A `spill` is new, and read too.
  init(_ path: String, for purpose: Purpose) throws(SystemFailure) {
    let flags =
      switch purpose {
      case .read: O_RDONLY
      case .write: O_WRONLY | O_CREAT | O_TRUNC
      case .append: O_WRONLY | O_CREAT | O_APPEND
      case .spill: O_RDWR | O_CREAT | O_EXCL
      }
    let permissions: mode_t = 0o666
    var opened: CInt
    repeat { opened = unsafe open(path, flags | O_CLOEXEC, permissions) } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw .last }
    descriptor = opened
  }

  deinit { _ = closing(descriptor) }

  /// Fills the block from its start and returns how many bytes there were; 0 at the end of the file.
  borrowing func read(into block: inout [UInt8]) throws(SystemFailure) -> Int {
    let descriptor = descriptor
    while true {
      let count = unsafe block.withUnsafeMutableBytes { unsafe reading(descriptor, $0) }
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }

  /// Writes all bytes, with a single call of the system as long as it takes them all at once.
  borrowing func write(_ bytes: [UInt8]) throws(SystemFailure) {
    let descriptor = descriptor
    var done = 0
    while done < bytes.count {
      let from = done
      let count = unsafe bytes.withUnsafeBytes {
        unsafe writing(descriptor, UnsafeRawBufferPointer(rebasing: $0[from...]))
      }
      if count >= 0 { done += count } else if errno != EINTR { throw .last }
    }
  }

  /// Gives the descriptor to somebody else, who closes it.
  consuming func released() -> CInt {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  /// Closes the file and tells of a failure that only shows now, as on network disks.
  consuming func close() throws(SystemFailure) {
    let descriptor = descriptor
    discard self
    guard closing(descriptor) == 0 else { throw .last }
  }
}

// The C functions have the names of the methods above; outside of the type there is no doubt which is meant.
private func closing(_ descriptor: CInt) -> CInt { close(descriptor) }
private func reading(_ descriptor: CInt, _ block: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(descriptor, block.baseAddress, block.count)
}
private func writing(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
