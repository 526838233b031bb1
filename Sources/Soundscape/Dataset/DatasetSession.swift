/// A run of an engine into a sink: draws, renders, annotates and puts one mixture after another.
///
/// It is shared by the threads of a run; `end` comes when all are done.
public struct DatasetSession: Sendable {
  let run: SinkRun
  private let engine: Engine
  private let layout: any Layout
  /// What events may be of, for layouts with a file for each label.
  private let labels: [String]
  /// The most foreground events of a mixture, for layouts with a file for each.
  private let sourceCount: Int
  /// The folder that relative paths start from.
  private let root: String
  /// The soundbank as annotations name it.
  private let files: Annotation.Files
  private let digests: SourceDigests

  /// The indices of the mixtures of the same run that are already there, whole.
  public var found: MixtureSet { run.earlier.whole }
  /// The mixtures that are not to be made: those, and without `retriesFailed` also those that failed earlier.
  public var done: MixtureSet { run.done }
  /// The mixtures that could not be made in an earlier run.
  public var failedEarlier: MixtureSet { run.earlier.failed }

  init(_ engine: Engine, sink: any Sink, isStrict: Bool, retriesFailed: Bool) throws(SoundscapeError) {
    self.engine = engine
    let recipe = engine.recipe
    layout = try engine.layouts.layout(for: recipe)
    sourceCount = layout.needsSourceCount ? recipe.mostForegroundEvents : 0
    labels = Role.allCases.flatMap { recipe.possibleLabels($0, of: engine.soundbank) }
    try engine.layouts.checkNames(of: recipe, soundbank: engine.soundbank)
    for (side, sources) in [
      (engine.soundbank.foreground, recipe.soundbank.foreground),
      (engine.soundbank.background, recipe.soundbank.background),
    ] {
      // A table lists its files: what else is in its folder is never taken for a sound.
      guard sources.contains(where: \.isTable) else {
        try sink.refuse(insideSounds: side.folder)
        continue
      }
      for source in sources where !source.isTable { try sink.refuse(insideSounds: source.path) }
    }
    if sink.ownsRoot { try engine.soundbank.checkIsOutside(sink.folder) }
    root = try sink.prepare()
    files = engine.files(seenFrom: root)
    digests = SourceDigests(provider: engine.soundbank.provider)
    let identity = engine.identity(files)
    let isAbsolute = engine.namesAbsolutely
    let leftOut = engine.soundbank.leftOut.map { [root] path in
      let place = FileSystem.realPath(path)
      return isAbsolute ? place : Path.relative(place, to: root)
    }
    run = try SinkRun(
      sink, identity: identity, listed: layout.hasLists ? engine.layouts : nil, isStrict: isStrict,
      skippedSources: engine.soundbank.skipped.count, damagedSources: leftOut, retriesFailed: retriesFailed)
  }

  /// Whether the sources of the mixtures that are already there are still what they were.
  ///
  /// *Returns:* a warning for each that is not, where that is allowed.
  /// *Throws:* `.source` where it is not.
  public func checkSources(
    allowsChanged: Bool, jobs: Int = Processors.available
  ) throws(SoundscapeError) -> [Warning] {
    let check = SourceCheck(digests: digests, allowsChanged: allowsChanged)
    return try EarlierSources(run.earlier, root: root, jobs: jobs)
      .check(check, sounds: engine.soundbank.provider)
  }

  /// Makes the mixture at an index.
  ///
  /// *Returns:* its row, with all warnings; it is not recorded yet.
  /// *Throws:* what is wrong with this mixture, or `.output` where the sink cannot be written.
  public func make(_ index: Int, renderer: inout Renderer) throws(SoundscapeError) -> Drawn<ManifestRow> {
    try make(try engine.scene(at: index), renderer: &renderer)
  }

