private import Cplatform

extension RootFolder {
  /// Gives a file that exists a second name; nothing of the name may be there.
  ///
  /// *Returns:* whether it has: not where the two are on different disks, or the disk knows no such names.
  func link(_ file: String, at path: InnerPath) throws(SoundscapeError) -> Bool {
    do throws(SystemFailure) {
      try inParent(of: path) { (folder, name) throws(SystemFailure) in
        let descriptor = folder.descriptor
        // Of a link, what it leads to.
        _ = try SystemCall.result { unsafe Int(linkat(AT_FDCWD, file, descriptor, name, AT_SYMLINK_FOLLOW)) }
      }
      return true
    } catch {
      if error.isUnsupported || error.concernsLinks { return false }
      throw .output(path: shown(path), problem: error.words)
    }
  }

  /// Makes a symbolic link; nothing of the name may be there.
  ///
  /// - Parameter target: where it leads, which need not exist.
  func makeLink(_ path: InnerPath, to target: String) throws(SoundscapeError) {
    do throws(SystemFailure) {
      try inParent(of: path) { (folder, name) throws(SystemFailure) in
        let descriptor = folder.descriptor
        _ = try SystemCall.result { unsafe Int(symlinkat(target, descriptor, name)) }
      }
    } catch { throw .output(path: shown(path), problem: error.words) }
  }
}
