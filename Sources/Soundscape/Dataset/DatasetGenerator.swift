/// Makes a data set: draws, renders and writes mixtures on several workers.
///
/// The bytes are the same for any number of workers, and for a run that was stopped and started again.
public struct DatasetGenerator: Sendable {
  public var recipe: Recipe
  public var soundbank: Soundbank
  /// The folder of `manifest.jsonl`, made when it is not there.
  public var root: String
  /// The mixtures to make, by index.
  public var indices: Range<Int>
  /// How many mixtures are rendered at once.
  public var jobs = 1
  /// Removes the data set that the folder holds first.
  public var overwrite = false
  /// What decoded sources may take in memory, in bytes: they are shared by all that are rendered at once.
  public var cacheByteBudget = SourceCache.defaultByteBudget
  /// A mixture that would come with a warning fails instead.
  public var strict = false
  /// Larger scenes are rendered piece by piece.
  var mostSamplesInMemory = LongMixture.mostSamplesInMemory

  public init(recipe: Recipe, soundbank: Soundbank, root: String, indices: Range<Int>) {
    self.recipe = recipe
    self.soundbank = soundbank
    self.root = root
    self.indices = indices
  }

  /// Makes the mixtures that are not there yet, and the manifest.
  ///
  /// A mixture that cannot be drawn or rendered is a failed row, and the others go on; a folder that cannot be written
  /// ends the run.
  /// - Parameter progress: is told after each mixture, from any worker.
  public func generate(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) async throws(SoundscapeError) -> DatasetSummary {
    let sounds = SourceCache(provider: soundbank.provider, byteBudget: cacheByteBudget)
    let instantiator = try Instantiator(recipe: recipe, soundbank: soundbank, sounds: sounds)
    // Made first, so that links in its path can be followed: the way to the soundbank is told from where it really is.
    try FileSystem.makeDirectories(root)
    let root = FileSystem.realPath(root)
    let context = context(seenFrom: root)
    let run = RunIdentity.digest(
      recipe: recipe, soundbank: soundbank, folders: (context.foregroundFolder, context.backgroundFolder))
    var folder = try DatasetFolder(root: root, run: run, overwrite: overwrite)
    let done = folder.done.filter(indices.contains)
    if done.count < indices.count { try folder.begin() }

    let queue = WorkQueue(scenes: instantiator.scenes(seed: recipe.seed), indices: indices, done: done)
    let collector = ResultCollector(
      journal: folder.journalPath,
      progress: DatasetProgress(total: indices.count - done.count, found: done.count), report: progress)
    let digests = SourceDigests(provider: soundbank.provider)
    let writer = SceneWriter(root: root, recipe: recipe, run: run, context: context, digests: digests)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, jobs) { group.addTask { work(queue, writer, collector, sounds) } }
    }
    let summary = try collector.finish()
    try folder.close()
    return summary
  }

  /// One worker: takes scenes until there are none.
  private func work(
    _ queue: WorkQueue, _ writer: SceneWriter, _ collector: ResultCollector, _ sounds: SourceCache
  ) {
    var renderer = Renderer(sounds: sounds)
    renderer.mostSamplesInMemory = mostSamplesInMemory
    while !Task.isCancelled, let (index, drawn) = queue.next() {
      do throws(SoundscapeError) {
        try make(index, drawn, &renderer, writer, collector)
      } catch {
        queue.stop()
        collector.abort(error)
      }
    }
    if Task.isCancelled {
      queue.stop()
      collector.abort(.cancelled)
    }
  }

  /// *Throws:* only what concerns the run as a whole.
  private func make(
    _ index: Int, _ drawn: SceneSequence.Drawn, _ renderer: inout Renderer,
    _ writer: SceneWriter, _ collector: ResultCollector
  ) throws(SoundscapeError) {
    do throws(SoundscapeError) {
      let (scene, warnings) = try drawn.get()
      let spill = Path.join(writer.root, "\(Layout.name(of: index)).spill")
      var mixture = recipe.output.audio ? try renderer.sound(of: scene, spillingTo: spill) : nil
      if recipe.output.stems, let warning = MixtureWarnings(scene: scene).stemsWithoutReverb {
        mixture?.warnings.append(warning)
      }
      let all = warnings + (mixture?.warnings ?? [])
      if strict, let warning = all.first { throw .processing(stage: "--strict", problem: "\(warning)") }
      let row = try writer.write(scene, mixture, warnings: warnings)
      try collector.succeed(row, warnings: all)
    } catch  where !error.concernsOutput {
      var row = ManifestRow(index: index, seed: "\(recipe.seed)", run: writer.run, status: .failed)
      row.error = "\(error)"
      try collector.fail(row, with: error)
    }
  }

  private func context(seenFrom root: String) -> AnnotationContext {
    func shown(_ folder: String) -> String {
      if folder.isEmpty { return "" }
      let absolute = FileSystem.realPath(folder)
      return recipe.output.absolutePaths ? absolute : Path.relative(absolute, to: root)
    }
    var context = AnnotationContext(
      soundbank: soundbank, foregroundFolder: shown(soundbank.foreground.folder),
      backgroundFolder: shown(soundbank.background.folder))
    context.recipeDigest = recipe.origin.digest
    return context
  }
}
