/// A recipe with a plan for itself, or for each of its variants.
struct RecipeVariants: Sendable {
  let recipe: Recipe
  let soundbank: Soundbank
  let plans: [RecipePlan]
  /// Which plan a mixture is drawn from.
  let choice: Distribution

  /// *Throws:* `.recipe`, see `RecipePlan`.
  init(recipe: Recipe, soundbank: Soundbank, sounds: SourceCache) throws(SoundscapeError) {
    self.recipe = recipe.spelled(as: soundbank)
    self.soundbank = soundbank
    let recipes = recipe.variants.isEmpty ? [recipe] : recipe.variants.map(\.recipe)
    plans = try recipes.map { recipe throws(SoundscapeError) in
      try RecipePlan(recipe: recipe, soundbank: soundbank, sounds: sounds)
    }
    choice = .chooseWeighted(recipe.variants.indices.map(Double.init), weights: recipe.variants.map(\.weight))
  }
}
