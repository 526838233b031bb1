/// What decides every byte of a data set: two runs of the same identity make the same mixtures.
///
/// It covers the recipe's content, the soundbank's files by name and shape, where the soundbank lies as seen from the
/// data set, and the versions of all that touches a sample. A run that was stopped goes on only in a data set of its
/// own identity.
enum RunIdentity {
  static func digest(recipe: Recipe, soundbank: Soundbank, folders: (foreground: String, background: String)) -> String
  {
    var content = recipe
    // Where the recipe lies and how it was typed makes no difference to what is drawn from it.
    content.origin = RecipeOrigin()
    content.soundbank = Recipe.SoundbankFolders(foreground: folders.foreground, background: folders.background)
    let versions = LibraryVersions.all.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
    return SHA256Hasher.hexDigest(
      of: "soundscape \(SoundscapeVersion.current)\n\(versions)\n\(content)\n\(soundbank.digest)")
  }
}
