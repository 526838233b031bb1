/// The digests of sounds, each worked out once and shared by the workers: a sound that was renamed or moved is found
/// again by its digest.
package final class SourceDigests: Sendable {
  private let provider: any SoundProvider
  private let known = Lock<[ByteName: String]>([:])

  package init(provider: any SoundProvider) { self.provider = provider }

  /// The digest of a sound that is one whole file.
  func digest(ofFile path: String) throws(SoundscapeError) -> String {
    let info = AudioFileInfo(frameCount: 0, sampleRate: 1, channelCount: 1)
    return try digest(of: Sound(name: Path.name(of: path), path: path, info: info))
  }

  package func digest(of sound: Sound) throws(SoundscapeError) -> String {
    let key = ByteName(sound.path)
    if let digest = known.withLock({ $0[key] }) { return digest }
    // Outside the lock: two workers may do the same work once, but none waits for the other's disk.
    let digest = try provider.digest(of: sound)
    known.withLock { $0[key] = digest }
    return digest
  }
}
