/// What decides every byte of a data set: two runs of the same identity make the same mixtures.
///
/// It covers the recipe's content, the soundbank's files by name and shape, where the soundbank lies as seen from the
/// data set, and the versions of all that touches a sample. A run that was stopped goes on only in a data set of its
/// own identity.
enum RunIdentity {
  static func digest(recipe: Recipe, soundbank: Soundbank, folders: (foreground: String, background: String)) -> String
  {
    var content = recipe
    let folders = Recipe.SoundbankFolders(foreground: folders.foreground, background: folders.background)
    content.detach(to: folders)
    for i in content.variants.indices { content.variants[i].recipe.detach(to: folders) }
    let versions = LibraryVersions.all.map { "\($0.name) \($0.version)" }.joined(separator: "\n")
    return SHA256Hasher.hexDigest(
      of: "soundscape \(SoundscapeVersion.current)\n\(versions)\n\(stableText(of: content))\n\(soundbank.digest)")
  }
}

extension Recipe {
  /// Forgets where the recipe lies and how it was typed, and takes the soundbank's folders as told: that makes no difference to what is drawn from it.
  fileprivate mutating func detach(to folders: SoundbankFolders) {
    origin = RecipeOrigin()
    soundbank = folders
  }
}

/// A value with all that it holds as text, the same in every process: a set's own order is not.
private func stableText(of value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty { return value is String ? String(reflecting: value) : String(describing: value) }
  var parts = mirror.children.map { "\($0.label ?? ""):\(stableText(of: $0.value))" }
  if mirror.displayStyle == .set || mirror.displayStyle == .dictionary { parts.sort(by: isInByteOrder) }
  return "(\(parts.joined(separator: ",")))"
}
