/// What a recording became.
struct ChunkedRecording: Sendable {
  var rows: [ChunkRow] = []
  var silent = 0
  var warnings: [String] = []
}

extension Chunker {
  /// Digits of a chunk's number, at least: names of equal length are in order by their characters too.
  private static let fewestDigits = 4

  /// What the names of a recording's chunks begin with: its name, and the folders that it is in.
  func name(of recording: ChunkRecording) -> String {
    let file = Path.name(of: recording.inner)
    if style == .sampleRNN { return SampleRNNChunks.name(of: file) }
    let folders = keepsFolders ? [] : Path.parts(of: Path.parent(of: recording.inner))
    return (folders + [Path.stem(of: file)]).joined(separator: "_")
  }

  func cut(_ recording: ChunkRecording, into folder: ChunkFolder) throws(SoundscapeError) -> ChunkedRecording {
    switch style {
    case .own(let chunking): try cut(recording, chunking, into: folder)
    case .sampleRNN: try SampleRNNChunks(recording).cut(into: folder)
    }
  }

  private func cut(
    _ recording: ChunkRecording, _ chunking: Chunking, into folder: ChunkFolder
  ) throws(SoundscapeError) -> ChunkedRecording {
    let cutter = try ChunkCutter(recording, chunking)
    let target = chunking.conversion.target(of: recording.survey)
    let format = chunking.conversion.format == nil ? (format: FileFormat.wav, samples: target.samples) : target
    let digits = max(Self.fewestDigits, "\(try count(of: recording, chunking))".count)
    var made = ChunkedRecording()
    var written = BlockWriter.Written()
    made.silent = try cutter.cut { (chunk) throws(SoundscapeError) in
      let number = "\(chunk.number)"
      let zeros = String(repeating: "0", count: max(0, digits - number.count))
      let name = "\(recording.name)_\(zeros)\(number).\(format.format.fileExtension)"
      var row = recording.row(name, in: folder)
      row.startSamples = chunk.start
      row.length = chunk.audio.frameCount
      (row.sampleRate, row.channelCount) = (cutter.sampleRate, chunk.audio.channelCount)
      let added = try folder.add(row) { (root, staged, place) throws(SoundscapeError) in
        let peak = try BlockWriter(
          root, staged: staged, place: place, target: format, coding: chunking.conversion.coding
        ).write(
          OneBlock(chunk.audio, at: cutter.sampleRate), from: recording.path, length: chunk.audio.frameCount
        ).peak
        written.peak = max(written.peak, peak)
      }
      made.rows.append(added)
    }
    if let warning = written.clipping(of: recording.path) { made.warnings.append(warning) }
    return made
  }

  /// Chunks that a recording can have at most.
  private func count(of recording: ChunkRecording, _ chunking: Chunking) throws(SoundscapeError) -> Int {
    let info = recording.info
    let rate = chunking.conversion.sampleRate ?? info.sampleRate
    let frames = Resampler.resampledFrameCount(info.frameCount, from: info.sampleRate, to: rate)
    return frames / (try chunking.frames(at: rate, of: recording.path).hop) + 1
  }
}

extension ChunkRecording {
  /// The beginning of a chunk's line.
  func row(_ name: String, in folder: ChunkFolder) -> ChunkRow {
    ChunkRow(
      chunk: Path.join(self.folder, name), source: Path.relative(FileSystem.realPath(path), to: folder.path),
      startSamples: 0, length: 0, sampleRate: info.sampleRate, channelCount: info.channelCount, split: split)
  }
}
