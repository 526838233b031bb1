import Csndfile

/// A file that a coder writes, with seeking: in memory while it is small, so that it reaches the disk in one write and
/// needs no reading for its checksum.
///
/// After a failure nothing more is written; `close` reports it.
@safe final class CodedFile {
  /// A larger file goes to the disk as it comes.
  private let mostInMemory: Int

  /// What the system said to a write that failed.
  private(set) var failure: SystemFailure?
  /// Where the coder writes next, and how long its file is, as it sees them.
  private(set) var position = 0
  private(set) var byteCount = 0

  private var file: OpenFile?
  /// All bytes so far; nil once they are on the disk.
  private var memory: [UInt8]? = []
  /// Of Ogg files: what is not yet a page of the file.
  private var pages: OggNumbering?

  /// - Parameter file: new and empty.
  init(_ file: consuming OpenFile, isOgg: Bool = false, mostInMemory: Int = 8 << 20) {
    self.file = consume file
    self.mostInMemory = mostInMemory
    pages = isOgg ? OggNumbering() : nil
  }

  /// Takes bytes of the coder, for its position.
  ///
  /// *Returns:* whether they are written, or kept.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if let waiting = pages?.rest.count {
      var start = position - waiting
      unsafe pages?.take(bytes)
      while let page = pages?.next() {
        put(page, at: start)
        start += page.count
      }
    } else {
      unsafe put(bytes, at: position)
    }
    position += bytes.count
    byteCount = max(byteCount, position)
    return failure == nil
  }

  /// The next bytes go elsewhere; what is skipped reads as zeros. The pages of an Ogg file only follow each other.
  func seek(to target: Int) { if pages == nil { position = target } }

  /// Ends the file, after the coder has written its last byte.
  ///
  /// *Returns:* its SHA-256 as hexadecimal digits; nil where the file has to be read for it.
  func close() throws(SystemFailure) -> String? {
    if let rest = pages?.rest { put(rest, at: position - rest.count) }
    guard let open = file.take() else { return nil }
    if let failure { throw failure }
    if let memory { try open.write(memory) }
    try open.close()
    return memory.map { SHA256Hasher.hexDigest(of: $0) }
  }

  private func put(_ bytes: [UInt8], at start: Int) { unsafe bytes.withUnsafeBytes { unsafe put($0, at: start) } }

  private func put(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    guard failure == nil, bytes.count > 0, let open = file.take() else { return }
    let end = start + bytes.count
    do throws(SystemFailure) {
      if end > mostInMemory, let kept = memory.take() { try open.write(kept) }
      if let length = memory?.count {
        if start == length {
          unsafe memory?.append(contentsOf: bytes)
        } else {
          if end > length { memory? += [UInt8](repeating: 0, count: end - length) }
          unsafe memory?.replaceSubrange(start..<end, with: bytes)
        }
      } else {
        try unsafe open.write(bytes, at: start)
      }
    } catch { failure = error }
    file = consume open
  }
}

extension CodedFile {
  /// What libsndfile calls, with the file as its data.
  static var calls: SF_VIRTUAL_IO {
    unsafe SF_VIRTUAL_IO(
      get_filelen: { unsafe sf_count_t(CodedFile.of($0)?.byteCount ?? 0) },
      seek: { offset, origin, data in
        guard let file = unsafe CodedFile.of(data) else { return -1 }
        let start = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? file.position : file.byteCount
        file.seek(to: start + Int(offset))
        return sf_count_t(file.position)
      },
      read: { _, _, _ in 0 },
      write: { source, count, data in
        guard let file = unsafe CodedFile.of(data) else { return 0 }
        return unsafe file.take(UnsafeRawBufferPointer(start: source, count: Int(count))) ? count : 0
      },
      tell: { unsafe sf_count_t(CodedFile.of($0)?.position ?? 0) })
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> CodedFile? {
    unsafe data.map { unsafe Unmanaged<CodedFile>.fromOpaque($0).takeUnretainedValue() }
  }
}
