extension Annotation {
  /// The annotation of a scene.
  ///
  /// - Parameters:
  ///   - report: what rendering it gave; nil where nothing was rendered, or not yet (`add`).
  ///   - warnings: those of drawing.
  ///   - recipeDigest: SHA-256 of the recipe's content.
  ///   - digest: the SHA-256 of a source file; nil where it is not known.
  public init<Failure: Error>(
    scene: Scene, report: MixtureReport? = nil, warnings: [Warning] = [], files: Files, recipeDigest: String = "",
    digest: (Sound) throws(Failure) -> String?
  ) throws(Failure) {
    func named(_ file: Sound, of event: Event) throws(Failure) -> AnnotatedEvent.NamedFile {
      .init(path: files.path(of: file, label: event.label, role: event.role), digest: try digest(file))
    }
    var events: [AnnotatedEvent] = []
    events.reserveCapacity(scene.events.count)
    for event in scene.events {
      var annotated = AnnotatedEvent(event, sourceFile: try named(event.source, of: event))
      for file in event.continuations { annotated.continuations.append(try named(file, of: event)) }
      events.append(annotated)
    }
    self.init(
      header: Header(
        seed: scene.seed, index: scene.index, semantics: scene.semantics, recipeDigest: recipeDigest),
      settings: scene.settings, files: files, events: events)
    record(warnings)
    if let report { add(report) }
  }

  /// The annotation of a scene whose sources' contents are not known.
  public init(
    scene: Scene, report: MixtureReport? = nil, warnings: [Warning] = [], files: Files, recipeDigest: String = ""
  ) {
    let digest: (Sound) -> String? = { _ in nil }
    self.init(
      scene: scene, report: report, warnings: warnings, files: files, recipeDigest: recipeDigest, digest: digest)
  }

  /// Adds what rendering gave, stems in the order of the events.
  ///
  /// - Parameter isFirst: whether the mixture was rendered for the first time, so that nothing is recorded of the whole of
  ///   one that was cut.
  public mutating func add(_ report: MixtureReport, isFirst: Bool = false) {
    rendering = Rendering(
      scaleFactor: report.scaleFactor, referenceLoudnessChange: report.referenceLoudnessChange,
      generatedReferenceLoudness: settings.referenceLoudness + report.referenceLoudnessChange,
      step: Double(report.step))
    for (i, stem) in zip(events.indices, report.stems) {
      events[i].measured = stem.measured
      events[i].firstFrame = stem.firstFrame
      events[i].frameCount = stem.frameCount
    }
    record(report.warnings, isFirst: isFirst)
  }

  /// Records what was adjusted, with the event that it concerns or with the mixture.
  mutating func record(_ warnings: [Warning], isFirst: Bool = false) {
    guard !warnings.isEmpty else { return }
    let positions = Dictionary(
      events.indices.map { (events[$0].event.name, $0) }, uniquingKeysWith: { first, _ in first })
    for warning in warnings {
      if let i = positions[warning.subject] {
        events[i].altered.append(Alteration(warning))
      } else if isFirst || cuts.isEmpty {
        altered.append(Alteration(warning))
      }
      // What is left of a cut mixture is scaled as the whole was: what was altered of that is recorded already.
    }
  }

  // MARK: Back to the scene

  /// The scene, ready to be rendered: what drawing gave, or what edits made of it.
  ///
  /// JAMS holds a whole scene, except where its sources are and how long they are (the provider of sounds knows that), and
  /// a spec's name, count and group. Without our part, as in Scaper's files, names and specs are missing too.
  /// *Throws:* `.annotation` for a source outside the soundbank, and one error for all sources that are not found.
  public func scene(sounds: any SoundProvider) throws(SoundscapeError) -> Scene {
    var resolved = self
    try resolved.resolve(sounds: sounds)
    return resolved.resolvedScene
  }

  var resolvedScene: Scene {
    Scene(
      index: header?.index ?? 0, seed: header?.seed ?? .integer(0), semantics: semantics, settings: settings,
      events: Scene.inOrderOfTime(events.map(\.event)), recordedScale: recordedScale)
  }

  /// What was left out of a cut mixture counts for the gain of what is in it, so that the gain is taken as it was.
  private var recordedScale: Scene.RecordedScale? {
    guard !cuts.isEmpty, let rendering else { return nil }
    return Scene.RecordedScale(factor: rendering.scaleFactor, step: rendering.step.map { Float($0) })
  }
}
