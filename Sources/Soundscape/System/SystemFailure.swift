private import Cplatform

/// A failure of the operating system, by its number.
struct SystemFailure: Error, Hashable {
  var number: CInt

  /// The failure of this thread's last failed call.
  static var last: SystemFailure { SystemFailure(number: current_errno()) }

  /// Forgets the last failure, so that `last` is about calls made from now on.
  static func forget() { reset_errno() }

  /// Whether something could not be created because its name is taken.
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
    case EXDEV: "is on another disk"
    case EIO: "the disk fails"
    default: "system error \(number)"
    }
  }
}

/// Calls of the system that give a number, less than 0 for a failure.
enum SystemCall {
  /// What a call gives; one that a signal interrupted is made again.
  static func result(_ call: () -> Int) throws(SystemFailure) -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      if current_errno() != EINTR { throw .last }
    }
  }

  /// Makes a call that moves bytes again and again, each time with how many are done, until all are or there are no
  /// more. *Returns:* how many are done.
  static func repeated(for byteCount: Int, _ call: (_ done: Int) -> Int) throws(SystemFailure) -> Int {
    var done = 0
    while done < byteCount, case let count = try result({ call(done) }), count > 0 { done += count }
    return done
  }
}
