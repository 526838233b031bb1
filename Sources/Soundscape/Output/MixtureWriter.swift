/// Writes the files of one mixture below a root folder.
///
/// Each file is written beside its place and renamed into it, the JAMS last: where a JAMS stands, its mixture is whole.
struct MixtureWriter {
  /// The ending of a file that is still being written.
  static let partialEnding = ".partial"

  let root: String
  let format: FileFormat

  /// What is written of a mixture.
  struct Content {
    var mixture: (any MixtureSound)?
    var sampleRate: Hertz
    var sampleFormat: SampleFormat
    var labels: String
    /// Made of what is told of the mixture, when all its sound is written.
    var annotation: (MixtureReport?) -> [UInt8]
  }

  /// *Throws:* `.output` where a mixture is there already and may not be replaced.
  func checkIsFree(_ files: MixtureFiles, overwrite: Bool) throws(SoundscapeError) {
    let jams = Path.join(root, files.jams)
    guard overwrite || !FileSystem.exists(jams) else {
      throw .output(path: jams, problem: "is there already; --overwrite replaces it")
    }
  }

  /// Writes the files that the row names and fills in their digests. On an error nothing of the mixture is left.
  func write(_ content: Content, _ row: inout ManifestRow) throws(SoundscapeError) {
    do throws(SoundscapeError) {
      try writeFiles(content, &row)
    } catch {
      for file in row.files { FileSystem.discard(partial(file)) }
      // Deepest first; a folder that holds anything is not removed.
      for folder in Set(row.files.map(Path.parent)).sorted(by: >) {
        FileSystem.discardEmptyFolder(Path.join(root, folder))
      }
      throw error
    }
  }

  private func writeFiles(_ content: Content, _ row: inout ManifestRow) throws(SoundscapeError) {
    for folder in Set(row.files.map(Path.parent)).sorted() {
      try FileSystem.makeDirectories(Path.join(root, folder))
    }
    if let mixture = content.mixture, let path = row.mixture {
      try writeMix(mixture, content, to: path)
      for (i, stem) in mixture.report.stems.enumerated() {
        guard i < row.stems.count else {
          // Gone through all the same: its measurements are told.
          try mixture.eachPieceOfStem(i) { _ in }
          continue
        }
        try writeStem(i, from: stem.firstFrame, of: mixture, content, to: row.stems[i])
      }
    }
    if let labels = row.labels { try write(Array(content.labels.utf8), to: labels, &row) }
    if let jams = row.jams {
      try write(content.annotation(content.mixture?.report), to: jams, &row)
      // Of a mixture that was there before, the annotation goes first, so that none ever describes other audio.
      FileSystem.discard(Path.join(root, jams))
    }
    for file in row.files where row.sha256[file] == nil {
      row.sha256[file] = try SHA256Hasher.hexDigest(ofFile: partial(file))
    }
    for file in row.files { try FileSystem.rename(partial(file), to: Path.join(root, file)) }
  }

  /// Writes a text that is in memory, and so need not be read again for its digest.
  private func write(_ bytes: [UInt8], to file: String, _ row: inout ManifestRow) throws(SoundscapeError) {
    try FileSystem.write(bytes, to: partial(file))
    row.sha256[file] = SHA256Hasher.hexDigest(of: bytes)
  }

  private func partial(_ file: String) -> String { Path.join(root, file) + Self.partialEnding }

  private func writeMix(
    _ mixture: any MixtureSound, _ content: Content, to file: String
  ) throws(SoundscapeError) {
    var writer = try begin(file, mixture, content)
    try mixture.eachPieceOfMix { (piece) throws(SoundscapeError) in try writer.write(piece) }
    try writer.close()
  }

  /// A stem's file is as long as the mixture's.
  private func writeStem(
    _ index: Int, from firstFrame: Int, of mixture: any MixtureSound, _ content: Content, to file: String
  ) throws(SoundscapeError) {
    var writer = try begin(file, mixture, content)
    try writer.writeSilence(frameCount: firstFrame)
    var end = firstFrame
    try mixture.eachPieceOfStem(index) { (piece) throws(SoundscapeError) in
      try writer.write(piece)
      end += piece.frameCount
    }
    try writer.writeSilence(frameCount: mixture.frameCount - end)
    try writer.close()
  }

  private func begin(
    _ file: String, _ mixture: any MixtureSound, _ content: Content
  ) throws(SoundscapeError) -> AudioFileWriter {
    try AudioFileWriter(
      path: partial(file), format: format, subtype: content.sampleFormat, sampleRate: content.sampleRate,
      channelCount: mixture.channelCount)
  }
}
