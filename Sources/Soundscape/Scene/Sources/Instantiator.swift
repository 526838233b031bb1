/// Draws scenes from a recipe and a soundbank: everything random happens here.
public struct Instantiator: Sendable {
  public let recipe: Recipe
  public let soundbank: Soundbank
  private let kept: KeptSceneSources

  /// - Parameter sounds: what the gate listens to; shared with the renderer, a window that passes is decoded once.
  ///
  /// *Throws:* `.recipe` where the recipe names what the soundbank does not have, with the nearest name, or asks for
  /// what is impossible.
  public init(recipe: Recipe, soundbank: Soundbank, sounds: SourceCache? = nil) throws(SoundscapeError) {
    self.recipe = recipe
    self.soundbank = soundbank
    let sounds = sounds ?? SourceCache(provider: soundbank.provider)
    kept = KeptSceneSources(variants: try RecipeVariants(recipe: recipe, soundbank: soundbank, sounds: sounds))
  }

  /// What is odd about the recipe with this soundbank, though it can be used.
  public var warnings: [Warning] { recipe.warnings + kept.variants.warnings }

  /// The scene at a position.
  ///
  /// With `semantics: soundscape` in microseconds, wherever it is. With `semantics: scaper` one stream goes through all
  /// draws: the scenes since the last one that was asked for are drawn too, or all before it where it is behind.
  public func scene(index: Int, seed: Seed) throws(SoundscapeError) -> Drawn<Scene> {
    try scenes(seed: seed).scene(at: index)
  }

  /// All scenes of a seed. What they have in common is worked out once for each seed.
  public func scenes(seed: Seed) -> any SceneSource { kept.source(for: seed) }
}
