private import Cplatform

// What changes the names below a root. Each failure is an `.output` that names the file.

extension RootFolder {
  /// Creates the folders of a file; existing ones are left as they are.
  func makeFolders(of path: InnerPath) throws(SoundscapeError) {
    guard let folder = path.parent else { return }
    do throws(SystemFailure) {
      _ = try openFolder(folder)
      return
    } catch { guard error.isMissing else { throw .output(path: shown(folder), problem: error.words) } }
    try makeFolders(of: folder)
    do throws(SystemFailure) { try makeFolder(folder) } catch {
      throw .output(path: shown(folder), problem: error.words)
    }
  }

  /// Creates a folder, unless it is there.
  private func makeFolder(_ path: InnerPath) throws(SystemFailure) {
    do throws(SystemFailure) {
      try inParent(of: path) { (folder, name) throws(SystemFailure) in
        let descriptor = folder.descriptor
        _ = try SystemCall.result { unsafe Int(mkdirat(descriptor, name, 0o777)) }
      }
    } catch {
      guard error.isThere else { throw error }
      switch try kind(of: path) {
      case .folder: return
      case .link: throw SystemFailure.link
      default: throw SystemFailure(number: ENOTDIR)
      }
    }
  }

  /// Renames a file.
  ///
  /// - Parameter replacing: whether a file of the new name may be there; a link is replaced, not what it leads to.
  func move(_ from: InnerPath, to path: InnerPath, replacing: Bool) throws(SoundscapeError) {
    do throws(SystemFailure) {
      try inParent(of: from) { (folder, old) throws(SystemFailure) in
        let source = folder.descriptor
        try inParent(of: path) { (target, new) throws(SystemFailure) in
          if replacing {
            try Self.rename(old, in: source, to: new, in: target)
          } else {
            try Self.renameToFree(old, in: source, to: new, in: target)
          }
        }
      }
    } catch { throw .output(path: shown(path), problem: error.words) }
  }

  private static func renameToFree(
    _ old: String, in source: CInt, to new: String, in target: borrowing OpenFile
  ) throws(SystemFailure) {
    let folder = target.descriptor
    do throws(SystemFailure) {
      _ = try SystemCall.result { unsafe Int(rename_to_free_name(source, old, folder, new)) }
      return
    } catch { guard error.isUnsupported else { throw error } }
    // The next best where the disk cannot do both in one step.
    do throws(SystemFailure) { _ = try FileStatus(new, in: target) } catch {
      guard error.isMissing else { throw error }
      return try rename(old, in: source, to: new, in: target)
    }
    throw SystemFailure.taken
  }

  private static func rename(
    _ old: String, in source: CInt, to new: String, in target: borrowing OpenFile
  ) throws(SystemFailure) {
    let folder = target.descriptor
    _ = try SystemCall.result { unsafe Int(renameat(source, old, folder, new)) }
  }

  /// Removes a file, if there is one; of a link, the link itself.
  func remove(_ path: InnerPath) throws(SoundscapeError) {
    do throws(SystemFailure) { try unlink(path, 0) } catch {
      guard error.isMissing else { throw .output(path: shown(path), problem: "cannot be removed: \(error.words)") }
    }
  }

  /// Removes a folder if it holds nothing.
  func removeEmptyFolder(_ path: InnerPath) throws(SoundscapeError) {
    do throws(SystemFailure) { try unlink(path, AT_REMOVEDIR) } catch {
      guard error.isMissing || error.isNotEmpty else {
        throw .output(path: shown(path), problem: "cannot be removed: \(error.words)")
      }
    }
  }

  /// Removes a folder of this program's own with all that it holds; links in it are removed, not followed.
  func removeTree(_ path: InnerPath) throws(SoundscapeError) {
    let found: Kind?
    do throws(SystemFailure) { found = try kind(of: path) } catch {
      throw .output(path: shown(path), problem: error.words)
    }
    guard found == .folder else { return try remove(path) }
    for name in try FileSystem.list(shown(path)) {
      let inner: InnerPath
      do throws(InnerPath.Refusal) { inner = try InnerPath("\(path.text)/\(name)") } catch {
        throw .output(path: shown(path), problem: error.problem)
      }
      try removeTree(inner)
    }
    try removeEmptyFolder(path)
  }

  private func unlink(_ path: InnerPath, _ flags: CInt) throws(SystemFailure) {
    try inParent(of: path) { (folder, name) throws(SystemFailure) in
      let descriptor = folder.descriptor
      _ = try SystemCall.result { unsafe Int(unlinkat(descriptor, name, flags)) }
    }
  }

  /// Removes what a run that was stopped had begun.
  func removeStaged() throws(SoundscapeError) {
    for name in try FileSystem.list(shown(.workFolder)) {
      if let left = InnerPath.staged(named: name) { try remove(left) }
    }
  }
}
