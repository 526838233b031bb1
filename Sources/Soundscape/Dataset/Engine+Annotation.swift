extension Engine {
  /// Draws the scene at a position from another seed than the recipe's; nil is the recipe's.
  ///
  /// The scenes of a seed have something in common, which is worked out at the first of them.
  /// *Throws:* `.draw` where there is no such scene.
  package func scene(at index: Int, seed: Seed?) throws(SoundscapeError) -> Drawn<Scene> {
    guard let seed, seed != recipe.seed else { return try scene(at: index) }
    return placed(try instantiator.scene(index: index, seed: seed))
  }

  /// The annotation of a mixture in memory, whose paths are absolute and which names no files of its own.
  ///
  /// - Parameter digests: works out the SHA-256 of each source; nil leaves it out.
  /// *Throws:* `.source` where a source cannot be read.
  package func annotation(
    of drawn: Drawn<Scene>, report: MixtureReport?, digests: SourceDigests?
  ) throws(SoundscapeError) -> Annotation {
    let digest = { (sound: Sound) throws(SoundscapeError) -> String? in try digests?.digest(of: sound) }
    return try Annotation(
      scene: drawn.value, report: report, warnings: drawn.warnings,
      files: Annotation.Files(soundbank: soundbank, seenFrom: "", isAbsolute: true), recipeDigest: recipe.origin.digest,
      digest: digest)
  }
}
