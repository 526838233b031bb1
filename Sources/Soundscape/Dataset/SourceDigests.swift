import Synchronization

/// The SHA-256 of source files, each worked out once and shared by the workers: by them a file is found again that was
/// renamed or moved.
final class SourceDigests: Sendable {
  private let known = Mutex<[String: String]>([:])

  func digest(of path: String) throws(SoundscapeError) -> String {
    if let digest = known.withLock({ $0[path] }) { return digest }
    // Outside the lock: two workers may do the same work once, but none waits for another's disk.
    let digest = try SHA256Hasher.hexDigest(ofFile: path)
    known.withLock { $0[path] = digest }
    return digest
  }
}
