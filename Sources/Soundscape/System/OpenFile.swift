private import Cplatform

/// A file descriptor that is closed with its owner.
struct OpenFile: ~Copyable {
  /// `plain` reads too, but nothing that is not a plain file: a pipe or a device could give bytes for ever, or none.
  enum Purpose { case read, plain, write, append, spill, folder }

  let descriptor: CInt

  /// Opens a file; for `write` it is emptied, for all but `read`, `plain` and `folder` it is created if necessary. A `spill`
  /// is new, and read too.
  init(_ path: String, for purpose: Purpose) throws(SystemFailure) {
    let flags =
      switch purpose {
      case .read: O_RDONLY
      // A pipe that no program writes to would not even open.
      case .plain: O_RDONLY | O_NONBLOCK
      case .write: O_WRONLY | O_CREAT | O_TRUNC
      case .append: O_WRONLY | O_CREAT | O_APPEND
      case .spill: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
      case .folder: O_RDONLY | O_DIRECTORY
      }
    let permissions: mode_t = 0o666
    let opened = CInt(try SystemCall.result { unsafe Int(open_file(path, flags | O_CLOEXEC, permissions)) })
    if purpose == .plain, let failure = Self.failure(ofPlain: opened) {
      _ = closing(opened)
      throw failure
    }
    descriptor = opened
  }

  /// Takes a descriptor over.
  init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { _ = closing(descriptor) }

  /// Why an open descriptor is not that of a plain file; nil where it is.
  private static func failure(ofPlain descriptor: CInt) -> SystemFailure? {
    var found = stat()
    guard unsafe fstat(descriptor, &found) == 0 else { return .last }
    if is_folder(found.st_mode) { return .folder }
    return is_plain_file(found.st_mode) ? nil : .notPlain
  }

  /// Fills the block from its start and returns how many bytes there were; 0 at the end of the file.
  borrowing func read(into block: inout [UInt8]) throws(SystemFailure) -> Int {
    let descriptor = descriptor
    return try SystemCall.result {
      unsafe block.withUnsafeMutableBytes { unsafe reading(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// Fills the block from its start with the bytes at a position and returns how many the system had at once; 0 at the
  /// end of the file.
  borrowing func read(into block: inout [UInt8], at position: Int) throws(SystemFailure) -> Int {
    let descriptor = descriptor
    return try SystemCall.result {
      unsafe block.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(position)) }
    }
  }

  /// Fills the block from its start with what comes next, as from a pipe; fewer only at the end.
  borrowing func fillInOrder(_ block: inout [UInt8]) throws(SystemFailure) -> Int {
    let descriptor = descriptor
    return try SystemCall.repeated(for: block.count) { done in
      unsafe block.withUnsafeMutableBytes {
        unsafe reading(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
    }
  }

  /// Fills an array with the bytes at a position and returns how many there were: fewer only at the end of the file.
  borrowing func fill<Element: BitwiseCopyable>(
    _ elements: inout [Element], from position: Int
  ) throws(SystemFailure) -> Int {
    let descriptor = descriptor
    return try SystemCall.repeated(for: elements.count * MemoryLayout<Element>.stride) { done in
      unsafe elements.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(position + done))
      }
    }
  }

  /// Writes all bytes, with a single call of the system as long as it takes them all at once.
  borrowing func write(_ bytes: [UInt8]) throws(SystemFailure) {
    let descriptor = descriptor
    _ = try SystemCall.repeated(for: bytes.count) { done in
      unsafe bytes.withUnsafeBytes {
        unsafe writing(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
    }
  }

  /// Writes bytes at a position.
  borrowing func write(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(SystemFailure) {
    let descriptor = descriptor
    _ = try SystemCall.repeated(for: bytes.count) { done in
      unsafe pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(position + done))
    }
  }

  /// Writes the bytes of an array at a position.
  borrowing func write<Element: BitwiseCopyable>(
    _ elements: [Element], at position: Int
  ) throws(SystemFailure) {
    let descriptor = descriptor
    _ = try SystemCall.repeated(for: elements.count * MemoryLayout<Element>.stride) { done in
      unsafe elements.withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(position + done))
      }
    }
  }

  /// Where the file is read next through this descriptor or a duplicate; nil where it cannot be asked.
  borrowing func offset() -> Int? {
    let found = Int(lseek(descriptor, 0, SEEK_CUR))
    return found < 0 ? nil : found
  }

  /// A second descriptor of the same open file; whoever takes it closes it.
  borrowing func duplicate() throws(SystemFailure) -> CInt {
    let descriptor = descriptor
    return CInt(try SystemCall.result { Int(duplicate_descriptor(descriptor)) })
  }

  /// Gives the descriptor away; whoever takes it closes it.
  consuming func released() -> CInt {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  /// Closes the file and reports a failure that only shows now, as on network disks.
  consuming func close() throws(SystemFailure) {
    let descriptor = descriptor
    discard self
    guard closing(descriptor) == 0 else { throw .last }
  }
}

// The C functions have the names of the methods above; outside of the type the names are unambiguous.
private func closing(_ descriptor: CInt) -> CInt { close(descriptor) }
private func reading(_ descriptor: CInt, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, target, count)
}
private func writing(_ descriptor: CInt, _ source: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, source, count)
}
