/// A new file that is written in large blocks, however small the pieces are that it is made of.
final class FileBuffer {
  private var file: OpenFile?
  private var buffer: [UInt8] = []

  /// Takes an open file over.
  init(_ file: consuming OpenFile) {
    self.file = consume file
    buffer.reserveCapacity(FileSystem.blockSize)
  }

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    buffer += bytes
    if buffer.count >= FileSystem.blockSize { try flush() }
  }

  /// Writes what is left, and closes the file.
  func close() throws(SystemFailure) {
    try flush()
    if let finished = file.take() { try finished.close() }
  }

  private func flush() throws(SystemFailure) {
    try file?.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

extension RootFolder {
  /// Writes a new file of many pieces.
  ///
  /// - Parameter body: is given what writes a piece.
  func write(
    to path: InnerPath, _ body: ((_ piece: [UInt8]) throws(SoundscapeError) -> Void) throws(SoundscapeError) -> Void
  ) throws(SoundscapeError) {
    func failure(_ failure: SystemFailure) -> SoundscapeError { .output(path: shown(path), problem: failure.words) }
    let buffer: FileBuffer
    do throws(SystemFailure) { buffer = FileBuffer(try create(path)) } catch { throw failure(error) }
    try body { (piece) throws(SoundscapeError) in
      do throws(SystemFailure) { try buffer.write(piece) } catch { throw failure(error) }
    }
    do throws(SystemFailure) { try buffer.close() } catch { throw failure(error) }
  }
}
