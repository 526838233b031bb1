/// A file as a decoder should see it: as it is, or with another header before a part of it.
final class SplicedInput {
  /// Other bytes in place of the file's start, and where the file goes on.
  struct Splice: Hashable {
    var header: [UInt8]
    /// The part of the file that follows the header.
    var body: Range<Int>
  }

  /// Bytes as the decoder counts them.
  let size: Int
  /// Where the decoder reads next.
  var position = 0
  /// What the system said to a read that failed.
  private(set) var failure: SystemFailure?

  private let file: OpenFile
  private let splice: Splice?

  /// Where the decoder's bytes begin in the file, past the header that it was given.
  var bodyStart: Int { splice.map { $0.body.lowerBound - $0.header.count } ?? 0 }

  init(_ file: consuming OpenFile, size: Int, splice: Splice?) {
    self.file = file
    self.splice = splice
    self.size = splice.map { $0.header.count + $0.body.count } ?? size
  }

  /// A descriptor of the file for libsndfile, which closes it.
  func descriptor() throws(SystemFailure) -> CInt { try file.duplicate() }
  /// How far the decoder has read, a buffer more at most.
  func readPosition() -> Int { isWhole ? file.offset() ?? 0 : position }

  /// Whether it is the file as it is.
  var isWhole: Bool { splice == nil }

  /// Copies the bytes at the position to a place, fewer only at the end or after a failure.
  func read(to target: UnsafeMutableRawBufferPointer) -> Int {
    let header = splice?.header ?? []
    let start = splice?.body.lowerBound ?? 0
    var done = 0
    if position < header.count {
      done = min(header.count - position, target.count)
      for i in 0..<done { unsafe target[i] = header[position + i] }
      position += done
    }
    let count = min(target.count - done, size - position)
    guard count > 0 else { return done }
    var block = [UInt8](repeating: 0, count: count)
    do throws(SystemFailure) {
      let got = try file.fill(&block, from: start + position - header.count)
      for i in 0..<got { unsafe target[done + i] = block[i] }
      position += got
      return done + got
    } catch {
      failure = error
      return done
    }
  }
}
