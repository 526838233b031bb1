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
    [EMFILE, ENFILE, ENOMEM, EIO, EINTR].contains(number)
  }

  /// Whether there is nothing of the name.
  var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether a folder holds anything, so that it was not removed.
  var isNotEmpty: Bool { number == ENOTEMPTY || number == EEXIST }

  /// Whether another process holds a lock.
  var isHeld: Bool { number == EWOULDBLOCK }

  /// Whether the system or the disk cannot do what was asked, as old systems and network disks.
  var isUnsupported: Bool { [ENOSYS, EINVAL, EOPNOTSUPP, ENOLCK, EPERM].contains(number) }

  /// Whether a file cannot get a second name where it should: on another disk, or when it has as many as it can have.
  var concernsLinks: Bool { [EXDEV, EMLINK].contains(number) }

  /// A link where none is followed.
  static let link = SystemFailure(number: ELOOP)
  /// A pipe, a device or a socket where a file was wanted.
  static let notPlain = SystemFailure(number: ENXIO)
  /// A folder where a file was wanted.
  static let folder = SystemFailure(number: EISDIR)
  static let tooLarge = SystemFailure(number: EOVERFLOW)
  static let missing = SystemFailure(number: ENOENT)
  static let taken = SystemFailure(number: EEXIST)

  /// What may be otherwise the next time, for another user or with the disk put right: it says nothing about a file.
  static let passing = [ENOENT, ENOTDIR, EACCES, EPERM, EMFILE, ENFILE, EIO].map { SystemFailure(number: $0) }

  /// What a caller can do about it.
  var advice: Advice? { [EMFILE, ENFILE].contains(number) ? .allowMoreOpenFiles : nil }

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
    case EOVERFLOW: "is too large to be read"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case ENXIO: "is not a plain file"
    case EXDEV: "is on another disk"
    case EIO: "the disk fails"
    case EBADF: "is closed"
    case EPIPE: "its reader is gone"
    case ELOOP: "is a link, or is reached through one: links are not followed"
    default: "system error \(number)"
    }
  }
}

extension SoundscapeError {
  /// A file that could not be opened or read.
  static func source(_ path: String, _ failure: SystemFailure) -> SoundscapeError {
    .source(path: path, problem: failure.words, advice: failure.advice)
  }

  /// Whether the process has no descriptor left, which says nothing about the file that it wanted to open.
  var isForLackOfFiles: Bool { advice == .allowMoreOpenFiles }
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
