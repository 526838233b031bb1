private import Cplatform

/// Which file a path or a descriptor stands for: equal only for the same file on the same disk.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  fileprivate init(_ found: stat) {
    device = UInt64(truncatingIfNeeded: found.st_dev)
    number = UInt64(truncatingIfNeeded: found.st_ino)
  }

  /// What a path leads to, with links followed; nil where it leads nowhere.
  init?(at path: String) {
    var found = stat()
    guard unsafe stat(path, &found) == 0 else { return nil }
    self.init(found)
  }
}

/// What the system says of a file.
struct FileStatus {
  let kind: RootFolder.Kind
  let identity: FileIdentity
  /// The names that it has; 0 for an open file that was removed.
  let linkCount: Int

  private init(_ found: stat) {
    linkCount = Int(clamping: found.st_nlink)
    identity = FileIdentity(found)
    if is_folder(found.st_mode) {
      kind = .folder
    } else if is_link(found.st_mode) {
      kind = .link
    } else {
      kind = is_plain_file(found.st_mode) ? .file(size: Int(found.st_size)) : .other
    }
  }

  /// A name in an open folder; a link is not followed.
  init(_ name: String, in folder: borrowing OpenFile) throws(SystemFailure) {
    var found = stat()
    let descriptor = folder.descriptor
    _ = try SystemCall.result { unsafe Int(fstatat(descriptor, name, &found, AT_SYMLINK_NOFOLLOW)) }
    self.init(found)
  }

  /// An open file.
  init(_ file: borrowing OpenFile) throws(SystemFailure) {
    var found = stat()
    let descriptor = file.descriptor
    _ = try SystemCall.result { unsafe Int(fstat(descriptor, &found)) }
    self.init(found)
  }
}

extension OpenFile {
  /// Which file is open; nil where the system does not say.
  var identity: FileIdentity? {
    do throws(SystemFailure) { return try FileStatus(self).identity } catch { return nil }
  }

  /// Brings what was written onto the disk.
  borrowing func sync() throws(SystemFailure) {
    let descriptor = descriptor
    _ = try SystemCall.result { Int(fsync(descriptor)) }
  }
}
