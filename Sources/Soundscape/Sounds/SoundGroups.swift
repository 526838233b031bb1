/// Finds the group (artist, speaker, session) of a sound.
struct SoundGroups {
  private let pattern: GroupPattern?

  init(_ key: GroupKey) throws(Pattern.Failure) {
    pattern = if case .pattern(let text) = key { try GroupPattern(text) } else { nil }
  }

  func group(of sound: Sound) -> String? { pattern.map { $0.group(of: sound.name) } ?? sound.group }
}

/// A regular expression that finds the group in a sound's name.
struct GroupPattern {
  private let pattern: Pattern

  init(_ pattern: String) throws(Pattern.Failure) { self.pattern = try Pattern(pattern) }

  func group(of name: String) -> String? { pattern.firstMatch(in: name, group: "group") }
}
