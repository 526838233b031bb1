/// What decides every byte of a data set: two runs of the same identity make the same mixtures.
///
/// It covers the recipe's content, the soundbank's files by name and shape, where the soundbank is as seen from the
/// data set, the effects that a client added, and the versions of all that touches a sample. A run that was stopped is
/// resumed only in a data set of the same identity. The content is taken as YAML: what the code calls a key makes no difference.
enum RunIdentity {
  /// - Parameter scenes: the identity of what draws the scenes; empty for the recipe's own draws.
  static func digest(
    recipe: Recipe, soundbank: Soundbank, scenes: String = "", effects: EffectRegistry = .standard,
    folders: (foreground: String, background: String)
  ) -> String {
    var content = recipe
    // Where they are from here makes no difference to what is drawn.
    content.soundbank = Recipe.SoundbankFolders(foreground: folders.foreground, background: folders.background)
    for i in content.variants.indices { content.variants[i].recipe.soundbank = content.soundbank }
    // A list counts by what it says.
    let list = recipe.compositions.map { ["compositions \($0.digest)"] } ?? []
    content.compositions = nil
    for i in content.variants.indices { content.variants[i].recipe.compositions = nil }
    return digest(of: [content.yaml, soundbank.digest] + list + (scenes.isEmpty ? [] : [scenes]) + effects.additions)
  }

  /// The identity of a run over inputs that were written before: what is done with them, and what they hold.
  static func digest(
    options: [String], effects: EffectRegistry = .standard, content: String
  ) -> String { digest(of: options + [content] + effects.additions) }

  private static func digest(of parts: [String]) -> String {
    let versions = LibraryVersions.all.map { "\($0.name) \($0.version)" }
    return SHA256Hasher.hexDigest(
      of: (["soundscape \(SoundscapeVersion.current)"] + versions + parts).joined(separator: "\n"))
  }
}

extension EffectRegistry {
  /// What is declared of each effect that a client added, used or not; empty for the effects of the library.
  fileprivate var additions: [String] {
    effects.filter { effect in
      Self.standard[effect.name].map { ObjectIdentifier($0) != ObjectIdentifier(effect) } ?? true
    }.map { effect in
      let parameters = effect.parameters.map { "\($0.name) \($0.range) \($0.fallback.map { "\($0)" } ?? "")" }
      return "effect \(effect.name): \(parameters.joined(separator: ", "))"
    }
  }
}
