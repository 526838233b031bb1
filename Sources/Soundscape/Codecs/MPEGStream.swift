/// A stream of MPEG frames in a file: where it begins, and how long each of its frames is.
struct MPEGStream {
  /// Where the first frame begins.
  let start: Int
  let first: MPEGHeader
  /// Bytes before it that are no tags.
  let junkSize: Int
  /// Bytes of a frame without padding, in the free format.
  private let freeSize: Int?
  /// The encoder's tag in the first frame, if there is one.
  let tag: MPEGTag?

  /// Bytes before the first frame that are searched for it.
  private static let mostJunk = 1 << 16
  /// So many frames in a row are no chance: four bytes look like a header once in thousands of places.
  private static let fewest = 4
  /// The longest frame in the free format: what a decoder has room for.
  private static let freeSizes = 24...3_456

  /// Finds the first frames after the tags that a file begins with; nil where there are none.
  init?(_ window: FileWindow, from origin: Int = 0, most: Int = MPEGStream.mostJunk) throws(SystemFailure) {
    let origin = try MPEGTag.end(ofTagsAt: origin, in: window)
    var position = origin
    while let found = try window.firstIndex(of: 0xFF, from: position), found - origin <= most {
      if let stream = try MPEGStream(window, at: found, after: found - origin) {
        self = stream
        return
      }
      position = found + 1
    }
    return nil
  }

  /// - Parameter junkSize: the bytes before it; where nothing but tags precedes, a file of few frames counts too.
  private init?(_ window: FileWindow, at start: Int, after junkSize: Int) throws(SystemFailure) {
    guard let first = try MPEGHeader(window, at: start) else { return nil }
    self.start = start
    self.first = first
    self.junkSize = junkSize
    freeSize = try first.byteCount == nil ? Self.freeSize(window, at: start, first) : nil
    tag = try MPEGTag(window, at: start, first)
    var position = start
    for count in 0..<Self.fewest {
      guard let header = try MPEGHeader(window, at: position), header.continues(first), let size = size(of: header)
      else {
        // The end of the file, tags at the end, or what is left of the last frame.
        let isEnd = try MPEGTag.end(ofTagsAt: position, in: window) >= window.size
        guard isEnd, count > 0 else { return nil }
        return
      }
      position += size
      if position > window.size {
        guard junkSize == 0 || count > 1 else { return nil }
        return
      }
    }
  }

  /// Bytes from a frame's start to the next one.
  func size(of header: MPEGHeader) -> Int? { header.byteCount ?? freeSize.map { $0 + header.paddingSize } }

  /// The distance at which two more headers follow the first.
  private static func freeSize(
    _ window: FileWindow, at start: Int, _ first: MPEGHeader
  ) throws(SystemFailure) -> Int? {
    for distance in freeSizes {
      let size = distance - first.paddingSize
      guard let second = try MPEGHeader(window, at: start + distance), second.continues(first),
        let third = try MPEGHeader(window, at: start + distance + size + second.paddingSize), third.continues(first)
      else { continue }
      return size
    }
    return nil
  }
}

extension MPEGHeader {
  /// The header at a place of a file; nil where there is none.
  init?(_ window: FileWindow, at position: Int) throws(SystemFailure) {
    guard let word = try window.number(at: position, width: 4, bigEndian: true) else { return nil }
    self.init(UInt32(word))
  }
}
