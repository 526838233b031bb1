// The members of C structures belong to whichever module the compiler met first: this one has them all.
import Cplatform
import TestSupport

@testable import Soundscape

// What tests do to files, and the library does not.

extension FileSystem {
  /// Writes a file, replacing what was there.
  static func write(_ bytes: [UInt8], to path: String) throws(SoundscapeError) {
    do throws(SystemFailure) {
      let file = try OpenFile(path, for: .write)
      try file.write(bytes)
      try file.close()
    } catch { throw .output(path: path, problem: error.words) }
  }

  static func append(_ bytes: [UInt8], to path: String) throws { try OpenFile(path, for: .append).write(bytes) }

  /// Makes a file longer by a hole, or shorter.
  static func resize(_ path: String, to size: Int) throws {
    guard truncate(path, off_t(size)) == 0 else { throw SystemFailure.last }
  }

  /// Gives a file another name.
  static func addName(_ other: String, to path: String) throws {
    guard link(path, other) == 0 else { throw SystemFailure.last }
  }

  /// Changes a file and sets the time of its last writing back, as some programs do.
  static func keepingTime(of path: String, _ change: () throws -> Void) throws {
    var before = stat()
    guard stat(path, &before) == 0 else { throw SystemFailure.last }
    try change()
    #if canImport(Darwin)
      let times = [before.st_atimespec, before.st_mtimespec]
    #else
      let times = [before.st_atim, before.st_mtim]
    #endif
    guard utimensat(AT_FDCWD, path, times, 0) == 0 else { throw SystemFailure.last }
  }

  /// Removes a folder, if it is empty.
  static func discardEmptyFolder(_ path: String) { _ = rmdir(path) }
}

extension Manifest {
  /// Reads a manifest; nil where there is none.
  static func read(_ path: String) throws -> Manifest? {
    FileSystem.exists(path) ? try Manifest(try FileSystem.readPlain(path), of: path) : nil
  }
}
