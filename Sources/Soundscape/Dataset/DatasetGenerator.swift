/// Makes a data set: draws, renders and writes mixtures on several workers.
///
/// The bytes are the same for any number of workers, and for a run that was stopped and started again.
public struct DatasetGenerator: Sendable {
  public var recipe: Recipe
  public var soundbank: Soundbank
  /// The mixtures to make, by index.
  public var indices: Range<Int>
  /// What is drawn; nil for the recipe's scenes.
  public var scenes: (any SceneSource)?
  /// Where they go.
  public var sink: any Sink
  /// What the recipe's `output.layout` is looked up in.
  public var layouts = Layouts.builtIn
  /// How many mixtures are rendered at once.
  public var jobs = 1
  /// What decoded sources may take in memory, in bytes: they are shared by all that are rendered at once.
  public var cacheByteBudget = SourceCache.defaultByteBudget
  /// Fails a mixture that would come with a warning.
  public var isStrict = false
  public var cancellation = Cancellation()
  /// Where stems are kept while a mixture is rendered.
  var storePolicy = StorePolicy()

  public init(recipe: Recipe, soundbank: Soundbank, indices: Range<Int>, sink: any Sink) {
    self.recipe = recipe
    self.soundbank = soundbank
    self.indices = indices
    self.sink = sink
  }

  /// Makes the mixtures that are not there yet, on the caller's thread and `jobs` − 1 others.
  ///
  /// A mixture that cannot be drawn or rendered is a failed row, and the others are made; a sink that cannot be written
  /// ends the run.
  /// - Parameter progress: is called after each mixture, from any worker.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetSummary {
    let layout = try layouts.layout(for: recipe)
    let sounds = SourceCache(provider: soundbank.provider, byteBudget: cacheByteBudget)
    let instantiator = try Instantiator(recipe: recipe, soundbank: soundbank, sounds: sounds)
    let root = try sink.prepare()
    let files = files(seenFrom: root)
    let run = RunIdentity.digest(
      recipe: recipe, soundbank: soundbank, folders: (files.foregroundFolder, files.backgroundFolder))
    let done = Set(try sink.begin(run: run).map(\.index)).filter(indices.contains)
    let queue = WorkQueue(
      scenes: scenes ?? instantiator.scenes(seed: recipe.seed), indices: indices, done: done)
    let collector = ResultCollector(
      sink, progress: DatasetProgress(total: indices.count - done.count, found: done.count), report: progress)
    let writer = SceneWriter(
      root: root, recipe: recipe, layout: layout, run: run, files: files,
      digests: SourceDigests(provider: soundbank.provider), writer: MixtureWriter(sink: sink, isStrict: isStrict))
    WorkerThreads.run(count: jobs) {
      var renderer = Renderer(sounds: sounds)
      renderer.policy = storePolicy
      while !cancellation.isCancelled, let (index, drawn) = queue.next() {
        do throws(SoundscapeError) {
          try make(drawn, index: index, renderer: &renderer, writer: writer, collector: collector)
        } catch {
          queue.stop()
          collector.abort(error)
        }
      }
    }
    if cancellation.isCancelled { collector.abort(.cancelled) }
    return try collector.finish()
  }

  /// *Throws:* only what concerns the run as a whole.
  private func make(
    _ drawn: WorkQueue.Drawing, index: Int, renderer: inout Renderer, writer: SceneWriter, collector: ResultCollector
  ) throws(SoundscapeError) {
    do throws(SoundscapeError) {
      let drawn = try drawn.get()
      let (row, all) = try writer.write(drawn.value, warnings: drawn.warnings, renderer: &renderer)
      try collector.succeed(row, warnings: all)
    } catch  where !error.concernsOutput {
      let heading = MixtureHeading(index: index, seed: "\(recipe.seed)", run: writer.run)
      try collector.fail(ManifestRow(heading, error: error), with: error)
    }
  }

  private func files(seenFrom root: String) -> Annotation.Files {
    func shown(_ folder: String) -> String {
      if folder.isEmpty { return "" }
      let absolute = FileSystem.realPath(folder)
      return recipe.output.absolutePaths ? absolute : Path.relative(absolute, to: root)
    }
    return Annotation.Files(
      soundbank: soundbank, foregroundFolder: shown(soundbank.foreground.folder),
      backgroundFolder: shown(soundbank.background.folder))
  }
}
