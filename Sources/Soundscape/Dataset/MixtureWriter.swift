/// Writes one mixture's files below the data set's root.
///
/// Each file is written beside its place and renamed into it, the JAMS last: where a JAMS stands, its mixture is whole.
struct MixtureWriter {
  /// The ending of a file that is still being written.
  static let partialEnding = ".partial"

  let root: String
  let recipe: Recipe
  let run: String
  let context: AnnotationContext

  /// Writes the files and gives the manifest's row. On an error nothing of the mixture is left.
  func write(
    _ scene: Scene, _ mixture: Mixture?, warnings: [Warning]
  ) throws(SoundscapeError) -> ManifestRow {
    let split = recipe.output.split(seed: scene.seed, index: scene.index)
    let files = Layout(options: recipe.output).files(of: scene, split: split)
    var row = ManifestRow(index: scene.index, seed: "\(scene.seed)", run: run, status: .ok)
    row.duration = scene.duration
    row.split = split
    row.jams = files.jams
    if mixture != nil { row.mixture = files.mixture }
    if mixture != nil, recipe.output.stems { row.stems = files.stems }
    if recipe.output.labels { row.labels = files.labels }
    row.warnings = Dictionary(
      (warnings + (mixture?.warnings ?? [])).map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
    do throws(SoundscapeError) {
      try write(scene, mixture, warnings, files, &row)
    } catch {
      for file in row.files { FileSystem.discard(partial(file)) }
      // Deepest first; a folder that holds anything is not removed.
      for folder in Set(row.files.map(Path.parent)).sorted(by: >) {
        FileSystem.discardEmptyFolder(Path.join(root, folder))
      }
      throw error
    }
    return row
  }

  private func write(
    _ scene: Scene, _ mixture: Mixture?, _ warnings: [Warning], _ files: MixtureFiles, _ row: inout ManifestRow
  ) throws(SoundscapeError) {
    for folder in Set(row.files.map(Path.parent)).sorted() {
      try FileSystem.makeDirectories(Path.join(root, folder))
    }
    if let mixture {
      try writeAudio(mixture.mix, at: 0, of: scene, to: files.mixture)
      for (stem, path) in zip(mixture.stems, row.stems) {
        try writeAudio(stem.audio, at: stem.position, of: scene, to: path)
      }
    }
    if let labels = row.labels { try FileSystem.write(Array(LabelTrack.text(of: scene).utf8), to: partial(labels)) }
    let annotation = JAMS.bytes(
      of: scene, mixture: mixture, warnings: warnings, context: context(for: files, row))
    try FileSystem.write(annotation, to: partial(files.jams))

    for file in row.files { row.sha256[file] = try SHA256Hasher.hexDigest(ofFile: partial(file)) }
    // Of a mixture that was there before, the annotation goes first, so that none ever describes other audio.
    FileSystem.discard(Path.join(root, files.jams))
    for file in row.files { try FileSystem.rename(partial(file), to: Path.join(root, file)) }
  }

  private func partial(_ file: String) -> String { Path.join(root, file) + Self.partialEnding }

  private func writeAudio(
    _ audio: AudioBuffer, at position: Int, of scene: Scene, to file: String
  ) throws(SoundscapeError) {
    var writer = try AudioFileWriter(
      path: partial(file), format: recipe.output.format, subtype: scene.render.sampleFormat,
      sampleRate: scene.sampleRate, channelCount: scene.channelCount)
    try writer.writeSilence(frameCount: position)
    try writer.write(audio)
    try writer.writeSilence(frameCount: scene.frameCount - position - audio.frameCount)
    try writer.close()
  }

  private func context(for files: MixtureFiles, _ row: ManifestRow) -> AnnotationContext {
    func shown(_ path: String) -> String { recipe.output.absolutePaths ? Path.join(root, path) : path }
    var context = context
    context.mixturePath = row.mixture.map(shown)
    context.stemPaths = row.stems.map(shown)
    context.stemFolder = row.stems.isEmpty ? nil : shown(files.stemFolder)
    context.jamsPath = shown(files.jams)
    context.labelsPath = row.labels.map(shown)
    return context
  }
}
