/// Renders scenes of a recipe and puts them into a sink as mixtures of a data set.
struct SceneWriter: Sendable {
  let root: String
  let recipe: Recipe
  let layout: any Layout
  let run: String
  let context: AnnotationContext
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
      index: scene.index, seed: "\(scene.seed)", run: run, split: split, duration: scene.duration)
    let format = AudioFormat(
      file: output.format, samples: scene.render.sampleFormat, sampleRate: scene.sampleRate,
      channelCount: scene.channelCount)
    let context = try context(of: scene, artifacts)
    return try writer.write(
      heading, artifacts, as: format, labels: LabelTrack.text(of: scene), warnings: warnings
    ) { (mixture) throws(SoundscapeError) in
      var report: MixtureReport?
      if !mixture.tracks.isEmpty {
        var made = try renderer.render(
          scene, tracks: mixture.tracks, spillFolder: writer.sink.spillFolder, into: &mixture.receiver)
        if output.stems, let warning = scene.renderingDialect.wording.stemsWithoutReverb(of: scene) {
          made.warnings.append(warning)
        }
        mixture.warnings += made.warnings
        report = made
      }
      return JAMS.bytes(of: scene, report: report, warnings: warnings, context: context)
    }
  }

  private func context(of scene: Scene, _ artifacts: [Artifact]) throws(SoundscapeError) -> AnnotationContext {
    var context = context
    context.name(artifacts) { recipe.output.absolutePaths ? Path.join(root, $0) : $0 }
    for event in scene.events {
      context.sourceDigests.append(try digests.digest(of: event.source))
      var further: [String] = []
      for file in event.continuations { further.append(try digests.digest(of: file)) }
      context.continuationDigests.append(further)
    }
    return context
  }
}

extension AnnotationContext {
  /// Names the files, each as `shown` gives its path.
  fileprivate mutating func name(_ artifacts: [Artifact], shown: (String) -> String) {
    for artifact in artifacts {
      switch artifact.content {
      case .mixture: mixturePath = shown(artifact.name)
      case .annotation: jamsPath = shown(artifact.name)
      case .labels: labelsPath = shown(artifact.name)
      case .stem: stemPaths.append(shown(artifact.name))
      }
    }
    stemFolder = artifacts.stemFolder.map(shown)
  }
}
