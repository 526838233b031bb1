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

  /// Whether size and time of writing are the same: most probably the same content, also of a copy.
  func resembles(_ other: FileStamp) -> Bool { size == other.size && modified == other.modified }

  /// Whether nothing was written since, by whatever means: the file is the same one, also where its disk has another number
  /// now.
  func isOfSameContent(as other: FileStamp) -> Bool {
    resembles(other) && changed == other.changed && node == other.node
  }

  /// Waits until what is written from now on would show: a clock of a disk stands still for some milliseconds.
  ///
  /// *Returns:* whether it had to, so that the file has to be looked at again.
  func waitUntilPast() -> Bool {
    let tick = 20_000_000
    var now = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
    let age = Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec) - Int(max(changed, modified))
    // A time that is far ahead says nothing.
    guard age < tick, age > -tick else { return false }
    usleep(UInt32((tick - age) / 1_000))
    return true
  }
}

extension FileStamp {
  /// Size, time of writing, time of change, disk, number on it: to be stored.
  var numbers: [Int] {
    [Int(size), Int(modified), Int(changed), Int(bitPattern: UInt(device)), Int(bitPattern: UInt(node))]
  }

  /// From what was stored.
  init(size: Int, modified: Int, changed: Int, device: Int, node: Int) {
    self.size = Int64(size)
    self.modified = Int64(modified)
    self.changed = Int64(changed)
    self.device = UInt64(UInt(bitPattern: device))
    self.node = UInt64(UInt(bitPattern: node))
  }
}
