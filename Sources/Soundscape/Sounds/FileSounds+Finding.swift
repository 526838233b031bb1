extension FileSounds {
  /// Finds the file that an annotation names, also where it has moved.
  ///
  /// Where there is a folder for the role: the same path below it as below the bank's folder, then label and name in it,
  /// then the same content anywhere in it. Otherwise the path as written, relative to the folders above the annotation,
  /// then to the current folder.
  public func sound(for reference: SoundReference) throws(SoundscapeError) -> Sound? {
    if reference.readings.contains(.file), let path = try path(of: reference.path, reference) {
      return Sound(name: Path.name(of: path), path: path, info: try knownInfo(ofFile: path))
    }
    guard reference.readings.contains(.parts), let written = SoundPath(reference.path) else { return nil }
    // A part of a file, or the sum of several.
    var files: [String] = []
    for file in written.files {
      var one = reference
      if written.files.count > 1 { one.digest = nil }
      guard let path = try path(of: file, one) else { return nil }
      files.append(path)
    }
    return try sound(of: SoundPath(files: files, frames: written.frames))
  }

  /// A sound that is a part of files that are there.
  private func sound(of parts: SoundPath) throws(SoundscapeError) -> Sound {
    var whole = AudioFileInfo(frameCount: 0, sampleRate: 1, channelCount: 1)
    for path in parts.files {
      let info = try knownInfo(ofFile: path)
      whole = AudioFileInfo(
        frameCount: max(whole.frameCount, info.frameCount), sampleRate: info.sampleRate,
        channelCount: max(whole.channelCount, info.channelCount))
    }
    if let frames = parts.frames {
      guard frames.upperBound <= whole.frameCount else {
        throw .source(
          path: parts.text, problem: "is shorter than it was: it has \(counted(whole.frameCount, "frame"))")
      }
      whole.frameCount = frames.count
    }
    return Sound(
      name: Path.name(of: parts.text), path: parts.text, info: whole, origin: SoundOrigin(parts: parts))
  }

  private func path(of written: String, _ reference: SoundReference) throws(SoundscapeError) -> String? {
    if let folder = folder(reference.role) {
      if let bank = reference.folder, let place = BankFolder.place(of: written, in: bank), Path.isBelow(place) {
        let moved = Path.join(folder, place)
        if FileSystem.size(ofFile: moved) != nil { return moved }
      }
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
    for place in try FileTree(folder).files {
      let path = Path.join(folder, place)
      guard FileSystem.size(ofFile: path) != nil else { continue }
      let known = indexed.digest(ofFile: path)
      let digest = if let known { known } else { try SHA256Hasher.hexDigest(ofFile: path) }
      found[digest] = path
    }
    let digests = found
    known.withLock { $0.digests[role] = digests }
    return digests
  }
}
