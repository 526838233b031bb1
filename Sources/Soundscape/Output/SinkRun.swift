/// A run into a sink: writes mixtures, each whole or not at all, and records what became of them.
struct SinkRun: Sendable {
  let sink: any Sink
  /// What decides every byte of the run.
  let identity: String
  /// The indices of mixtures of the same run that are already there, whole.
  let found: Set<Int>
  /// Refuses a mixture that comes with a warning.
  private let isStrict: Bool

  /// Begins the run.
  init(_ sink: any Sink, identity: String, isStrict: Bool = false) throws(SoundscapeError) {
    self.sink = sink
    self.identity = identity
    self.isStrict = isStrict
    found = Set(try sink.begin(run: identity).map(\.index))
  }

  /// A mixture that is being put into a sink.
  struct Opened {
    /// What is to be played into the receiver; empty where no sound is wanted.
    let tracks: [Track]
    fileprivate let spillFolder: String
    var receiver: SinkReceiver
    /// Those of drawing; what comes up while the mixture is played is added.
    var warnings: [Warning]
  }

  /// Plays, writes and commits a mixture. On an error nothing of it is left.
  ///
  /// - Parameters:
  ///   - labels: the label track.
  ///   - body: plays the tracks and returns the annotation's bytes.
  /// *Returns:* the manifest's row, which is not recorded yet, with all warnings.
  func write(
    _ heading: MixtureHeading, _ artifacts: [Artifact], as format: AudioFormat, labels: String,
    warnings: [Warning] = [], body: (inout Opened) throws(SoundscapeError) -> [UInt8]
  ) throws(SoundscapeError) -> Drawn<ManifestRow> {
    try refuse(warnings)
    let mixture = try sink.open(heading)
    do throws(SoundscapeError) {
      var opened = Opened(
        tracks: artifacts.compactMap(\.track), spillFolder: sink.spillFolder,
        receiver: SinkReceiver(sink: mixture, artifacts: artifacts, format: format), warnings: warnings)
      let annotation = try body(&opened)
      try refuse(opened.warnings)
      for artifact in artifacts {
        switch artifact.content {
        case .labels: try mixture.put(Array(labels.utf8), as: artifact)
        case .annotation: try mixture.put(annotation, as: artifact)
        case .mixture, .stem: break
        }
      }
      let digests = try mixture.commit()
      let row = ManifestRow(
        heading, artifacts: artifacts, format: format.file, sha256: digests, warnings: opened.warnings)
      return Drawn(row, warnings: opened.warnings)
    } catch {
      mixture.abort()
      throw error
    }
  }

  /// The row of a mixture that could not be made.
  func failedRow(_ index: Int, seed: String, error: SoundscapeError) -> ManifestRow {
    ManifestRow(MixtureHeading(index: index, seed: seed, run: identity), error: error)
  }

  private func refuse(_ warnings: [Warning]) throws(SoundscapeError) {
    if isStrict, let warning = warnings.first { throw .warning(warning) }
  }
}

extension SinkRun.Opened {
  /// Renders what is wanted of a scene; nil where no sound is.
  mutating func render(
    _ scene: Scene, cut: Range<Int>? = nil, by renderer: inout Renderer
  ) throws(SoundscapeError) -> MixtureReport? {
    guard !tracks.isEmpty else { return nil }
    var report = try renderer.render(scene, tracks: tracks, cut: cut, spillFolder: spillFolder, into: &receiver)
    if tracks.count > 1, let warning = scene.renderingDialect.wording.stemsWithoutReverb(of: scene) {
      report.warnings.append(warning)
    }
    warnings += report.warnings
    return report
  }
}
