/// Makes mixtures again from their annotations, on several workers: one, or a data set of many thousands.
///
/// A run that was stopped is resumed when it is started again with the same inputs and changes. Split folders, names,
/// layout, file format and subtype are those of the inputs.
public struct Recreator: Sendable {
  /// Data sets, each its folder or its `manifest.jsonl`, and JAMS files.
  public var inputs: [String]
  /// Where the mixtures go.
  public var sink: any Sink
  /// What changes each annotation first.
  public var edits: [AnnotationEdit] = []
  /// What measures loudness; nil for what measured it then.
  public var meter: RenderOptions.Meter?
  /// Finds and opens the sounds that the annotations name.
  public var sounds: any SoundProvider = FileSounds()
  /// Whether stems are made; nil makes them unless the input is a data set whose mixtures have sound and no stems.
  public var stems: Bool?
  /// What is tried to find out how the inputs are laid out.
  public var layouts = Layouts.builtIn
  /// How many mixtures are rendered at once.
  public var jobs = 1
  /// What decoded sources may take in memory, in bytes: they are shared by all that are rendered at once.
  public var cacheByteBudget = SourceCache.defaultByteBudget
  public var cancellation = Cancellation()
  /// Where stems are kept while a mixture is rendered.
  var storePolicy = StorePolicy()

  public init(inputs: [String], sink: any Sink) {
    self.inputs = inputs
    self.sink = sink
  }

  /// Makes the mixtures that are not there yet, on the caller's thread and `jobs` − 1 others.
  ///
  /// A mixture that cannot be made is a failed row, and the others are made.
  /// - Parameter progress: is called after each mixture, from any worker.
  /// *Throws:* `.output` where two inputs would become the same mixture, or the sink cannot be written.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetSummary {
    let changes = AnnotationChanges(edits: edits, meter: meter)
    let cache = SourceCache(provider: sounds, byteBudget: cacheByteBudget)
    let options = [
      "recreate", changes.text, "stems \(stems.map { "\($0)" } ?? "as they were")",
      "sounds \((sounds as? FileSounds).map { "\($0.foreground ?? "") \($0.background ?? "")" } ?? "")",
    ]
    let run = try InputRun(inputs: inputs, sink: sink, layouts: layouts, options: options)
    return try run.work(jobs: jobs, cancellation: cancellation, progress: progress) { (next, make) in
      var renderer = Renderer(sounds: cache)
      renderer.policy = storePolicy
      while let item = next() {
        make(item) { (entry, path) throws(SoundscapeError) in
          let annotated = try AnnotatedScene(path, changes: changes, sounds: sounds)
          return try write(annotated, item: item, entry: entry, run: run, renderer: &renderer)
        }
      }
    }
  }

  private func write(
    _ annotated: AnnotatedScene, item: InputPlan.Item, entry: DatasetReader.Entry, run: InputRun,
    renderer: inout Renderer
  ) throws(SoundscapeError) -> (row: ManifestRow, warnings: [Warning]) {
    let scene = annotated.scene
    var output = OutputOptions()
    output.stems = stems ?? entry.row.map { $0.mixture == nil || !$0.stems.isEmpty } ?? true
    output.labels = entry.row.map { $0.labels != nil } ?? true
    let outline = item.outline(
      events: scene.events.map(MixtureOutline.Event.init), format: annotated.format.file)
    let artifacts = try run.plan.layout(of: item).artifacts(of: outline, wanted: output)
    let duration = annotated.cut.map { seconds(of: $0.count, at: scene.sampleRate) } ?? scene.duration
    let heading = MixtureHeading(
      index: item.index, seed: "\(scene.seed)", run: run.identity, split: item.split, duration: duration)
    var old = annotated.annotation
    old.rebase(to: run.root)
    old.files.name(artifacts)
    var annotation = try Annotation(rerendering: old, scene: scene, warnings: annotated.warnings) {
      sounds.annotatedPath(of: $0, seenFrom: run.root)
    }
    return try run.writer.write(
      heading, artifacts, as: annotated.format, labels: annotation.labelTrack, warnings: annotated.warnings
    ) { (mixture) throws(SoundscapeError) in
      let report = try renderer.render(
        scene, tracks: mixture.tracks, cut: annotated.cut, spillFolder: sink.spillFolder, into: &mixture.receiver)
      mixture.warnings += report.warnings
      annotation.add(report)
      return annotation.jams
    }
  }
}
