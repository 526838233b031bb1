/// Draws scenes from a recipe and a soundbank: everything random happens here.
public struct Instantiator: Sendable {
  public let recipe: Recipe
  public let soundbank: Soundbank
  /// The recipe itself, or each of its variants.
  let plans: [RecipePlan]
  private let variants: Distribution

  /// - Parameter sounds: what the gate listens to; shared with the renderer, a window that passes is decoded once.
  ///
  /// *Throws:* `.recipe` where the recipe names what the soundbank does not hold, with the nearest name, or asks for
  /// what cannot be.
  public init(recipe: Recipe, soundbank: Soundbank, sounds: SourceCache? = nil) throws(SoundscapeError) {
    self.recipe = recipe
    self.soundbank = soundbank
    let recipes = recipe.variants.isEmpty ? [recipe] : recipe.variants.map(\.recipe)
    let sounds = sounds ?? SourceCache(provider: soundbank.provider)
    plans = try recipes.map { recipe throws(SoundscapeError) in
      try RecipePlan(recipe: recipe, soundbank: soundbank, sounds: sounds)
    }
    variants = .chooseWeighted(recipe.variants.indices.map(Double.init), weights: recipe.variants.map(\.weight))
  }

  /// The variant that a mixture is drawn from.
  func plan(for draws: MixtureDraws) -> RecipePlan {
    if plans.count == 1 { return plans[0] }
    return plans[Int(variants.quantile(draws.uniform(.mixture, .variant)) ?? 0)]
  }

  /// The scene at a position, drawn by itself.
  ///
  /// In our semantics in microseconds, wherever it stands. In Scaper's one stream runs through all draws, so those of
  /// the scenes before it are drawn too; whoever wants many scenes in a row takes `scenes(seed:)`.
  public func scene(
    index: Int, seed: Seed
  ) throws(SoundscapeError) -> (scene: Scene, warnings: [Warning]) {
    var scenes = scenes(seed: seed)
    scenes.skip(to: index)
    return try scenes.next().get()
  }

  /// All scenes in order, without an end.
  public func scenes(seed: Seed) -> SceneSequence { SceneSequence(instantiator: self, seed: seed) }
}
