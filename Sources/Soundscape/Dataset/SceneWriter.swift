/// Renders scenes of a recipe and puts them into a sink as mixtures of a data set.
struct SceneWriter: Sendable {
  let root: String
  let recipe: Recipe
  let layout: any Layout
  let run: String
  /// The soundbank as annotations name it.
  let files: Annotation.Files
  let digests: SourceDigests
  let writer: MixtureWriter

  /// - Parameter warnings: those of drawing.
  /// *Returns:* the manifest's row, and all warnings.
  func write(
    _ scene: Scene, warnings: [Warning], renderer: inout Renderer
  ) throws(SoundscapeError) -> (row: ManifestRow, warnings: [Warning]) {
    let output = recipe.output
    let split = output.split(seed: scene.seed, index: scene.index)
    let outline = MixtureOutline(
      index: scene.index, split: split, events: scene.events.map(MixtureOutline.Event.init), format: output.format)
    let artifacts = try layout.artifacts(of: outline, wanted: output)
    let heading = MixtureHeading(
      index: scene.index, seed: "\(scene.seed)", run: run, split: split, duration: scene.duration,
      layout: layout.name)
    let format = AudioFormat(
      file: output.format, samples: scene.render.sampleFormat, sampleRate: scene.sampleRate,
      channelCount: scene.channelCount)
    var annotation = try annotation(of: scene, warnings: warnings, artifacts)
    return try writer.write(
      heading, artifacts, as: format, labels: annotation.labelTrack, warnings: warnings
    ) { (mixture) throws(SoundscapeError) in
      let report = try mixture.render(scene, by: &renderer, spillFolder: writer.sink.spillFolder)
      if let report { annotation.add(report) }
      return annotation.jams
    }
  }

  private func annotation(
    of scene: Scene, warnings: [Warning], _ artifacts: [Artifact]
  ) throws(SoundscapeError) -> Annotation {
    var files = files
    files.name(artifacts) { recipe.output.absolutePaths ? Path.join(root, $0) : $0 }
    let digest = { (sound: Sound) throws(SoundscapeError) -> String? in try digests.digest(of: sound) }
    return try Annotation(
      scene: scene, warnings: warnings, files: files, recipeDigest: recipe.origin.digest, digest: digest)
  }
}
