/// A run over annotations that were written before: what recreating and trimming have in common.
struct InputRun: Sendable {
  let plan: InputPlan
  let output: SinkRun
  /// The folder that relative paths start from.
  let root: String

  /// Makes a mixture of an input.
  typealias Make = (InputPlan.Item, DatasetReader.Entry, _ annotation: String) throws(SoundscapeError) -> Drawn<
    ManifestRow
  >

  /// - Parameters:
  ///   - options: what decides, beside the inputs, what is made.
  ///   - target: what the mixtures are laid out as; nil keeps what they are.
  ///   - alsoReads: other files that are read.
  ///   - check: refuses a plan, before anything is changed.
  init(
    inputs: [String], sink: any Sink, layouts: Layouts, options: [String], effects: EffectRegistry = .standard,
    target: (any Layout)? = nil, facts known: LabelFacts? = nil, shardSize: Int = PackedShard.usualSize,
    alsoReads: [String] = [], check: (InputPlan) throws(SoundscapeError) -> Void = { _ in }
  ) throws(SoundscapeError) {
    let reader = try DatasetReader(inputs: inputs)
    try reader.checkIsUnpacked()
    var facts = known ?? LabelFacts()
    if known == nil, let target, target.needsLabels || target.needsSourceCount { facts = try reader.labelFacts() }
    plan = try InputPlan(reader, layouts: layouts, target: target, facts: facts, shardSize: shardSize)
    try check(plan)
    let identity = RunIdentity.digest(options: options, effects: effects, content: try reader.contentDigest())
    if sink.ownsRoot { try reader.checkSourcesAreOutside(sink) }
    root = try sink.prepare()
    if sink.ownsRoot {
      for folder in reader.roots {
        let input = FileSystem.realPath(folder.isEmpty ? "." : folder)
        guard !Path.isAt(input, orBelow: root) else {
          throw .output(path: root, problem: "holds the annotations that are read", advice: .otherFolder)
        }
      }
      for folder in reader.datasetRoots {
        guard !Path.isAt(root, orBelow: FileSystem.realPath(folder.isEmpty ? "." : folder)) else {
          throw .output(path: root, problem: "is inside a data set that is read", advice: .otherFolder)
        }
      }
      for file in alsoReads where Path.isAt(FileSystem.realPath(file), orBelow: root) {
        throw .output(path: root, problem: "holds \(file), which is read", advice: .otherFolder)
      }
    }
    output = try SinkRun(
      sink, identity: identity, listed: plan.hasLists ? target.map { layouts.adding($0) } ?? layouts : nil)
  }

  /// The mixture that an input becomes.
  ///
  /// - Parameter annotation: as it will be written.
  func heading(
    of item: InputPlan.Item, _ annotation: Annotation, seed: String, duration: Seconds
  ) -> MixtureHeading {
    var heading = MixtureHeading(
      index: item.index, seed: seed, run: output.identity, split: item.split, duration: duration,
      layout: plan.layout(of: item).name, stemNames: item.stemNames, shardWidth: item.shardWidth)
    heading.stemsOf = item.stemsOf
    heading.variant = annotation.settings.origin.variant
    heading.coherent = annotation.events.lazy.map(\.event).coherence
    return heading
  }

  /// Does the work on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameters:
  ///   - indices: the mixtures to make; nil makes all.
  ///   - worker: is called once in each thread and returns what makes a mixture there.
  func work(
    indices: Range<Int>? = nil, jobs: Int, cancellation: Cancellation,
    progress: @escaping @Sendable (DatasetProgress) -> Void,
    worker: @escaping @Sendable () -> Make
  ) throws(SoundscapeError) -> DatasetSummary {
    let items = plan.entries.indices.filter { i in
      let index = plan.entries[i].index
      return indices?.contains(index) ?? true && !output.done.contains(index)
    }
    let collector = ResultCollector(
      output, progress: DatasetProgress(total: items.count, found: plan.count - items.count), report: progress)
    let queue = PositionQueue(count: items.count)
    WorkerThreads.run(count: min(jobs, items.count)) {
      let make = worker()
      while !cancellation.isCancelled, let position = queue.next().map({ items[$0] }) {
        let continues = collector.make(plan.entries[position].index) { seed throws(SoundscapeError) in
          let (item, entry) = try plan.item(at: position)
          seed = entry.row?.seed ?? ""
          let path = entry.annotationPath ?? ""
          do throws(SoundscapeError) { return try make(item, entry, path) } catch { throw error.inAnnotation(path) }
        }
        if !continues { queue.stop() }
      }
    }
    var summary = try collector.finish(cancellation)
    summary.skipped = plan.skippedCount
    return summary
  }
}
