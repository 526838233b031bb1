/// The scenes of a data set whose splits draw from parts of the bank of their own.
///
/// The split of a mixture follows from seed and index, so that any scene can be drawn by itself.
final class SplitScenes: SceneSource {
  private let output: OutputOptions
  private let seed: Seed
  /// In the order of the recipe's splits; nil for a split without a share.
  private let parts: [KeyedScenes?]

  let isRandomAccess = true
  let identity = ""

  /// - Parameter variants: for each split of the recipe; nil for one without a share.
  init(_ variants: [RecipeVariants?], output: OutputOptions, seed: Seed) {
    self.output = output
    self.seed = seed
    parts = variants.enumerated().map { split, variants in
      variants.map { variants in
        KeyedScenes(variants: variants, seed: seed) { output.splitPosition(seed: seed, index: $0) == split }
      }
    }
  }

  func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> {
    guard let split = output.splitPosition(seed: seed, index: index), let scenes = parts[split] else {
      throw .draw(event: "mixture", problem: "falls into a split without a share")
    }
    return try scenes.scene(at: index)
  }
}
