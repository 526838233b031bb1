/// A run into a sink: writes mixtures, each whole or not at all, and records what became of them.
struct SinkRun: Sendable {
  let sink: any Sink
  /// What decides every byte of the run.
  let identity: String
  /// Those whose lists are written at the end; nil where no mixture has such a layout.
  private let listed: Layouts?
  /// The mixtures of the same run that are already there, and those that failed.
  let earlier: EarlierMixtures
  /// The mixtures that are not made again.
  let done: MixtureSet
  /// Refuses a mixture that comes with a warning.
  private let isStrict: Bool
  /// What each row says of sounds that could not be used.
  private let skippedSources: Int?
  private let damagedSources: [String]?

  /// Begins the run.
  ///
  /// - Parameters:
  ///   - listed: the layouts whose lists are written at the end; nil where no mixture has one with lists.
  ///   - skippedSources: how many sounds could not be used.
  ///   - damagedSources: the paths of those that were left out on request.
  ///   - retriesFailed: whether mixtures that failed in an earlier run are made again.
  init(
    _ sink: any Sink, identity: String, listed: Layouts?, isStrict: Bool = false, skippedSources: Int = 0,
    damagedSources: [String] = [], retriesFailed: Bool = true
  ) throws(SoundscapeError) {
    self.sink = sink
    self.identity = identity
    self.listed = listed
    self.isStrict = isStrict
    self.skippedSources = skippedSources > 0 ? skippedSources : nil
    self.damagedSources =
      damagedSources.isEmpty ? nil : Array(damagedSources.prefix(ManifestRow.mostDamagedSources))
    earlier = try sink.begin(run: identity)
    var done = earlier.whole
    if !retriesFailed { done.formUnion(earlier.failed) }
    self.done = done
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
    if artifacts.contains(where: { $0.track != nil }), let problem = format.problem(lasting: heading.duration) {
      throw .processing(stage: "its audio", problem: problem)
    }
    let mixture = try sink.open(heading)
    do throws(SoundscapeError) {
      var opened = Opened(
        tracks: artifacts.compactMap(\.track), spillFolder: sink.spillFolder,
        receiver: SinkReceiver(sink: mixture, artifacts: artifacts, format: format), warnings: warnings)
      let annotation = try body(&opened)
      if let problem = JAMSDecoder.problem(ofSize: annotation) {
        throw .processing(stage: "its annotation", problem: "\(problem): use fewer events or shorter lists of values")
      }
      try refuse(opened.warnings)
      for artifact in artifacts {
        switch artifact.content {
        case .labels: try mixture.put(Array(labels.utf8), as: artifact)
        case .annotation: try mixture.put(annotation, as: artifact)
        case .mixture, .stem, .submix: break
        }
      }
      let digests = try mixture.commit()
      var row = ManifestRow(
        heading, artifacts: artifacts, format: format.file, sha256: digests, warnings: opened.warnings)
      (row.skippedSources, row.damagedSources) = (skippedSources, damagedSources)
      return Drawn(row, warnings: opened.warnings)
    } catch {
      mixture.abort()
      throw error
    }
  }

  /// Ends the run: what was made is a whole data set, with the lists of its layouts.
  func end() throws(SoundscapeError) {
    try sink.end()
    if let listed { try sink.writeLists(listed) }
  }

  /// The row of a mixture that could not be made.
  func failedRow(_ index: Int, seed: String, error: SoundscapeError) -> ManifestRow {
    var row = ManifestRow(MixtureHeading(index: index, seed: seed, run: identity), error: error)
    (row.skippedSources, row.damagedSources) = (skippedSources, damagedSources)
    return row
  }

  private func refuse(_ warnings: [Warning]) throws(SoundscapeError) {
    if isStrict, let warning = warnings.first { throw .warning(warning) }
  }
}

extension Sink {
  /// Refuses a folder among the sounds, where a data set would be taken for a label, and one that the sounds are in, where
  /// replacing a data set could remove them.
  func refuse(insideSounds folder: String) throws(SoundscapeError) {
    guard let place = self.folder, !folder.isEmpty else { return }
    let sounds = FileSystem.realPath(folder)
    if !Path.isAt(place, orBelow: sounds), Path.isAt(sounds, orBelow: place) {
      throw .output(path: place, problem: "holds the soundbank's folder \(folder)", advice: .otherFolder)
    }
    guard Path.isAt(place, orBelow: sounds) else { return }
    throw .output(path: place, problem: "is inside the soundbank's folder \(folder)", advice: .otherFolder)
  }
}

extension SinkRun.Opened {
  /// Takes a file that exists as an artifact.
  ///
  /// *Returns:* whether the sink could; else it is to be played.
  func copy(
    _ path: String, as artifact: Artifact, links: Bool, digest: String?
  ) throws(SoundscapeError) -> Bool {
    try receiver.sink.copy(path, as: artifact, links: links, digest: digest)
  }

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
