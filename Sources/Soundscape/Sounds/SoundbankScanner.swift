extension Soundbank {
  /// Looks through a soundbank's folders and reads each file's header.
  ///
  /// What is no audio is passed over with a warning a file.
  /// *Throws:* `.soundbank` for a missing folder, one without labels, or a label without audio; `.source` for audio
  /// that is damaged or may not be read.
  public static func scan(
    _ folders: Recipe.SoundbankFolders
  ) throws(SoundscapeError) -> (soundbank: Soundbank, warnings: [Warning]) {
    var warnings: [Warning] = []
    let foreground = try scanSide(folders.foreground, mayBeEmpty: false, &warnings)
    var background = Side(folder: "", labels: [])
    if let folder = folders.background { background = try scanSide(folder, mayBeEmpty: true, &warnings) }
    return (Soundbank(foreground: foreground, background: background), warnings)
  }

  private static func scanSide(
    _ folder: String, mayBeEmpty: Bool, _ warnings: inout [Warning]
  ) throws(SoundscapeError) -> Side {
    guard FileSystem.exists(folder) else {
      throw .soundbank(path: folder, problem: "there is no such soundbank folder")
    }
    guard FileSystem.isDirectory(folder) else {
      throw .soundbank(path: folder, problem: "is a file; a soundbank is a folder of label folders")
    }
    var labels: [SoundLabel] = []
    for name in try FileSystem.list(folder) where !name.hasPrefix(".") {
      let path = Path.join(folder, name)
      guard FileSystem.isDirectory(path) else { continue }
      labels.append(try scanLabel(name, in: path, &warnings))
    }
    guard mayBeEmpty || !labels.isEmpty else {
      throw .soundbank(path: folder, problem: "holds no label folders; files belong into <label>/<file>")
    }
    return Side(folder: folder, labels: labels)
  }

  private static func scanLabel(
    _ label: String, in folder: String, _ warnings: inout [Warning]
  ) throws(SoundscapeError) -> SoundLabel {
    var files: [SourceFile] = []
    var passedOver = 0
    for name in try FileSystem.list(folder) where !name.hasPrefix(".") {
      let path = Path.join(folder, name)
      if FileSystem.isDirectory(path) { continue }
      do {
        files.append(SourceFile(name: name, path: path, info: try AudioFileReader.info(of: path)))
      } catch .notAudio(_, let problem) {
        passedOver += 1
        warnings.append(Warning(.notAudio, subject: path, "passed over: \(problem)"))
      }
    }
    guard !files.isEmpty else {
      let why = passedOver == 0 ? "the folder is empty" : "\(passedOver) passed over as no audio"
      throw .soundbank(path: folder, problem: "the label \(label) has no audio file (\(why)); add some, or remove it")
    }
    return SoundLabel(name: label, files: files)
  }
}
