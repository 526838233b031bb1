private import Cplatform

/// By what a file shows that it is still the same, without reading it: its size, when it was last written and changed, and its
/// place on the disk.
///
/// Programs can set the time of the last writing back, but not that of the last change.
struct FileStamp: Hashable, Sendable {
  private var size: Int64
  private var modified: Int64
  private var changed: Int64
  private var device: UInt64
  private var node: UInt64

  /// Of the file that a path leads to; nil where it leads nowhere.
  init?(of path: String) {
    var found = stat()
    guard unsafe stat(path, &found) == 0 else { return nil }
    self.init(&found)
  }

  /// Of an open file.
  init(of file: borrowing OpenFile) throws(SystemFailure) {
    var found = stat()
    let descriptor = file.descriptor
    _ = try SystemCall.result { unsafe Int(fstat(descriptor, &found)) }
    self.init(&found)
  }

  private init(_ found: inout stat) {
    size = Int64(found.st_size)
    modified = unsafe Int64(modified_nanoseconds(&found))
    changed = unsafe Int64(changed_nanoseconds(&found))
    device = UInt64(truncatingIfNeeded: found.st_dev)
    node = UInt64(truncatingIfNeeded: found.st_ino)
  }

  var byteCount: Int { Int(size) }
  /// When the file was last written, in nanoseconds since 1970.
  var writingTime: Int { Int(modified) }
}
