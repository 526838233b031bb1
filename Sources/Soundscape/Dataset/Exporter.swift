/// Lays data sets out in another way without rendering: files are copied, linked, or added up from stems.
///
/// The result is a data set too: with a manifest and annotations, which `verify`, `stats` and `recreate` read. A run that
/// was stopped is resumed when it is started again.
public struct Exporter: Sendable {
  /// Data sets, each its folder or its `manifest.jsonl`, and JAMS files.
  public var inputs: [String]
  public var layout: any Layout
  /// The folder that the mixtures go to.
  public var folder: String
  /// Removes the data set that the folder holds first.
  public var overwrites = false
  /// Waits for the disk, so that a power cut harms nothing that is recorded as whole.
  public var syncs = true
  /// Mixtures of a shard, in layouts that pack them into archives, and what takes each finished one.
  public var shardSize = PackedShard.usualSize
  public var upload: ShardUpload?
  /// What is tried to find out how the inputs are laid out.
  public var layouts = Layouts.builtIn
  /// What every mixture has a file for, in layouts where all have the same; nil takes what the mixtures have together.
  var facts: LabelFacts?
  /// Whether a file that both data sets have is one file on the disk, with two names, where the disk can do that.
  public var links = false
  /// Whether annotations name files by absolute paths; nil does what the layout's readers need.
  public var absolutePaths: Bool?
  /// How many mixtures are laid out at once.
  public var jobs = 1
  public var cancellation = Cancellation()

  public init(inputs: [String], as layout: any Layout, to folder: String) {
    self.inputs = inputs
    self.layout = layout
    self.folder = folder
  }

  /// Lays out the mixtures that are not there yet, on the caller's thread and `jobs` − 1 others, and writes the lists of
  /// the layout.
  ///
  /// A mixture that cannot be laid out is a failed row, and the others are.
  /// - Parameter progress: is called after each mixture, from any worker.
  /// *Throws:* `.output` where two inputs would become the same mixture, or the sink cannot be written.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetSummary {
    guard layout.isPacked else {
      return try run(into: FolderSink(folder, overwrite: overwrites, syncs: syncs), progress: progress)
    }
    let reader = try DatasetReader(inputs: inputs)
    guard let last = try reader.lastIndex() else {
      throw .annotation(path: inputs.first ?? "", problem: "has no mixtures")
    }
    let packed = PackedRun(
      folder: folder, shards: PackedShard.all(of: 0..<(last + 1), size: shardSize), syncs: syncs,
      overwrites: overwrites, clears: overwrites, upload: upload)
    let identity = RunIdentity.digest(options: options, content: try reader.contentDigest())
    // Once for all shards: every annotation is read for them.
    var exporter = self
    if facts == nil, layout.needsLabels || layout.needsSourceCount { exporter.facts = try reader.labelFacts() }
    let known = exporter
    return try packed.run { _ in
      identity
    } make: { (shard, sink, _) throws(SoundscapeError) in
      try known.run(into: sink, indices: shard.indices, progress: progress)
    }
  }

  private var options: [String] {
    ["export", layout.name, "absolute \(namesAbsolutely)"] + (layout.isPacked ? ["shards of \(shardSize)"] : [])
  }

  private func run(
    into sink: FolderSink, indices: Range<Int>? = nil, progress: @escaping @Sendable (DatasetProgress) -> Void
  ) throws(SoundscapeError) -> DatasetSummary {
    let run = try InputRun(
      inputs: inputs, sink: sink, layouts: layouts, options: options, target: layout, facts: facts,
      shardSize: shardSize)
    return try run.work(indices: indices, jobs: jobs, cancellation: cancellation, progress: progress) {
      { (item, entry, path) throws(SoundscapeError) in try lay(path, item: item, entry: entry, run: run) }
    }
  }

  private var namesAbsolutely: Bool { absolutePaths ?? layout.needsAbsolutePaths }

  private func lay(
    _ path: String, item: InputPlan.Item, entry: DatasetReader.Entry, run: InputRun
  ) throws(SoundscapeError) -> Drawn<ManifestRow> {
    var annotation = try Annotation(jams: path)
    let row = entry.row
    var output = OutputOptions()
    output.audio = row.map { $0.mixture != nil } ?? (annotation.files.mixture != nil)
    output.labels = row.map { $0.labels != nil } ?? true
    let files = output.audio ? try MixtureFiles(entry, of: annotation) : nil
    output.stems = files?.hasStems ?? false
    if layout.needsStems, output.audio, !output.stems {
      let problem = "it has no stems, which the layout \(layout.name) needs"
      throw .annotation(path: path, problem: problem, advice: .recreateWithStems)
    }
    let format =
      files?.format
      ?? AudioFormat(
        file: row?.audioFormat ?? .wav, samples: annotation.settings.render.sampleFormat,
        sampleRate: annotation.settings.sampleRate, channelCount: annotation.settings.channelCount,
        coding: annotation.settings.render.coding)
    if output.audio { try layout.check(format) }
    var item = item
    item.stemNames = layout.stemNames.contains(item.stemNames) ? item.stemNames : .label
    item.stemsOf = layout.stemsOf.contains(item.stemsOf) ? item.stemsOf : .event
    let events = annotation.events.map { MixtureOutline.Event($0.event) }
    let artifacts = try layout.artifacts(of: item.outline(events: events, format: format.file), wanted: output)
    let cut = try annotation.cutToShortest(for: layout)
    annotation.rebase(to: run.root)
    annotation.files.name(artifacts) { namesAbsolutely ? Path.join(run.root, $0) : $0 }
    let heading = run.heading(of: item, annotation, seed: row?.seed ?? "", duration: annotation.duration)
    var made = try run.output.write(
      heading, artifacts, as: format, labels: annotation.labelTrack
    ) { (opened) throws(SoundscapeError) in
      for artifact in artifacts { try files?.put(artifact, cut: cut, links: links, into: &opened) }
      return annotation.jams
    }
    if let row { made.value.keepFindings(of: row) }
    return made
  }
}

extension ManifestRow {
  /// Takes what was found out when a mixture was made, where its files were only laid out in another way.
  fileprivate mutating func keepFindings(of row: ManifestRow) {
    (warnings, skippedSources, damagedSources) = (row.warnings, row.skippedSources, row.damagedSources)
  }
}
