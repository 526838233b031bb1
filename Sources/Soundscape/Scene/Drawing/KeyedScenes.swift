/// The scenes of a run with keyed draws: any of them alone, from any number of workers.
final class KeyedScenes: Sendable {
  private let instantiator: Instantiator
  private let seed: Seed
  private let random: KeyedRandom
  private let orders: CycleOrders
  private let cycles: CycleCounter

  init(instantiator: Instantiator, seed: Seed) {
    self.instantiator = instantiator
    self.seed = seed
    random = KeyedRandom(seed: seed)
    orders = CycleOrders(random: random)
    cycles = CycleCounter(instantiator: instantiator, random: random, orders: orders)
  }

  func scene(_ index: Int) throws(SoundscapeError) -> (scene: Scene, warnings: [Warning]) {
    let draws = MixtureDraws(random: random, mixture: index)
    var drawing = SceneDrawing(
      plan: instantiator.plan(for: draws), seed: seed, draws: draws, orders: orders, uses: cycles.uses(before: index))
    return try drawing.run()
  }
}
