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
  /// Whether sources that are not what they were are used, with a warning, and recorded as they are now. Otherwise a
  /// mixture of such sources fails.
  public var allowsChangedSources = false
  /// Whether stems are made; nil makes them unless the input is a data set whose mixtures have sound and no stems.
  public var stems: Bool?
  /// What is tried to find out how the inputs are laid out.
  public var layouts = Layouts.builtIn
  /// What the mixtures are laid out as; nil keeps what they are. Not one that packs mixtures into archives.
  public var layout: (any Layout)?
  /// How many mixtures are rendered at once.
  public var jobs = 1
  /// What decoded sources may take in memory, in bytes: they are shared by all that are rendered at once.
  public var cacheByteBudget = SourceCache.defaultByteBudget
  /// The effects that scenes may name.
  public var effects = EffectRegistry.standard
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
    let check = SourceCheck(provider: sounds, allowsChanged: allowsChangedSources)
    let options =
      [
        "recreate", changes.text, "stems \(stems.map { "\($0)" } ?? "as they were")",
        "sounds \((sounds as? FileSounds).map { "\($0.foreground ?? "") \($0.background ?? "")" } ?? "")",
      ] + (layout.map { ["layout \($0.name)"] } ?? [])
    if let files = sounds as? FileSounds {
      for folder in [files.foreground, files.background] {
        try sink.refuse(insideSounds: folder ?? "")
        try files.checkIsOutside(sink.folder, folder)
      }
    }
    let run = try InputRun(
      inputs: inputs, sink: sink, layouts: layouts, options: options, effects: effects, target: layout)
    return try run.work(jobs: jobs, cancellation: cancellation, progress: progress) {
      var renderer = Renderer(effects: effects, sounds: cache)
      renderer.policy = storePolicy
      return { (item, entry, path) throws(SoundscapeError) in
        let annotated = try AnnotatedScene(
          path, changes: changes, sounds: sounds, check: check, layout: layout)
        return try write(annotated, item: item, entry: entry, run: run, renderer: &renderer)
      }
    }
  }

  private func write(
    _ annotated: AnnotatedScene, item: InputPlan.Item, entry: DatasetReader.Entry, run: InputRun,
    renderer: inout Renderer
  ) throws(SoundscapeError) -> Drawn<ManifestRow> {
    let scene = annotated.scene
    var item = item
    if entry.row == nil {
      let written = annotated.annotation
      item.stemNames = .used(by: written.files.stems, of: written.events.map { .init($0.event) })
    }
    var output = OutputOptions()
    output.stems = stems ?? entry.row.map { $0.mixture == nil || !$0.stems.isEmpty } ?? true
    output.labels = entry.row.map { $0.labels != nil } ?? true
    var format = annotated.format
    // Without sound the annotation does not say how it is to be stored; the manifest does.
    if let stored = entry.row?.audioFormat, format.supports(stored) { format.file = stored }
    if let layout {
      if !layout.stemNames.contains(item.stemNames) { item.stemNames = .label }
      if !layout.stemsOf.contains(item.stemsOf) { item.stemsOf = .event }
      try layout.check(format)
    }
    let outline = item.outline(
      events: scene.events.map(MixtureOutline.Event.init), format: format.file)
    let artifacts = try run.plan.layout(of: item).artifacts(of: outline, wanted: output)
    let duration = annotated.cut.map { seconds(of: $0.count, at: scene.sampleRate) } ?? scene.duration
    let heading = run.heading(of: item, annotated.annotation, seed: "\(scene.seed)", duration: duration)
    var annotation = try annotation(of: annotated, artifacts, root: run.root)
    var warnings = annotated.warnings
    var made = try run.output.write(
      heading, artifacts, as: format, labels: annotation.labelTrack
    ) { (mixture) throws(SoundscapeError) in
      if let report = try mixture.render(scene, cut: annotated.cut, by: &renderer) { annotation.add(report) }
      warnings += mixture.warnings
      // The manifest counts what was altered when the scene was drawn, too.
      mixture.warnings = annotation.warnings
      return annotation.jams
    }
    made.warnings = warnings
    return made
  }

  /// The annotation as it will be, but for what is measured.
  private func annotation(
    of annotated: AnnotatedScene, _ artifacts: [Artifact], root: String
  ) throws(SoundscapeError) -> Annotation {
    var old = annotated.annotation
    // Those of a data set that was made with full paths.
    let isAbsolute = old.header != nil && old.files.jams?.begins(with: "/") == true
    old.rebase(to: root)
    old.files.name(artifacts) { isAbsolute ? Path.join(root, $0) : $0 }
    return try Annotation(rerendering: old, scene: annotated.scene, warnings: annotated.warnings) { sound in
      isAbsolute && FileSystem.exists(sound.path)
        ? FileSystem.realPath(sound.path) : sounds.annotatedPath(of: sound, seenFrom: root)
    }
  }
}

extension Annotation {
  /// What is recorded as altered, of the mixture and of each event.
  fileprivate var warnings: [Warning] {
    (altered + events.flatMap(\.altered)).compactMap { alteration in
      Warning.Kind(rawValue: alteration.rule).map {
        Warning($0, "", before: alteration.before, after: alteration.after)
      }
    }
  }
}
