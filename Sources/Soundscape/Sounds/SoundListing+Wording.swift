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
    Warning(.nestedFolder, subject: path, "skipped: a folder inside a label; files belong into <label>/<file>")
  }

  static func skipped(_ path: String, _ error: SoundscapeError) -> Warning {
    if case .notAudio = error { return Warning(.notAudio, subject: path, "skipped: \(error.problem)") }
    return Warning(.damagedSource, subject: path, "skipped: \(error.problem)")
  }

  /// A label without a sound: the first thing in it, and why it is not one.
  static func empty(_ label: String, at path: String, _ skipped: [Warning]) -> SoundscapeError {
    let why: String
    if let first = skipped.first(where: { $0.kind != .nestedFolder }) {
      let reason = first.message.hasPrefix("skipped: ") ? String(first.message.dropFirst(9)) : first.message
      let others = skipped.count > 1 ? "; \(skipped.count) skipped in all" : ""
      why = "\(Path.name(of: first.subject)): \(reason)\(others)"
    } else {
      why = skipped.isEmpty ? "the folder is empty" : "holds only folders; files belong into <label>/<file>"
    }
    return .soundbank(path: path, problem: "the label \(label) has no usable sound (\(why)); add some, or remove it")
  }
}

extension Warning.Kind {
  /// Whether it is about a sound that is there but cannot be used. What is not a sound at all is not meant.
  var isOfUnusableSound: Bool { self == .damagedSource || self == .unusableName }
}
