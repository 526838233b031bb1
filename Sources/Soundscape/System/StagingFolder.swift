import Synchronization

/// A folder that one run at a time writes to, where each file appears whole or not at all.
final class StagingFolder: Sendable {
  let root: RootFolder
  private let lock: FolderLock
  private let count = Atomic(0)

  /// Makes the folder where it is missing, locks it, and removes what an earlier run had begun.
  init(_ path: String) throws(SoundscapeError) {
    try FileSystem.makeDirectories(path)
    root = try RootFolder(FileSystem.realPath(path))
    lock = try FolderLock(root)
    for name in try FileSystem.list(root.shown(.workFolder)) {
      if let left = InnerPath.staged(named: name) { try root.remove(left) }
    }
  }

  /// Has a file made under a name of its own, then puts it into its place.
  ///
  /// - Parameters:
  ///   - replacing: whether a file that is there may be replaced.
  ///   - make: makes the file; *returns* anything, or nil where it is not to be put into its place after all.
  func place<Made>(
    _ path: InnerPath, replacing: Bool, _ make: (InnerPath) throws(SoundscapeError) -> Made?
  ) throws(SoundscapeError) -> Made? {
    let staged = InnerPath.staged(count.add(1, ordering: .relaxed).oldValue)
    do throws(SoundscapeError) {
      guard let made = try make(staged) else {
        try root.remove(staged)
        return nil
      }
      try root.makeFolders(of: path)
      try root.move(staged, to: path, replacing: replacing)
      return made
    } catch {
      // The failure itself says more than that of removing what it left.
      do throws(SoundscapeError) { try root.remove(staged) } catch {}
      throw error
    }
  }

  /// Writes a small file.
  func write(_ bytes: [UInt8], to path: InnerPath) throws(SoundscapeError) {
    _ = try place(path, replacing: true) { (staged) throws(SoundscapeError) -> Void? in
      try root.write(bytes, to: staged)
    }
  }
}
