/// The scenes of a run with keyed draws: any of them by itself, from any number of workers.
final class KeyedScenes: SceneSource {
  private let variants: RecipeVariants
  private let seed: Seed
  private let random: KeyedRandom
  private let orders: CycleOrders
  let cycles: CycleCounter

  let isRandomAccess = true
  let identity = ""

  /// - Parameter isMember: whether a mixture is asked for here; nil where all are. Cycles go through those alone.
  init(variants: RecipeVariants, seed: Seed, isMember: (@Sendable (Int) -> Bool)? = nil) {
    self.variants = variants
    self.seed = seed
    random = KeyedRandom(seed: seed)
    orders = CycleOrders(random: random)
    cycles = CycleCounter(variants: variants, random: random, orders: orders, isMember: isMember)
  }

  func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> {
    let draws = MixtureDraws(random: random, mixture: index)
    var drawing = SceneDrawing(
      plan: variants.plan(for: draws), seed: seed, draws: draws, orders: orders, uses: try cycles.uses(before: index))
    return try drawing.run()
  }
}

extension RecipeVariants {
  /// The variant that a mixture is drawn from.
  func plan(for draws: MixtureDraws) -> RecipePlan {
    if plans.count == 1 { return plans[0] }
    if let deal { return plans[deal.part(of: draws.mixture, draws.random)] }
    return plans[Int(choice.quantile(draws.uniform(.mixture, .variant)) ?? 0)]
  }
}
