/// A run of an engine into a sink: draws, renders, annotates and puts one mixture after another.
///
/// It is shared by the threads of a run; `end` comes when all are done.
public struct DatasetSession: Sendable {
  /// The indices of the mixtures of the same run that are already there, whole.
  public let found: Set<Int>
  private let engine: Engine
  private let writer: SceneWriter

  init(_ engine: Engine, sink: any Sink, isStrict: Bool) throws(SoundscapeError) {
    self.engine = engine
    let recipe = engine.recipe
    let layout = try engine.layouts.layout(for: recipe)
    let root = try sink.prepare()
    let files = Annotation.Files(soundbank: engine.soundbank, seenFrom: root, isAbsolute: recipe.output.absolutePaths)
    let run = RunIdentity.digest(
      recipe: recipe, soundbank: engine.soundbank, scenes: engine.scenes.identity,
      folders: (files.foregroundFolder, files.backgroundFolder))
    found = Set(try sink.begin(run: run).map(\.index))
    writer = SceneWriter(
      root: root, recipe: recipe, layout: layout, run: run, files: files,
      digests: SourceDigests(provider: engine.soundbank.provider),
      writer: MixtureWriter(sink: sink, isStrict: isStrict))
  }

  /// Makes the mixture at an index.
  ///
  /// *Returns:* its row, with all warnings; it is not recorded yet.
  /// *Throws:* what is wrong with this mixture, or `.output` where the sink cannot be written.
  public func make(_ index: Int, renderer: inout Renderer) throws(SoundscapeError) -> Drawn<ManifestRow> {
    try make(try engine.scene(at: index), renderer: &renderer)
  }

  /// Makes a mixture of a scene that was drawn before.
  public func make(_ scene: Drawn<Scene>, renderer: inout Renderer) throws(SoundscapeError) -> Drawn<ManifestRow> {
    let (row, warnings) = try writer.write(scene.value, warnings: scene.warnings, renderer: &renderer)
    return Drawn(row, warnings: warnings)
  }

  /// The row of a mixture that could not be made.
  public func failedRow(_ index: Int, error: SoundscapeError) -> ManifestRow {
    ManifestRow(MixtureHeading(index: index, seed: "\(engine.recipe.seed)", run: writer.run), error: error)
  }

  /// Records what became of a mixture. One call at a time.
  public func record(_ row: ManifestRow) throws(SoundscapeError) { try writer.writer.sink.record(row) }

  /// Ends the run.
  public func end() throws(SoundscapeError) { try writer.writer.sink.end() }
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
