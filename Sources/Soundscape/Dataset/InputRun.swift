/// A run over annotations that were written before: what recreating and trimming have in common.
struct InputRun: Sendable {
  let plan: InputPlan
  let writer: MixtureWriter
  /// The folder that relative paths start from.
  let root: String
  let identity: String
  private let done: Set<Int>

  /// Makes a mixture of an input.
  typealias Make = (DatasetReader.Entry, _ annotation: String) throws(SoundscapeError) -> (
    row: ManifestRow, warnings: [Warning]
  )

  /// - Parameter options: what decides, beside the inputs, what is made.
  init(inputs: [String], sink: any Sink, layouts: Layouts, options: [String]) throws(SoundscapeError) {
    let reader = try DatasetReader(inputs: inputs)
    plan = try InputPlan(reader, layouts: layouts)
    writer = MixtureWriter(sink: sink)
    identity = RunIdentity.digest(options: options, content: try reader.contentDigest())
    root = try sink.prepare()
    if sink.ownsRoot {
      for folder in reader.roots {
        let input = FileSystem.realPath(folder.isEmpty ? "." : folder)
        guard input != root, !input.hasPrefix(root + "/") else {
          throw .output(path: root, problem: "holds the annotations that are read", advice: .otherFolder)
        }
      }
    }
    done = Set(try sink.begin(run: identity).map(\.index))
  }

  /// Does the work on the caller's thread and `jobs` − 1 others.
  ///
  /// - Parameter worker: is called once in each thread with a function that returns the next item, nil when there are
  ///   none, and one that makes it and records what came of it.
  func work(
    jobs: Int, cancellation: Cancellation, progress: @escaping @Sendable (DatasetProgress) -> Void,
    worker: @escaping @Sendable (_ next: () -> InputPlan.Item?, _ make: (InputPlan.Item, Make) -> Void) -> Void
  ) throws(SoundscapeError) -> DatasetSummary {
    let items = plan.items.filter { !done.contains($0.index) }
    let collector = ResultCollector(
      writer.sink, progress: DatasetProgress(total: items.count, found: plan.items.count - items.count),
      report: progress)
    let queue = PositionQueue(count: items.count)
    WorkerThreads.run(count: min(jobs, max(1, items.count))) {
      worker(
        { cancellation.isCancelled ? nil : queue.next().map { items[$0] } },
        { (item, make) in
          do throws(SoundscapeError) { try self.make(item, collector, make) } catch {
            queue.stop()
            collector.abort(error)
          }
        })
    }
    if cancellation.isCancelled { collector.abort(.cancelled) }
    var summary = try collector.finish()
    summary.skipped = plan.skippedCount
    return summary
  }

  /// *Throws:* only what concerns the run as a whole.
  private func make(_ item: InputPlan.Item, _ collector: ResultCollector, _ make: Make) throws(SoundscapeError) {
    var seed = ""
    do throws(SoundscapeError) {
      let entry = try plan.reader.entry(at: item.position)
      seed = entry.row?.seed ?? ""
      let (row, warnings) = try make(entry, entry.annotationPath ?? "")
      try collector.succeed(row, warnings: warnings)
    } catch  where !error.concernsOutput {
      let heading = MixtureHeading(index: item.index, seed: seed, run: identity)
      try collector.fail(ManifestRow(heading, error: error), with: error)
    }
  }
}
