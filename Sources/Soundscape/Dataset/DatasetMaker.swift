/// Makes a data set on a disk as a recipe wants it: in one layout or several, as files or in archives.
///
/// With several layouts, the folder has one for each, `<folder>/folder`, `<folder>/musdb`, each a whole data set. Mixtures are
/// rendered once, in the layout whose stems hold the least; the others are laid out from its files, and share them on the
/// disk where it can do that.
public struct DatasetMaker: Sendable {
  public var engine: Engine
  /// The mixtures to make, by index.
  public var indices: Range<Int>
  public var folder: String
  /// The part of them that is made, in a folder of its own or, in archives, some of the shards; nil makes all.
  public var shard: Shard?
  /// Removes the data set that the folder holds first.
  public var overwrites = false
  /// Waits for the disk, so that a power cut harms nothing that is recorded as whole.
  public var syncs = true
  public var jobs = 1
  /// Fails a mixture that would come with a warning.
  public var isStrict = false
  /// Whether a run is resumed although sources of the mixtures that are already there are not what they were.
  public var allowsChangedSources = false
  /// Whether mixtures that failed in an earlier run are made again.
  public var retriesFailed = false
  /// What takes each finished archive, in layouts that have any.
  public var upload: ShardUpload?
  public var cancellation = Cancellation()

  public init(engine: Engine, indices: Range<Int>, folder: String) {
    (self.engine, self.indices, self.folder) = (engine, indices, folder)
  }

  /// The folder below the data set's that a part is made in; nil where there is none.
  public var place: String? {
    guard let shard, (try? engine.layouts.layout(for: engine.recipe))?.isPacked == false else { return nil }
    return shard.folderName
  }

  /// Makes the mixtures that are not there yet.
  ///
  /// - Parameter progress: is called after each mixture, from any worker.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetSummary {
    let layouts = try engine.layouts.layouts(for: engine.recipe)
    guard layouts.count > 1 else { return try make(layouts[0], in: folder, progress) }
    // Files of single events can be added up, sums cannot be taken apart; and what was cut off is gone.
    let first =
      layouts.firstIndex(where: \.canSeparateEvents)
      ?? layouts.firstIndex { !$0.isPacked && !$0.cutsToShortest } ?? layouts.firstIndex { !$0.isPacked } ?? 0
    guard !layouts[first].isPacked else {
      throw .recipe(
        location: engine.recipe.origin.location(of: "output.layout"),
        problem: "several layouts need one that is not packed in archives, such as folder")
    }
    guard shard == nil else {
      throw .recipe(
        location: engine.recipe.origin.location(of: "output.layout"),
        problem: "parts of a data set have one layout: merge them, then export the others")
    }
    let base = Path.join(folder, layouts[first].name)
    let summary = try make(layouts[first], in: base, progress)
    if summary.isEndedEarly { return summary }
    for (i, layout) in layouts.enumerated() where i != first {
      var exporter = Exporter(inputs: [base], as: layout, to: Path.join(folder, layout.name))
      exporter.layouts = engine.layouts
      (exporter.links, exporter.overwrites, exporter.syncs, exporter.jobs) = (true, overwrites, syncs, jobs)
      (exporter.shardSize, exporter.upload) = (engine.recipe.output.shardSize, upload)
      exporter.facts = LabelFacts(
        labels: Role.allCases.flatMap { engine.recipe.possibleLabels($0, of: engine.soundbank) },
        sourceCount: engine.recipe.mostForegroundEvents)
      exporter.absolutePaths = engine.recipe.output.absolutePaths
      exporter.cancellation = cancellation
      _ = try exporter.run(progress: progress)
    }
    return summary
  }

  private func make(
    _ layout: any Layout, in folder: String, _ progress: @escaping @Sendable (DatasetProgress) -> Void
  ) throws(SoundscapeError) -> DatasetSummary {
    var engine = engine
    engine.recipe.output.layout = layout.name
    guard layout.isPacked else {
      let part = shard.map { DatasetPart($0, of: indices) }
      let sink = FolderSink(folder, overwrite: overwrites, syncs: syncs, part: part)
      return try make(engine, part?.indices ?? indices, in: sink, progress)
    }
    let size = engine.recipe.output.shardSize
    guard indices.lowerBound.isMultiple(of: size) else {
      throw .draw(
        event: "mixtures",
        problem:
          "the first one needs to begin a shard of \(size) mixtures, or its archive would be made twice (found index "
          + "\(indices.lowerBound))")
    }
    let wanted = shard.map { DatasetPart($0, of: indices, unit: size).indices } ?? indices
    let packed = PackedRun(
      folder: folder, shards: PackedShard.all(of: wanted, size: size), syncs: syncs, overwrites: overwrites,
      clears: overwrites && shard == nil, upload: upload)
    let made = engine
    return try packed.run { root in
      made.identity(made.files(seenFrom: root))
    } make: {
      (shard, sink, soFar) throws(SoundscapeError) in
      try make(made, shard.indices, in: sink) { now in
        var whole = now
        (whole.made, whole.failed) = (soFar.progress.made + now.made, soFar.progress.failed + now.failed)
        (whole.total, whole.found) = (soFar.progress.total, soFar.progress.found)
        progress(whole)
      }
    }
  }

  private func make(
    _ engine: Engine, _ indices: Range<Int>, in sink: FolderSink,
    _ progress: @escaping @Sendable (DatasetProgress) -> Void
  ) throws(SoundscapeError) -> DatasetSummary {
    var generator = DatasetGenerator(engine: engine, indices: indices, sink: sink)
    generator.jobs = jobs
    generator.isStrict = isStrict
    generator.allowsChangedSources = allowsChangedSources
    generator.retriesFailed = retriesFailed
    generator.cancellation = cancellation
    return try generator.run(progress: progress)
  }
}
