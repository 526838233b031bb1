/// The bytes of a file for a decoder that reads where it likes, with the SHA-256 of all of them.
///
/// A decoder jumps about in the header and then reads on to the end. What it reads in order is digested on the way; the
/// rest, if there is any, when the digest is asked for. So each byte comes from the disk once, but for a block or two.
@safe final class DigestingInput {
  /// The bytes that are read at a time: few calls, and hundreds of stems at once still fit in memory.
  private static let blockSize = 1 << 17

  let path: String
  let size: Int
  /// Where the decoder reads next.
  private(set) var position = 0
  /// What the system said to a read that failed.
  private(set) var failure: SystemFailure?

  private let staysOpen: Bool
  private var file: OpenFile?
  private var block = [UInt8](repeating: 0, count: blockSize)
  private var blockStart = 0
  private var blockCount = 0
  private var hasher: SHA256Hasher? = SHA256Hasher()
  private var digested = 0

  /// - Parameter staysOpen: false closes the file after each block, so that any number can be read side by side.
  init(path: String, size: Int, staysOpen: Bool) {
    self.path = path
    self.size = size
    self.staysOpen = staysOpen
  }

  /// Copies the bytes at the position to a place, fewer only at the file's end or after a failure.
  func read(to target: UnsafeMutableRawBufferPointer) -> Int {
    var done = 0
    while done < target.count {
      if !(blockStart..<(blockStart + blockCount)).contains(position) {
        // A damaged header may point anywhere.
        guard position < size else { break }
        fill(from: position)
        if blockCount == 0 { break }
      }
      let from = position - blockStart
      let count = min(blockCount - from, target.count - done)
      unsafe block.withUnsafeBytes { bytes in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[done..<(done + count)])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[from..<(from + count)]))
      }
      done += count
      position += count
    }
    return done
  }

  /// Moves to a place that a header names; one outside of the file is its start or its end.
  func seek(to offset: Int, from base: Int = 0) {
    let (sum, isTooMuch) = base.addingReportingOverflow(offset)
    position = isTooMuch ? (offset > 0 ? size : 0) : min(max(0, sum), size)
  }

  /// The SHA-256 of the whole file; asked for once, at the end.
  ///
  /// *Throws:* `SoundscapeError.source` when the file could not be read.
  func digest() throws(SoundscapeError) -> String {
    while failure == nil {
      fill(from: digested)
      if blockCount == 0 { break }
    }
    if let failure { throw .source(path, failure) }
    guard let finished = hasher.take() else { throw .source(path: path, problem: "was digested already") }
    return finished.hexDigest()
  }

  private func fill(from offset: Int) {
    blockStart = offset
    blockCount = 0
    guard failure == nil else { return }
    do throws(SystemFailure) {
      let opened: OpenFile
      if let kept = file.take() { opened = kept } else { opened = try OpenFile(path, for: .plain) }
      blockCount = try opened.read(into: &block, at: offset)
      if staysOpen { file = consume opened }
    } catch { failure = error }
    let end = offset + blockCount
    guard offset <= digested, digested < end else { return }
    hasher?.update(block.span.extracting((digested - offset)..<blockCount))
    digested = end
  }
}
