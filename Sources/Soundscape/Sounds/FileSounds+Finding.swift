extension FileSounds {
  /// Finds the file that an annotation names, also where it has moved.
  ///
  /// Where there is a folder for the role: label and name in it, then the same content anywhere in it. Otherwise the
  /// path as written, relative to the folders above the annotation, then to the current folder.
  public func sound(for reference: SoundReference) throws(SoundscapeError) -> Sound? {
    guard let path = try path(of: reference) else { return nil }
    // What was listed is not read again: its stamp is the one that shows a change.
    let info = if let found = known.withLock({ $0.infos[path] }) { found } else { try self.info(ofFile: path) }
    return Sound(name: Path.name(of: path), path: path, info: info)
  }

  private func path(of reference: SoundReference) throws(SoundscapeError) -> String? {
    let written = reference.path
    if let folder = folder(reference.role) {
      let label = Path.name(of: Path.parent(of: written))
      let moved = Path.join(Path.join(folder, label), Path.name(of: written))
      if FileSystem.size(ofFile: moved) != nil { return moved }
      guard let digest = reference.digest else { return nil }
      return try contents(of: reference.role, in: folder)[digest]
    }
    if let annotation = reference.annotationPath, !Path.isAbsolute(written),
      let found = FileSystem.find(written, fromFoldersAbove: annotation), FileSystem.size(ofFile: found) != nil
    {
      return found
    }
    // Scaper writes paths relative to the folder that it ran in.
    return FileSystem.size(ofFile: written) == nil ? nil : written
  }

  /// Digest → path of every file of a role's folder; read once, when a file is first missed.
  private func contents(of role: Role, in folder: String) throws(SoundscapeError) -> NameTable<String> {
    if let digests = known.withLock({ $0.digests[role] }) { return digests }
    var found: NameTable<String> = [:]
    for label in try FileSystem.list(folder) where FileSystem.isDirectory(Path.join(folder, label)) {
      for name in try FileSystem.list(Path.join(folder, label)) {
        let path = Path.join(Path.join(folder, label), name)
        guard FileSystem.size(ofFile: path) != nil else { continue }
        found[try SHA256Hasher.hexDigest(ofFile: path)] = path
      }
    }
    let digests = found
    known.withLock { $0.digests[role] = digests }
    return digests
  }
}
