extension FileSounds {
  /// Reads the header of each file in the folders; hidden files and folders are left out.
  ///
  /// A file that is not audio is skipped with a warning.
  /// *Throws:* `.soundbank` for a missing folder, one without labels, or a label without audio; `.source` for audio
  /// that is damaged or may not be read.
  public func listSounds() throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning]) {
    var warnings: [Warning] = []
    guard let folder = foreground else {
      throw .soundbank(path: "foreground", problem: "no folder is set, so there is nothing to list")
    }
    let foreground = try side(folder, mayBeEmpty: false, &warnings)
    var background = Soundbank.Side(folder: "", labels: [])
    if let folder = self.background { background = try side(folder, mayBeEmpty: true, &warnings) }
    return (Soundbank(foreground: foreground, background: background, provider: self), warnings)
  }

  private func side(
    _ folder: String, mayBeEmpty: Bool, _ warnings: inout [Warning]
  ) throws(SoundscapeError) -> Soundbank.Side {
    guard FileSystem.exists(folder) else {
      throw .soundbank(path: folder, problem: "no such soundbank folder")
    }
    guard FileSystem.isDirectory(folder) else {
      throw .soundbank(path: folder, problem: "is a file; a soundbank is a folder of label folders")
    }
    var labels: [SoundLabel] = []
    for name in try FileSystem.list(folder) where !name.hasPrefix(".") {
      let path = Path.join(folder, name)
      guard FileSystem.isDirectory(path) else { continue }
      labels.append(try label(name, in: path, &warnings))
    }
    guard mayBeEmpty || !labels.isEmpty else {
      throw .soundbank(path: folder, problem: "has no label folders; expected <label>/<file>")
    }
    return Soundbank.Side(folder: folder, labels: labels)
  }

  private func label(
    _ name: String, in folder: String, _ warnings: inout [Warning]
  ) throws(SoundscapeError) -> SoundLabel {
    var sounds: [Sound] = []
    var (skipped, folders) = (0, 0)
    for file in try FileSystem.list(folder) where !file.hasPrefix(".") {
      let path = Path.join(folder, file)
      if FileSystem.isDirectory(path) {
        folders += 1
        continue
      }
      do {
        sounds.append(Sound(name: file, path: path, info: try AudioFileReader.info(of: path)))
      } catch .notAudio(_, let problem) {
        skipped += 1
        warnings.append(Warning(.notAudio, subject: path, "skipped: \(problem)"))
      }
    }
    guard !sounds.isEmpty else {
      let why =
        skipped > 0
        ? "\(skipped) skipped, not audio"
        : folders > 0 ? "only folders; expected <label>/<file>" : "the folder is empty"
      throw .soundbank(path: folder, problem: "the label \(name) has no audio files (\(why)); add some, or remove it")
    }
    return SoundLabel(name: name, sounds: sounds)
  }
}
