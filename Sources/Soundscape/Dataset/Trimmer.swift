/// Cuts mixtures and their annotations to a range of time.
public struct Trimmer: Sendable {
  /// The folder that is written below.
  public var root: String
  public var overwrite: Bool

  public init(root: String, overwrite: Bool = false) {
    self.root = root
    self.overwrite = overwrite
  }

  /// Writes the range of a mixture, of its stems where they are there, and the annotation cut to it.
  ///
  /// - Parameter audio: the mixture; nil takes the one that the annotation names.
  /// *Returns:* the path of the new annotation.
  public func trim(
    _ jams: String, to range: Range<Seconds>, audio: String? = nil
  ) throws(SoundscapeError) -> String {
    var document = try JAMSDocument(path: jams)
    let named = document.sandbox["soundscape_audio_path"].string ?? ""
    guard let source = audio ?? document.found(named) ?? sibling(of: jams) else {
      throw document.failure(
        "soundscape_audio_path", "there is no \(named.isEmpty ? "audio" : named); name it by --audio")
    }
    let stems = (document.sandbox["isolated_events_audio_path"].elements ?? []).compactMap(\.string)
    let found = stems.compactMap(document.found)
    let isWhole = found.count == stems.count && found.count == document.annotation["data"].elements?.count

    let (mix, reader) = try cut(source, to: range)
    let kept = try document.trim(to: range)
    var pieces: [Stem] = []
    if isWhole {
      for (i, position) in kept.enumerated() {
        pieces.append(Stem(eventIndex: i, position: 0, audio: try cut(found[position], to: range).audio))
      }
    }

    try FileSystem.makeDirectories(root)
    let root = FileSystem.realPath(root)
    var output = OutputOptions()
    if source.hasSuffix(".flac"), FileFormat.flac.supports(reader.format) { output.format = .flac }
    let labels = (document.annotation["data"].elements ?? []).map { $0["value"]["label"].string ?? "" }
    try document.checkLabels(labels)
    let files = Layout(options: output).files(named: document.mixtureName, labels: labels)
    let writer = MixtureWriter(root: root, format: output.format)
    try writer.checkIsFree(files, overwrite: overwrite)
    var row = ManifestRow(index: 0, seed: "", run: "", status: .ok)
    row.mixture = files.mixture
    row.stems = isWhole ? files.stems : []
    row.jams = files.jams
    row.labels = files.labels
    document.rebase(to: root)
    document.name(row, stemFolder: files.stemFolder)
    let mixture = Mixture(mix: mix, stems: pieces, scaleFactor: 1, step: 0, warnings: [])
    let content = MixtureWriter.Content(
      mixture: mixture, sampleRate: reader.rate, sampleFormat: reader.format, labels: document.labelTrack,
      annotation: { [document] _ in document.bytes })
    try writer.write(content, &row)
    return Path.join(root, files.jams)
  }

  private func cut(
    _ path: String, to range: Range<Seconds>
  ) throws(SoundscapeError) -> (audio: AudioBuffer, shape: (rate: Hertz, format: SampleFormat)) {
    var reader = try AudioFileReader(path: path)
    let rate = reader.info.sampleRate
    let start = min(frames(in: range.lowerBound, at: rate), reader.info.frameCount)
    let end = min(frames(in: range.upperBound, at: rate), reader.info.frameCount)
    return (try reader.read(from: start, count: end - start), (rate, reader.sampleFormat))
  }

  /// The audio file beside an annotation of the same name.
  private func sibling(of jams: String) -> String? {
    let stem = Path.join(Path.parent(of: jams), Path.stem(of: Path.name(of: jams)))
    return FileFormat.allCases.map { "\(stem).\($0.fileExtension)" }.first(where: FileSystem.exists)
  }
}
