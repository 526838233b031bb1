extension Dialect {
  /// The scenes of a recipe.
  func sceneSource(of variants: RecipeVariants, seed: Seed) -> any SceneSource {
    switch semantics {
    case .soundscape:
      variants.splits.isEmpty
        ? KeyedScenes(variants: variants, seed: seed)
        : SplitScenes(variants.splits, output: variants.recipe.output, seed: seed)
    case .scaper: ScaperScenes(recipe: variants.recipe, soundbank: variants.soundbank, seed: seed)
    }
  }
}
