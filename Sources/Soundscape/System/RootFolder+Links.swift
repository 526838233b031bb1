private import Cplatform

extension RootFolder {
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
