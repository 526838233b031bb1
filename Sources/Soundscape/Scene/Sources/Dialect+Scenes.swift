extension Dialect {
  /// The scenes of a recipe.
  func sceneSource(of variants: RecipeVariants, seed: Seed) -> any SceneSource {
    switch semantics {
    case .soundscape: KeyedScenes(variants: variants, seed: seed)
    case .scaper: ScaperScenes(recipe: variants.recipe, soundbank: variants.soundbank, seed: seed)
    }
  }
}
