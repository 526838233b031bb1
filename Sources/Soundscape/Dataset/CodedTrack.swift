/// A track coded with losses, as it would be written: what is decoded from it is what its file should hold.
///
/// It is in a file of its own among the temporary ones, which goes with it.
final class CodedTrack {
  let path: String
  private var writer: AudioFileWriter?
  /// Why it could not be written.
  private var failure: SoundscapeError?

  /// - Parameter original: the file that it is compared with.
  init(
    of original: String, samples: SampleFormat, sampleRate: Hertz, channelCount: Int, coding: AudioCoding
  ) throws(SoundscapeError) {
    let name = SHA256Hasher.hexDigest(of: original).prefix(16)
    path = try PartialFile(for: Path.join(FileSystem.temporaryFolder, "soundscape-check-\(name)")).path
    guard let format = FileFormat.allCases.first(where: { $0.supports(samples) }) else {
      throw .processing(stage: "check", problem: "\(samples) is in no format")
    }
    writer = try AudioFileWriter(
      path: path, format: format, subtype: samples, sampleRate: sampleRate, channelCount: channelCount, coding: coding)
  }

  deinit {
    writer = nil
    FileSystem.discard(path)
  }

  func add(_ block: AudioBuffer) {
    do throws(SoundscapeError) { try writer?.write(block) } catch {
      failure = failure ?? error
      writer = nil
    }
  }

  /// Ends the file.
  ///
  /// *Returns:* its SHA-256.
  func finish() throws(SoundscapeError) -> String {
    if let failure { throw failure }
    if let finished = writer.take(), let digest = try finished.close() { return digest }
    return try SHA256Hasher.hexDigest(ofFile: path)
  }
}
