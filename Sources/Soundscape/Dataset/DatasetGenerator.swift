/// Makes a data set: draws, renders and writes mixtures on several workers.
///
/// The bytes are the same for any number of workers, and for a run that was stopped and started again.
public struct DatasetGenerator: Sendable {
  public var engine: Engine
  /// The mixtures to make, by index.
  public var indices: Range<Int>
  /// Where they go.
  public var sink: any Sink
  /// How many mixtures are rendered at once.
  public var jobs = 1
  /// Fails a mixture that would come with a warning.
  public var isStrict = false
  /// Whether a run is resumed although sources of the mixtures that are already there are not what they were.
  public var allowsChangedSources = false
  /// Whether mixtures that failed in an earlier run are made again: what a recipe makes impossible fails again.
  public var retriesFailed = false
  public var cancellation = Cancellation()
  /// Where stems are kept while a mixture is rendered.
  var storePolicy = StorePolicy()

  public init(engine: Engine, indices: Range<Int>, sink: any Sink) {
    self.engine = engine
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
    try engine.check(indices)
    let session = try engine.begin(in: sink, isStrict: isStrict, retriesFailed: retriesFailed)
    let count = indices.count - session.done.count(in: indices)
    let changed =
      // Also where other mixtures of the data set are made: its sources are those of all.
      session.found.isEmpty || count == 0
      ? [] : try session.checkSources(allowsChanged: allowsChangedSources, jobs: jobs)
    let queue = WorkQueue(scenes: engine.scenes, indices: indices, done: session.done)
    let collector = ResultCollector(
      session.run, progress: DatasetProgress(total: count, found: session.found.count(in: indices)), report: progress)
    WorkerThreads.run(count: min(jobs, count)) {
      var renderer = engine.makeRenderer()
      renderer.policy = storePolicy
      while !cancellation.isCancelled, let (index, drawn) = queue.next() {
        let continues = collector.make(index, seed: "\(engine.recipe.seed)") { _ throws(SoundscapeError) in
          try session.make(try drawn.get(), renderer: &renderer)
        }
        if !continues { queue.stop() }
      }
    }
    var summary = try collector.finish(cancellation)
    if !retriesFailed { summary.failedEarlier = session.failedEarlier.count(in: indices) }
    if let first = changed.first {
      summary.warnings[.sourceChanged, default: 0] += changed.count
      summary.examples[.sourceChanged] = "\(first)"
    }
    return summary
  }
}
