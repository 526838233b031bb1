private import Cplatform

// What a power cut must not harm is brought onto the disk.

extension RootFolder {
  /// More files than this are brought onto the disk together with all others of the disk: one wait instead of many.
  static let mostFiles = 32

  /// Brings files onto the disk, with the folders that they are in.
  func sync(files: [InnerPath]) throws(SoundscapeError) {
    if files.count > Self.mostFiles, try syncDisk() { return }
    for file in files { try sync(file) }
    for folder in Set(files.flatMap(\.parents)) { try sync(folder) }
    try sync(nil)
  }

  /// Brings a file or a folder onto the disk; nil means the root.
  func sync(_ path: InnerPath?) throws(SoundscapeError) {
    do throws(SystemFailure) {
      guard let path else { return try inParent(of: .manifest) { (root, _) throws(SystemFailure) in try root.sync() } }
      if try kind(of: path) == .folder { try openFolder(path).sync() } else { try openToRead(path).sync() }
    } catch { throw .output(path: path.map(shown) ?? self.path, problem: error.words) }
  }

  /// Brings all that was written to the folder's disk onto it.
  ///
  /// *Returns:* whether the system can.
  func syncDisk() throws(SoundscapeError) -> Bool {
    do throws(SystemFailure) {
      try inParent(of: .manifest) { (root, _) throws(SystemFailure) in
        let descriptor = root.descriptor
        _ = try SystemCall.result { Int(sync_disk(descriptor)) }
      }
      return true
    } catch {
      if error.isUnsupported { return false }
      throw .output(path: path, problem: error.words)
    }
  }
}
