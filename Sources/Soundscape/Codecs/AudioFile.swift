/// Whole sound files: read into memory, and written from it.
public enum AudioFile {
  /// The shape of a sound file, with the frames of MPEG files counted, whose headers cannot be trusted.
  ///
  /// *Throws:* `.notAudio` for an empty file and one that is not sound, `.source` for one that is missing or damaged.
  public static func info(of path: String) throws(SoundscapeError) -> AudioFileInfo {
    try AudioFileReader.info(of: path)
  }

  /// Reads a sound file, or a part of it.
  ///
  /// *Shape:* the file's channels × the frames of the range.
  /// *Range:* no sample is NaN or infinite.
  /// *Throws:* `.notAudio` and `.source` as `info(of:)`, and `.source` for a range that passes the end of the file.
  public static func read(
    _ path: String, frames range: Range<Int>? = nil
  ) throws(SoundscapeError) -> (audio: AudioBuffer, sampleRate: Hertz) {
    var reader = try AudioFileReader(path: path)
    var length = reader.info.frameCount
    if range == nil, !reader.knowsLength { length = try info(of: path).frameCount }
    let range = range ?? 0..<length
    guard range.lowerBound >= 0 else { throw .source(path: path, problem: "has no frame \(range.lowerBound)") }
    return (try reader.read(from: range.lowerBound, count: range.count), reader.info.sampleRate)
  }

  /// Writes a sound file whole or not at all.
  ///
  /// - Parameters:
  ///   - audio: 1 is full scale; what passes it is clipped in integer formats.
  ///   - format: nil takes it from the path's ending.
  ///   - samples: nil takes the finest of the format: 32-bit float for WAV, 24 bits for FLAC.
  ///   - coding: the level of FLAC, the quality of Ogg Vorbis and Opus.
  /// *Throws:* `.output` where the file cannot be written, or its format cannot hold such samples.
  public static func write(
    _ audio: AudioBuffer, to path: String, sampleRate: Hertz, format: FileFormat? = nil, samples: SampleFormat? = nil,
    coding: AudioCoding = AudioCoding()
  ) throws(SoundscapeError) {
    let ending = Path.name(of: path).split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = format ?? FileFormat(rawValue: ending) else {
      let known = alternatives(FileFormat.allCases.map { ".\($0.fileExtension)" })
      throw .output(path: path, problem: "needs a name that ends in \(known), or a format")
    }
    let samples = samples ?? format.usualSampleFormat
    guard format.supports(samples) else {
      throw .output(path: path, problem: "\(format.rawValue) cannot hold \(samples.rawValue) samples")
    }
    let partial = try PartialFile(for: path)
    do throws(SoundscapeError) {
      var writer = try AudioFileWriter(
        path: partial.path, format: format, subtype: samples, sampleRate: sampleRate, channelCount: audio.channelCount,
        coding: coding)
      try writer.write(audio)
      try writer.close()
      try FileSystem.rename(partial.path, to: path)
    } catch {
      FileSystem.discard(partial.path)
      throw error
    }
  }
}
