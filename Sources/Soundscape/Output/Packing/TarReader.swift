/// Reads a tar archive from its start, member after member.
final class TarReader {
  private let window: FileWindow
  private let path: String
  private var position = 0

  init(_ path: String) throws(SoundscapeError) {
    guard case .file(let size)? = FileSystem.kind(of: path) else {
      throw .source(path: path, problem: "is not a plain file")
    }
    self.path = path
    do throws(SystemFailure) { window = try FileWindow(path: path, size: size) } catch {
      throw .source(path: path, problem: error.words)
    }
  }

  /// The next member and where its content lies; nil at the end.
  ///
  /// *Throws:* `.source` for an archive that is cut off or damaged, or has anything but plain files.
  func next() throws(SoundscapeError) -> (name: String, content: Range<Int>)? {
    var longName: String?
    while true {
      guard let block = TarHeader.read(try bytes(TarHeader.blockSize)) else {
        throw failure("is not a tar archive, or is damaged")
      }
      switch block {
      case .end: return nil
      case .other: throw failure("has something other than files")
      case .extended(let size):
        guard size <= TarHeader.blockSize * 128 else { throw failure("has a record that is too long") }
        longName = TarHeader.name(inRecords: Array(try bytes(size)))
        position += TarHeader.padding(after: size).count
      case .member(let header):
        let start = position
        guard start + header.size <= window.size else { throw failure("is cut off") }
        position = start + header.size + TarHeader.padding(after: header.size).count
        return (longName ?? header.name, start..<(start + header.size))
      }
    }
  }

  /// Calls `body` with the content of a member, block by block.
  func read(_ content: Range<Int>, _ body: ([UInt8]) throws(SoundscapeError) -> Void) throws(SoundscapeError) {
    var start = content.lowerBound
    while start < content.upperBound {
      let count = min(FileSystem.blockSize, content.upperBound - start)
      let part: ArraySlice<UInt8>
      do throws(SystemFailure) { part = try window.bytes(at: start, count: count) } catch {
        throw .source(path: path, problem: error.words)
      }
      guard part.count == count else { throw failure("is cut off") }
      try body(Array(part))
      start += count
    }
  }

  private func bytes(_ count: Int) throws(SoundscapeError) -> ArraySlice<UInt8> {
    let found: ArraySlice<UInt8>
    do throws(SystemFailure) { found = try window.bytes(at: position, count: count) } catch {
      throw .source(path: path, problem: error.words)
    }
    guard found.count == count else { throw failure("is cut off") }
    position += count
    return found
  }

  private func failure(_ problem: String) -> SoundscapeError { .source(path: path, problem: problem) }
}
