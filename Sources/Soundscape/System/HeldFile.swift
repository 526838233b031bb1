private import Cplatform

/// A lock by a file that is there only while somebody holds it. The system releases it when the process ends, however it
/// ends.
///
/// On disks without locks there is none, and nobody is kept out.
final class HeldFile: Sendable {
  private let path: String
  private let file: OpenFile
  private let process = getpid()

  /// Takes the lock, without waiting.
  ///
  /// *Throws:* a failure that `isHeld` where another process, or another part of this one, holds it.
  init(_ path: String) throws(SystemFailure) {
    self.path = path
    // Its holder may remove it between our two steps.
    for _ in 0..<100 {
      let opened = try OpenFile(path, for: .append)
      let descriptor = opened.descriptor
      do throws(SystemFailure) { _ = try SystemCall.result { Int(lock_file(descriptor)) } } catch {
        guard error.isUnsupported else { throw error }
      }
      guard FileIdentity(at: path) == opened.identity else { continue }
      file = opened
      return
    }
    throw SystemFailure.missing
  }

  deinit {
    // A forked child has the lock too, and must not take it from its parent. The file goes first, so that that of another
    // holder is never removed.
    if getpid() == process { FileSystem.discard(path) }
  }
}
