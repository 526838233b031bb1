/// What decides every byte of a data set: two runs of the same identity make the same mixtures.
///
/// It covers the recipe's content, the soundbank's files by name and shape, where the soundbank lies as seen from the
/// data set, and the versions of all that touches a sample. A run that was stopped is continued only in a data set of
/// the same identity. The content is taken as YAML: what the code calls a key makes no difference.
enum RunIdentity {
  /// - Parameter scenes: the identity of what draws the scenes; empty for the recipe's own draws.
  static func digest(
    recipe: Recipe, soundbank: Soundbank, scenes: String = "", folders: (foreground: String, background: String)
  ) -> String {
    var content = recipe
    // Where they lie from here makes no difference to what is drawn.
    content.soundbank = Recipe.SoundbankFolders(foreground: folders.foreground, background: folders.background)
    for i in content.variants.indices { content.variants[i].recipe.soundbank = content.soundbank }
    let versions = LibraryVersions.all.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
    let text = "soundscape \(SoundscapeVersion.current)\n\(versions)\n\(content.yaml)\n\(soundbank.digest)"
    return SHA256Hasher.hexDigest(of: scenes.isEmpty ? text : "\(text)\n\(scenes)")
  }
}
