/// Writes scenes of a recipe as mixtures of a data set.
struct SceneWriter {
  let root: String
  let recipe: Recipe
  let run: String
  let context: AnnotationContext
  let digests: SourceDigests

  /// Writes a scene's files and gives the manifest's row; `mixture` is nil where annotations alone are wanted.
  func write(
    _ scene: Scene, _ mixture: (any MixtureSound)?, warnings: [Warning]
  ) throws(SoundscapeError) -> ManifestRow {
    let output = recipe.output
    let split = output.split(seed: scene.seed, index: scene.index)
    let files = Layout(options: output).files(of: scene, split: split)
    var row = ManifestRow(index: scene.index, seed: "\(scene.seed)", run: run, status: .ok)
    row.duration = scene.duration
    row.split = split
    row.jams = files.jams
    if mixture != nil { row.mixture = files.mixture }
    if mixture != nil, output.stems { row.stems = files.stems }
    if output.labels { row.labels = files.labels }
    row.warnings = Dictionary(
      (warnings + (mixture?.warnings ?? [])).map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
    let context = try context(for: files, row, scene)
    let content = MixtureWriter.Content(
      mixture: mixture, sampleRate: scene.sampleRate, sampleFormat: scene.render.sampleFormat,
      labels: LabelTrack.text(of: scene),
      annotation: { report in JAMS.bytes(of: scene, report: report, warnings: warnings, context: context) })
    try MixtureWriter(root: root, format: output.format).write(content, &row)
    return row
  }

  private func context(
    for files: MixtureFiles, _ row: ManifestRow, _ scene: Scene
  ) throws(SoundscapeError) -> AnnotationContext {
    func shown(_ path: String) -> String { recipe.output.absolutePaths ? Path.join(root, path) : path }
    var context = context
    context.mixturePath = row.mixture.map(shown)
    context.stemPaths = row.stems.map(shown)
    context.stemFolder = row.stems.isEmpty ? nil : shown(files.stemFolder)
    context.jamsPath = shown(files.jams)
    context.labelsPath = row.labels.map(shown)
    for event in scene.events {
      context.sourceDigests.append(try digests.digest(of: event.source))
      var further: [String] = []
      for file in event.continuations { further.append(try digests.digest(of: file)) }
      context.continuationDigests.append(further)
    }
    return context
  }
}
