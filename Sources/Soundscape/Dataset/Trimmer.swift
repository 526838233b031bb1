/// Cuts mixtures, their stems and their annotations to a range of time, on several workers.
public struct Trimmer: Sendable {
  /// Data sets, each its folder or its `manifest.jsonl`, and JAMS files.
  public var inputs: [String]
  /// What is left of each mixture.
  public var range: Range<Seconds>
  /// Where the mixtures go.
  public var sink: any Sink
  /// The mixture of the only input; nil takes the one that each annotation names.
  public var audio: String?
  /// What is tried to find out how the inputs are laid out.
  public var layouts = Layouts.builtIn
  /// How many mixtures are cut at once.
  public var jobs = 1
  public var cancellation = Cancellation()

  public init(inputs: [String], to range: Range<Seconds>, sink: any Sink) {
    self.inputs = inputs
    self.range = range
    self.sink = sink
  }

  /// Cuts what was not cut yet, on the caller's thread and `jobs` − 1 others.
  ///
  /// A mixture that cannot be cut is a failed row, and the others are cut.
  /// - Parameter progress: is called after each mixture, from any worker.
  /// *Throws:* `.output` where two inputs would become the same mixture, or the sink cannot be written.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> DatasetSummary {
    let options = ["trim", "\(range.lowerBound) \(range.upperBound)", "audio \(audio ?? "")"]
    let run = try InputRun(
      inputs: inputs, sink: sink, layouts: layouts, options: options, alsoReads: [audio].compactMap { $0 }
    ) { (plan) throws(SoundscapeError) in
      if let audio, plan.count > 1 {
        throw .source(path: audio, problem: "is the audio of one mixture (found \(plan.count) inputs)")
      }
    }
    return try run.work(jobs: jobs, cancellation: cancellation, progress: progress) {
      { (item, entry, path) throws(SoundscapeError) in try cut(path, item: item, entry: entry, run: run) }
    }
  }

  private func cut(
    _ path: String, item: InputPlan.Item, entry: DatasetReader.Entry, run: InputRun
  ) throws(SoundscapeError) -> Drawn<ManifestRow> {
    var annotation = try Annotation(jams: path)
    let stems = entry.stemFiles(of: annotation)
    var item = item
    if entry.row == nil {
      item.stemNames = .used(by: annotation.files.stems, of: annotation.events.map { .init($0.event) })
    }
    let claims = AnnotationClaims(annotation: annotation)
    let kept = try annotation.trim(to: range)
    let events = annotation.events.map { MixtureOutline.Event($0.event) }
    var tracks: AudioCutter?
    if audio != nil || entry.row == nil || entry.row?.mixture != nil {
      let render = annotation.settings.render
      guard render.sampleFormat.isLossless else {
        throw .annotation(
          path: path,
          problem: "its audio is \(render.sampleFormat.rawValue), a format with losses, and would be coded twice",
          advice: .trimWithoutAudio)
      }
      let cutter = try AudioCutter(mixture: try mixture(of: annotation, path, entry), to: range, coding: render.coding)
      try cutter.check(against: claims)
      tracks = cutter
    }
    var output = OutputOptions()
    output.audio = tracks != nil
    output.labels = entry.row.map { $0.labels != nil } ?? true
    let format = tracks?.format
    let layout = run.plan.layout(of: item)
    let outline = item.outline(events: events, format: format?.file ?? .wav)
    if let missing = tracks?.findStems(
      stems, kept: kept, wanted: try layout.artifacts(of: outline, wanted: output))
    {
      output.stems = !missing
    }
    let artifacts = try layout.artifacts(of: outline, wanted: output)
    annotation.rebase(to: run.root)
    annotation.files.name(artifacts)
    let heading = run.heading(of: item, annotation, seed: entry.row?.seed ?? "", duration: annotation.duration)
    let fallback = AudioFormat(file: .wav, samples: .float, sampleRate: 1, channelCount: 1)
    return try run.output.write(
      heading, artifacts, as: format ?? fallback, labels: annotation.labelTrack
    ) { (opened) throws(SoundscapeError) in
      try tracks?.play(opened.tracks, into: &opened.receiver)
      return annotation.jams
    }
  }

  private func mixture(
    of annotation: Annotation, _ jams: String, _ entry: DatasetReader.Entry
  ) throws(SoundscapeError) -> String {
    if let path = audio ?? entry.mixtureFile(of: annotation)?.path ?? Self.sibling(of: jams) { return path }
    let problem = annotation.files.mixture.map { "\($0) does not exist" } ?? "names no audio"
    throw .annotation(path: jams, problem: "\(JAMSKey.mixturePath.rawValue): \(problem)", advice: .nameAudio)
  }

  /// The audio file beside an annotation of the same name.
  private static func sibling(of jams: String) -> String? {
    let stem = Path.join(Path.parent(of: jams), Path.stem(of: Path.name(of: jams)))
    return FileFormat.allCases.map { "\(stem).\($0.fileExtension)" }.first(where: FileSystem.exists)
  }
}