  /// Makes a mixture of a scene that was drawn before.
  public func make(_ drawn: Drawn<Scene>, renderer: inout Renderer) throws(SoundscapeError) -> Drawn<ManifestRow> {
    let drawn = engine.placed(drawn)
    let scene = drawn.value
    try scene.checkNumbers()
    let output = engine.recipe.output
    let split = scene.origin.split
    let outline = MixtureOutline(
      index: scene.index, split: split, events: scene.events.map(MixtureOutline.Event.init), labels: labels,
      format: output.format, stemNames: output.stemNames, stemsOf: output.stemsOf, shardWidth: output.shardWidth,
      shard: scene.index / output.shardSize, sourceCount: sourceCount)
    let artifacts = try layout.artifacts(of: outline, wanted: output)
    var heading = MixtureHeading(
      index: scene.index, seed: "\(scene.seed)", run: run.identity, split: split, duration: scene.duration,
      layout: layout.name, stemNames: output.stemNames, shardWidth: output.shardWidth)
    heading.stemsOf = output.stemsOf
    (heading.variant, heading.coherent) = (scene.origin.variant, scene.events.coherence)
    let format = AudioFormat(
      file: output.format, samples: scene.render.sampleFormat, sampleRate: scene.sampleRate,
      channelCount: scene.channelCount, coding: scene.render.coding)
    if output.audio { try layout.check(format) }
    var annotation = try annotation(of: drawn, artifacts)
    let cut = try annotation.cutToShortest(for: layout)
    if let cut { heading.duration = seconds(of: cut.count, at: scene.sampleRate) }
    return try run.write(
      heading, artifacts, as: format, labels: annotation.labelTrack, warnings: drawn.warnings
    ) { (mixture) throws(SoundscapeError) in
      if let report = try mixture.render(scene, cut: cut, by: &renderer) {
        annotation.add(report, isFirst: true)
      }
      return annotation.jams
    }
  }

  /// The row of a mixture that could not be made.
  public func failedRow(_ index: Int, error: SoundscapeError) -> ManifestRow {
    run.failedRow(index, seed: "\(engine.recipe.seed)", error: error)
  }

  /// Records what became of a mixture. One call at a time.
  public func record(_ row: ManifestRow) throws(SoundscapeError) { try run.sink.record(row) }

  /// Ends the run.
  public func end() throws(SoundscapeError) { try run.end() }

  /// Lets go of a run that does not come to its end, so that another one can begin.
  public func abandon() { run.sink.abandon() }

  private func annotation(
    of drawn: Drawn<Scene>, _ artifacts: [Artifact]
  ) throws(SoundscapeError) -> Annotation {
    let recipe = engine.recipe
    var files = files
    files.name(artifacts) { engine.namesAbsolutely ? Path.join(root, $0) : $0 }
    let digest = { (sound: Sound) throws(SoundscapeError) -> String? in try digests.digest(of: sound) }
    return try Annotation(
      scene: drawn.value, warnings: drawn.warnings, files: files, recipeDigest: recipe.origin.digest, digest: digest)
  }
}

extension Engine {
  /// The soundbank as annotations name it, from a data set's root.
  func files(seenFrom root: String) -> Annotation.Files {
    Annotation.Files(soundbank: soundbank, seenFrom: root, isAbsolute: namesAbsolutely)
  }

  /// Whether annotations name files by absolute paths.
  var namesAbsolutely: Bool {
    recipe.output.absolutePaths ?? (try? layouts.layout(for: recipe))?.needsAbsolutePaths ?? false
  }

  /// What decides every byte of a data set.
  func identity(_ files: Annotation.Files) -> String {
    RunIdentity.digest(
      recipe: recipe, soundbank: soundbank, scenes: scenes.identity, effects: effects,
      folders: (files.foregroundFolder, files.backgroundFolder))
  }
}

extension Annotation.Files {
  /// The soundbank's folders by their paths from a data set's root, or by absolute ones.
  init(soundbank: Soundbank, seenFrom root: String, isAbsolute: Bool) {
    func shown(_ folder: String) -> String {
      if folder.isEmpty { return "" }
      let absolute = FileSystem.realPath(folder)
      return isAbsolute ? absolute : Path.relative(absolute, to: root)
    }
    self.init(
      soundbank: soundbank, foregroundFolder: shown(soundbank.foreground.folder),
      backgroundFolder: shown(soundbank.background.folder))
  }
}
