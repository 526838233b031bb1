// Files that are far larger than their mixture: one with a hole can have any size, and be read for hours.

extension MixtureVerifier {
  /// Whether a sound file has no more bytes than its mixture can take; else it has a finding, and is not to be read.
  ///
  /// - Parameters:
  ///   - info: what the file's header says; nil where that cannot be read.
  ///   - claims: those of the annotation; nil where it cannot be trusted.
  mutating func isPossibleSize(_ file: String, _ info: AudioFileInfo?, _ claims: AnnotationClaims? = nil) -> Bool {
    guard let size = FileSystem.size(ofFile: path(file)) else { return true }
    let rates = RecipeLimits.sampleRates
    let rate = claims?.sampleRate ?? info.map { min($0.sampleRate, rates.upperBound) } ?? rates.upperBound
    let channelCount = claims?.channelCount ?? info?.channelCount ?? RecipeLimits.channelCounts.upperBound
    let duration = min(row.duration ?? RecipeLimits.mostSeconds, RecipeLimits.mostSeconds)
    let frameCount = claims?.frameCount ?? min(frames(in: duration, at: rate) + 1, info?.frameCount ?? .max)
    let most = FileFormat.mostBytes(frameCount: frameCount, channelCount: channelCount)
    if size <= most { return true }
    verdict.add(Self.sizeProblem(size, most: most, frameCount: frameCount, channelCount: channelCount), to: file)
    return false
  }

  /// What is said of a file that is too large for its sound.
  static func sizeProblem(_ size: Int, most: Int, frameCount: Int, channelCount: Int) -> String {
    "has \(size) bytes, and \(counted(frameCount, "frame")) of \(counted(channelCount, "channel")) take at most \(most): "
      + "the rest was not read"
  }

  func headerInfo(of file: String) -> AudioFileInfo? { (try? DigestingAudioReader(path: path(file)))?.info }
}
