extension RunIdentity {
  /// The identity of a run over inputs that were written before: what is done with them, and what they hold.
  static func digest(options: [String], content: String) -> String {
    let versions = LibraryVersions.all.map { "\($0.name) \($0.version)" }
    return SHA256Hasher.hexDigest(
      of: (["soundscape \(SoundscapeVersion.current)"] + versions + options + [content]).joined(separator: "\n"))
  }
}
