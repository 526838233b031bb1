// What is said of names and files that cannot be used.

extension SoundListing {
  /// Whether a name can be a line's last field in a label track, and a part of a file's name.
  static func isUsable(label: String) -> Bool { !label.unicodeScalars.contains(where: \.breaksLine) }

  static func unusableLabel(_ name: String, in folder: String) -> SoundscapeError {
    .soundbank(
      path: Path.join(folder, name),
      problem: "the label's name contains a tab, a line break or another control character; rename the folder")
  }

  static func notUTF8(_ path: String) -> Warning {
    Warning(.unusableName, subject: path, "skipped: its name is not UTF-8; rename it")
  }

  static func nested(_ path: String) -> Warning {
    Warning(
      .nestedFolder, subject: path,
      "skipped: a folder inside a label; "
        + "files: '<label>/**/<file>' would find the sounds in it")
  }

  /// What is wrong with a folder that has no label folders: most often it is another form of tree.
  static func noLabelFolders(_ entries: FileSystem.Entries) -> String {
    let sounds = entries.named.filter { isSoundName($0.name) }
    let advice =
      sounds.isEmpty
      ? ""
      : "; for \(counted(sounds.count, "file")) such as \(sounds[0].name), name a table with their labels, or one label: "
        + "{path: …, files: '<file>', label: …}"
    return "has no label folders; expected <label>/<file>\(advice)"
  }

  static func skipped(_ path: String, _ error: SoundscapeError) -> Warning {
    if case .notAudio = error {
      let isSound = SoundSignature.isRefusal(error.problem) || isSoundName(Path.name(of: path))
      return Warning(isSound ? .unreadableSource : .notAudio, subject: path, "skipped: \(error.problem)")
    }
    return Warning(.damagedSource, subject: path, "skipped: \(error.problem)")
  }

  /// Whether a file is a sound by its name, whatever is in it: one that cannot be used is missed, a text is not.
  static func isSoundName(_ name: String) -> Bool {
    guard let ending = name.halves(atLast: ".")?.after else { return false }
    return soundEndings.contains(ending.lowercased())
  }

  private static let soundEndings: NameSet = [
    "wav", "wave", "bwf", "rf64", "w64", "flac", "mp3", "mp2", "mpga", "ogg", "oga", "opus", "spx", "aif", "aiff",
    "aifc",
    "au", "snd", "caf", "m4a", "m4b", "mp4", "aac", "alac", "wma", "asf", "webm", "mka", "amr", "3gp", "ac3", "dts",
    "ape", "wv", "mpc", "tta", "dsf", "dff", "ra", "rm", "voc", "sph", "nist", "sd2", "avr", "htk", "pvf", "ircam",
    "sf",
  ]

  /// A label without a sound: the first thing in it, and why it is not one.
  static func empty(_ label: String, at path: String, _ skipped: [Warning]) -> SoundscapeError {
    let why: String
    if let first = skipped.first(where: { $0.kind != .nestedFolder }) {
      let reason = first.message.begins(with: "skipped: ") ? String(first.message.dropFirst(9)) : first.message
      let others = skipped.count > 1 ? "; \(skipped.count) skipped in all" : ""
      why = "\(Path.name(of: first.subject)): \(reason)\(others)"
    } else {
      why =
        skipped.isEmpty
        ? "the folder is empty" : "holds only folders; files: '<label>/**/<file>' would find the sounds in them"
    }
    return .soundbank(path: path, problem: "the label \(label) has no usable sound (\(why)); add some, or remove it")
  }
}

extension Warning.Kind {
  /// Whether it is about a sound that is there but cannot be used. What is not a sound at all is not meant.
  var isOfUnusableSound: Bool { [.damagedSource, .unreadableSource, .unusableName].contains(self) }
}
