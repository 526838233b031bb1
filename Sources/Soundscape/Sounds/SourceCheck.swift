/// Whether the sources that annotations name are still what they were, by their digests.
public final class SourceCheck: Sendable {
  /// Whether a source that changed is used all the same.
  public let allowsChanged: Bool
  private let digests: SourceDigests

  public convenience init(provider: any SoundProvider, allowsChanged: Bool = false) {
    self.init(digests: SourceDigests(provider: provider), allowsChanged: allowsChanged)
  }

  init(digests: SourceDigests, allowsChanged: Bool) {
    self.allowsChanged = allowsChanged
    self.digests = digests
  }

  /// The digest that a sound has now; nil where it is the recorded one, or none was recorded.
  func change(of sound: Sound, since recorded: String?) throws(SoundscapeError) -> String? {
    guard let recorded else { return nil }
    let digest = try digests.digest(of: sound)
    return digest == recorded ? nil : digest
  }

  /// What is said of a source that changed and is used all the same.
  static func warning(_ path: String, event: String = "") -> Warning {
    Warning(
      .sourceChanged, subject: event, "the source \(path) is not what it was; it is used, and recorded, as it is now")
  }

  /// What is said of sources that changed.
  static func problem(_ paths: [String]) -> String {
    let most = 10
    let names = NameSet(paths).sorted()
    let rest = names.count > most ? " and \(names.count - most) more" : ""
    return "\(counted(names.count, "source file")) changed since (SHA-256 differs): "
      + names.prefix(most).joined(separator: ", ") + rest
  }
}
