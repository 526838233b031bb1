/// Writes a tar archive, member after member.
struct TarWriter: ~Copyable {
  /// What programs read at once: an archive is filled up to a multiple of it.
  private static let recordSize = 20 * TarHeader.blockSize

  private let file: OpenFile
  private let path: String
  private var size = 0

  /// Creates the archive; nothing of the name may be there.
  init(_ path: String) throws(SoundscapeError) {
    self.path = path
    do throws(SystemFailure) { file = try OpenFile(path, for: .spill) } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  /// Adds a file that exists.
  mutating func add(_ source: String, as name: String) throws(SoundscapeError) {
    guard case .file(let count)? = FileSystem.kind(of: source) else {
      throw .source(path: source, problem: "is not a plain file")
    }
    guard count <= TarHeader.mostBytes else { throw .source(path: source, problem: "is too large for a tar archive") }
    try write(TarHeader(name: name, size: count).blocks)
    var written = 0
    let input: OpenFile
    do throws(SystemFailure) { input = try OpenFile(source, for: .plain) } catch {
      throw .source(path: source, problem: error.words)
    }
    var block = [UInt8](repeating: 0, count: min(max(count, 1), FileSystem.blockSize))
    while written < count {
      let got: Int
      do throws(SystemFailure) { got = try input.fill(&block, from: written) } catch {
        throw .source(path: source, problem: error.words)
      }
      let part = min(got, count - written)
      guard part > 0 else { throw .source(path: source, problem: "became shorter while it was packed") }
      try write(part == block.count ? block : Array(block[..<part]))
      written += part
    }
    try write(TarHeader.padding(after: count))
  }

  /// Ends the archive, and brings it onto the disk where asked to.
  consuming func finish(syncs: Bool) throws(SoundscapeError) {
    try write([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
    try write([UInt8](repeating: 0, count: (Self.recordSize - size % Self.recordSize) % Self.recordSize))
    do throws(SystemFailure) { if syncs { try file.sync() } } catch {
      throw .output(path: path, problem: error.words)
    }
  }

  private mutating func write(_ bytes: [UInt8]) throws(SoundscapeError) {
    if bytes.isEmpty { return }
    do throws(SystemFailure) { try file.write(bytes) } catch { throw .output(path: path, problem: error.words) }
    size += bytes.count
  }
}
