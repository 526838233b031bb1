/// The scene sources of the seeds asked for last: they know where cycles are, which would cost time to find again.
final class KeptSceneSources: Sendable {
  /// Sources are small but for the cycles' counts; one run has one seed.
  private static let mostKept = 8

  let variants: RecipeVariants
  private let sources = Lock<[Seed: any SceneSource]>([:])

  init(variants: RecipeVariants) { self.variants = variants }

  func source(for seed: Seed) -> any SceneSource {
    sources.withLock { sources in
      if let source = sources[seed] { return source }
      if sources.count >= Self.mostKept { sources.removeAll() }
      let source = variants.recipe.semantics.dialect.sceneSource(of: variants, seed: seed)
      sources[seed] = source
      return source
    }
  }
}
