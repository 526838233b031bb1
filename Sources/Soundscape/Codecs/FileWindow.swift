/// A file that is read in order or here and there, a block at a time, by whoever walks through its structure.
final class FileWindow {
  private static let blockSize = 1 << 18

  /// Bytes of the file, or of the part of it that is looked at.
  let size: Int
  private let origin: Int
  private let file: OpenFile
  private var block: [UInt8]
  private var start = 0

  /// - Parameter mostAhead: the bytes that are read at once; a header takes few, a walk through a file many.
  convenience init(path: String, size: Int, mostAhead: Int = FileWindow.blockSize) throws(SystemFailure) {
    try self.init(path: path, part: 0..<size, mostAhead: mostAhead)
  }

  /// A part of a file, in which positions count from its start.
  init(path: String, part: Range<Int>, mostAhead: Int = FileWindow.blockSize) throws(SystemFailure) {
    file = try OpenFile(path, for: .plain)
    origin = part.lowerBound
    size = part.count
    block = [UInt8](repeating: 0, count: min(max(size, 1), mostAhead))
    try load(0, 1)
  }

  /// The bytes from a position; fewer at the end of the file.
  func bytes(at position: Int, count: Int) throws(SystemFailure) -> ArraySlice<UInt8> {
    guard position >= 0, position < size, count > 0 else { return [] }
    let count = min(count, size - position)
    try load(position, count)
    return block[(position - start)..<(position - start + count)]
  }

  /// A whole number; nil where the file ends before it does.
  func number(at position: Int, width: Int, bigEndian: Bool) throws(SystemFailure) -> UInt64? {
    let bytes = try bytes(at: position, count: width)
    guard bytes.count == width else { return nil }
    return bigEndian
      ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Where a byte comes first from a position on.
  func firstIndex(of byte: UInt8, from start: Int) throws(SystemFailure) -> Int? {
    var position = max(0, start)
    while position < size {
      let piece = try bytes(at: position, count: min(block.count, size - position))
      if let found = piece.firstIndex(of: byte) { return position + found - piece.startIndex }
      position += piece.count
    }
    return nil
  }

  /// What follows a sound is looked through so far: a file with a hole can have any size.
  static let mostTail = 1 << 28

  /// Whether all bytes from a position on are the same; false where there are too many to look at.
  func isUniform(from start: Int) throws(SystemFailure) -> Bool {
    guard size - start <= Self.mostTail else { return false }
    guard let first = try bytes(at: start, count: 1).first else { return true }
    var position = start
    while position < size {
      let piece = try bytes(at: position, count: min(block.count, size - position))
      if !piece.allSatisfy({ $0 == first }) { return false }
      position += piece.count
    }
    return true
  }

  /// The characters from a position.
  func text(at position: Int, count: Int = 4) throws(SystemFailure) -> String {
    String(decoding: try bytes(at: position, count: count), as: UTF8.self)
  }

  private func load(_ position: Int, _ count: Int) throws(SystemFailure) {
    if position >= start, position + count <= start + block.count, isLoaded { return }
    if block.count < count { block = [UInt8](repeating: 0, count: count) }
    start = position
    isLoaded = true
    let read = try file.fill(&block, from: origin + position)
    // A file that shrinks while it is read holds nothing there.
    if read < block.count { for i in read..<block.count { block[i] = 0 } }
  }

  private var isLoaded = false
}
