/// Makes mixtures again from their annotations.
public struct Recreator: ~Copyable {
  /// The folder that mixtures are written below.
  public let root: String
  /// What changes each annotation first.
  public var edits: [JAMSEdit] = []
  /// What measures loudness; nil for what measured it then.
  public var meter: RenderOptions.Meter?
  /// What finds and opens the sounds that the annotations name.
  private let sounds: any SoundProvider
  /// Larger scenes are rendered piece by piece where they are only written.
  var renderer: Renderer

  public init(root: String, sounds: any SoundProvider = FileSounds()) {
    self.root = root
    self.sounds = sounds
    renderer = Renderer(sounds: SourceCache(provider: sounds))
  }

  /// Renders the annotation's scene as it was, slices cut out of it, without writing anything.
  public mutating func render(
    _ path: String
  ) throws(SoundscapeError) -> (document: JAMSDocument, scene: Scene, mixture: Mixture) {
    let (document, scene) = try read(path)
    return (document, scene, try render(scene, slicedAs: document))
  }

  private mutating func read(_ path: String) throws(SoundscapeError) -> (document: JAMSDocument, scene: Scene) {
    var document = try JAMSDocument(path: path)
    try document.apply(edits)
    if let meter { document.measure(by: meter) }
    return (document, try document.scene(sounds: sounds))
  }

  private mutating func render(
    _ scene: Scene, slicedAs document: JAMSDocument
  ) throws(SoundscapeError) -> Mixture {
    var mixture = try renderer.render(scene)
    for slice in document.slices {
      mixture.cut(
        to: frames(in: slice.lowerBound, at: scene.sampleRate)..<frames(in: slice.upperBound, at: scene.sampleRate))
    }
    if !document.slices.isEmpty { mixture.measure(scene) }
    return mixture
  }

  /// Renders and writes mixture, stems, label track and an annotation that names the files as they lie now.
  ///
  /// *Returns:* the path of the new annotation.
  public mutating func recreate(_ path: String, overwrite: Bool = false) throws(SoundscapeError) -> String {
    var (document, scene) = try read(path)
    // Before anything is made, so that a failure leaves nothing; a long one needs a place for what it makes.
    let isLong = document.slices.isEmpty && renderer.isTooLong(scene)
    let rendered = isLong ? nil : try render(scene, slicedAs: document)
    try FileSystem.makeDirectories(root)
    let root = FileSystem.realPath(root)
    var output = OutputOptions()
    if document.sandbox["soundscape_audio_path"].string?.hasSuffix(".flac") == true,
      FileFormat.flac.supports(scene.render.sampleFormat)
    {
      output.format = .flac
    }
    let files = Layout(options: output).files(named: document.mixtureName, events: scene.events)
    let writer = MixtureWriter(root: root, format: output.format)
    try writer.checkIsFree(files, overwrite: overwrite)
    var row = ManifestRow(index: scene.index, seed: "\(scene.seed)", run: "", status: .ok)
    row.mixture = files.mixture
    row.stems = files.stems
    row.jams = files.jams
    row.labels = files.labels
    document.relocate(scene, to: root)
    let mixture: any MixtureSound =
      if let rendered { rendered } else {
        try renderer.sound(of: scene, spillingTo: Path.join(root, "\(document.mixtureName).spill"))
      }
    let content = MixtureWriter.Content(
      mixture: mixture, sampleRate: scene.sampleRate, sampleFormat: scene.render.sampleFormat,
      labels: document.labelTrack,
      annotation: { [document, row] report in
        var noted = document
        if let report { noted.note(report, row, stemFolder: files.stemFolder) }
        return noted.bytes
      })
    try writer.write(content, &row)
    return Path.join(root, files.jams)
  }
}

extension Mixture {
  /// Leaves a range of frames, of the mixture and of each stem.
  mutating func cut(to range: Range<Int>) {
    let range = range.clamped(to: 0..<mix.frameCount)
    mix = AudioBuffer(channels: mix.channels.map { Array($0[range]) })
    for i in stems.indices {
      let stem = stems[i]
      let kept = range.clamped(to: stem.position..<stem.end)
      let inner = (kept.lowerBound - stem.position)..<(kept.upperBound - stem.position)
      stems[i].audio = AudioBuffer(channels: stem.audio.channels.map { Array($0[inner]) })
      stems[i].position = max(0, min(kept.lowerBound - range.lowerBound, range.count))
    }
  }
}
