private import Cplatform

/// A folder's lock: one run at a time writes there. The system releases it when the process ends, however it ends.
///
/// It is a file that names its holder. On disks without locks there is none, and nobody is kept out.
final class FolderLock: Sendable {
  /// What a lock begins with; another file of the name is left as it is.
  private static let heading = "soundscape run"
  /// A longer file is not a lock: host names are shorter.
  private static let mostBytes = 4_096

  private let root: RootFolder
  private let file: OpenFile
  private let process = getpid()

  /// *Throws:* `.output` where another run holds the lock, with what is known of it.
  init(_ root: RootFolder) throws(SoundscapeError) {
    self.root = root
    try root.makeFolders(of: .lock)
    do throws(SystemFailure) {
      file = try Self.acquire(root)
    } catch {
      if error.isHeld {
        let problem = "another run is writing to this folder\(Self.holder(root))"
        throw .output(path: root.path, problem: problem, advice: .otherRun)
      }
      let problem = error.isThere ? "is not a lock of this program" : error.words
      throw .output(path: root.shown(.lock), problem: problem, advice: .otherFolder)
    }
    do throws(SystemFailure) { try file.replaceContent(Array(Self.text.utf8)) } catch {
      throw .output(path: root.shown(.lock), problem: error.words)
    }
  }

  deinit {
    // A forked child has the lock too, and must not take it from its parent.
    guard getpid() == process, isInPlace else { return }
    do throws(SoundscapeError) {
      // Before the lock is released, so that the file of another run is never removed.
      try root.remove(.lock)
      try root.removeEmptyFolder(.workFolder)
    } catch {}  // One that stays is taken over by the next run.
  }

  /// Removes the lock's file, and the folder for it if it holds nothing else, while the lock is still held.
  func remove() throws(SoundscapeError) {
    guard isInPlace else { return }
    try root.remove(.lock)
    try root.removeEmptyFolder(.workFolder)
  }

  /// Whether the lock is still the file that others would find.
  var isInPlace: Bool {
    guard let found = try? root.identity(of: .lock) else { return false }
    return found == file.identity
  }

  private static func acquire(_ root: RootFolder) throws(SystemFailure) -> OpenFile {
    // The run that held the lock may remove it between our two steps.
    for _ in 0..<100 {
      let file: OpenFile
      do throws(SystemFailure) { file = try root.openLock(.lock) } catch {
        guard error.isMissing else { throw error }
        _ = try? root.makeFolders(of: .lock)
        continue
      }
      guard try isOurs(file, root) else { throw SystemFailure.taken }
      let descriptor = file.descriptor
      do throws(SystemFailure) { _ = try SystemCall.result { Int(lock_file(descriptor)) } } catch {
        guard error.isUnsupported else { throw error }
      }
      if try root.identity(of: .lock) == file.identity { return file }
    }
    throw SystemFailure.missing
  }

  /// Whether a file may be written into: plain, empty or with a lock's heading, and without another name, under which
  /// somebody else may have it.
  private static func isOurs(_ file: borrowing OpenFile, _ root: RootFolder) throws(SystemFailure) -> Bool {
    let status = try FileStatus(file)
    guard case .file(let size) = status.kind, size <= mostBytes, status.linkCount <= 1 else { return false }
    do throws(SoundscapeError) {
      let found = try root.read(.lock) ?? []
      return found.isEmpty || found.starts(with: heading.utf8)
    } catch { return false }
  }

  /// Who holds the lock, as in ` (process 12 on host, since 2026-01-31 13:05:09 UTC)`.
  private static func holder(_ root: RootFolder) -> String {
    guard let bytes = try? root.read(.lock), bytes.count < 1_000 else { return "" }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let isOurs = lines.count == 2 && lines[0] == heading && lines[1].utf8.allSatisfy { (32..<127).contains($0) }
    return isOurs ? " (\(lines[1]))" : ""
  }

  private static var text: String {
    var host = [CChar](repeating: 0, count: 256)
    var time = [CChar](repeating: 0, count: 64)
    _ = unsafe gethostname(&host, host.count - 1)
    unsafe write_time(&time, time.count)
    return "\(heading)\nprocess \(getpid()) on \(plain(host)), since \(plain(time)) UTC\n"
  }

  private static func plain(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension OpenFile {
  /// Writes bytes in the place of all that the file holds.
  fileprivate borrowing func replaceContent(_ bytes: [UInt8]) throws(SystemFailure) {
    let descriptor = descriptor
    _ = try SystemCall.result { Int(ftruncate(descriptor, 0)) }
    try write(bytes, at: 0)
  }
}
