/// The frames of an MPEG file, counted from header to header without decoding them: what a decoder would skip in silence
/// shows here.
struct MPEGFrames {
  /// Whole frames, one that holds an encoder's tag among them.
  private(set) var count = 0
  /// Samples of each channel in a frame.
  private(set) var frameLength = 0
  /// What is wrong; nil for a whole file.
  private(set) var problem: String?

  /// Bytes before the first frame that are searched for it, as far as the decoder does.
  private static let mostJunk = 1_024

  /// Walks through a file; nil in the free format, whose frames do not say how long they are.
  init?(_ window: FileWindow) throws(SystemFailure) {
    var position = try Self.endOfLeadingTags(window)
    guard let start = try Self.nextFrame(window, from: position, most: Self.mostJunk),
      let first = try Self.header(window, at: start)
    else { return nil }
    guard first.byteCount != nil else { return nil }
    position = start
    frameLength = first.frameLength
    let promised = try Self.promisedFrames(window, at: start, first)
    while position < window.size {
      if let header = try Self.header(window, at: position), let length = header.byteCount, header.continues(first) {
        guard position + length <= window.size else { break }
        count += 1
        position += length
        continue
      }
      let next = try Self.endOfTag(window, at: position)
      if next > position {
        position = next
        continue
      }
      // Whatever follows the last frame is a tail; between frames it is a hole.
      guard let found = try Self.nextFrame(window, from: position, like: first) else {
        if try Self.holdsOtherFrames(window, from: position) {
          problem =
            "holds several streams one after the other: from byte \(position) on it has another rate, another layer or other "
            + "channels; split it"
        }
        break
      }
      let time = Double(count * frameLength) / Double(first.sampleRate)
      problem =
        "is damaged: \(found - position) bytes that are not sound at byte \(position), "
        + "\(FixedPoint.text(time, decimals: 2)) s from the start"
      return
    }
    if let promised, promised > count {
      problem = "is cut off: the header promises \(promised) frames of MPEG audio, the file holds \(count - 1)"
    }
  }

  /// Whether the frames go on after those that the encoder's tag counts: files that were joined.
  ///
  /// Where the tag does not say how many bytes they take, they are counted.
  static func isJoined(_ window: FileWindow) throws(SystemFailure) -> Bool {
    guard let start = try nextFrame(window, from: try endOfLeadingTags(window), most: mostJunk),
      let first = try header(window, at: start), let length = first.byteCount,
      let promised = try promisedFrames(window, at: start, first)
    else { return false }
    guard let bytes = try promisedBytes(window, at: start, first) else {
      guard let frames = try MPEGFrames(window) else { return false }
      return frames.count > promised + 1
    }
    // Some encoders count the frame that holds the tag, and some do not.
    for end in [start + bytes, start + bytes + length] {
      var position = end
      while case let next = try endOfTag(window, at: position), next > position { position = next }
      if let found = try header(window, at: position), found.continues(first), let size = found.byteCount,
        try header(window, at: position + size)?.continues(first) == true
      {
        return true
      }
    }
    return false
  }

  /// Whether frames that cannot belong to the stream before them follow: four in a row, which is no chance.
  private static func holdsOtherFrames(_ window: FileWindow, from start: Int) throws(SystemFailure) -> Bool {
    var position = start
    while let found = try nextFrame(window, from: position, most: .max) {
      guard let first = try header(window, at: found) else { return false }
      var (count, next) = (0, found)
      while count < 4, let header = try header(window, at: next), let length = header.byteCount, header.continues(first)
      {
        count += 1
        next += length
      }
      if count == 4 { return true }
      position = found + 1
    }
    return false
  }

  /// Where tags before the first frame end.
  static func endOfLeadingTags(_ window: FileWindow) throws(SystemFailure) -> Int {
    var position = 0
    while try window.text(at: position, count: 3) == "ID3" {
      let next = try endOfTag(window, at: position)
      guard next > position else { break }
      position = next
    }
    return position
  }

  private static func header(_ window: FileWindow, at position: Int) throws(SystemFailure) -> MPEGHeader? {
    try window.number(at: position, width: 4, bigEndian: true).flatMap { MPEGHeader(UInt32($0)) }
  }

  /// The first place from a position where two frames follow each other, or one the end.
  private static func nextFrame(
    _ window: FileWindow, from start: Int, most: Int = .max, like first: MPEGHeader? = nil
  ) throws(SystemFailure) -> Int? {
    var position = start
    while position + 4 <= window.size, position - start <= most {
      if let found = try header(window, at: position), first.map(found.continues) ?? true {
        guard let length = found.byteCount else { return first == nil ? position : nil }
        if let next = try header(window, at: position + length) {
          if next.continues(found) { return position }
        } else if position + length == window.size {
          return position
        } else if first == nil, try endOfTag(window, at: position + length) > position + length {
          return position
        }
      }
      position += 1
    }
    return nil
  }

  /// How many frames the encoder's tag in the first frame says there are, without its own.
  private static func promisedFrames(
    _ window: FileWindow, at start: Int, _ header: MPEGHeader
  ) throws(SystemFailure) -> Int? {
    let tag = start + header.tagOffset
    if ["Xing", "Info"].contains(try window.text(at: tag)) {
      guard let flags = try window.number(at: tag + 4, width: 4, bigEndian: true), flags & 1 == 1 else { return nil }
      return try window.number(at: tag + 8, width: 4, bigEndian: true).map { Int($0) }
    }
    guard try window.text(at: start + 36) == "VBRI" else { return nil }
    return try window.number(at: start + 36 + 14, width: 4, bigEndian: true).map { Int($0) }
  }

  /// How many bytes the encoder's tag says that the stream takes; nil where it does not.
  private static func promisedBytes(
    _ window: FileWindow, at start: Int, _ header: MPEGHeader
  ) throws(SystemFailure) -> Int? {
    let tag = start + header.tagOffset
    if ["Xing", "Info"].contains(try window.text(at: tag)) {
      guard let flags = try window.number(at: tag + 4, width: 4, bigEndian: true), flags & 2 == 2 else { return nil }
      return try window.number(at: tag + 8 + (flags & 1 == 1 ? 4 : 0), width: 4, bigEndian: true).map { Int($0) }
    }
    guard try window.text(at: start + 36) == "VBRI" else { return nil }
    return try window.number(at: start + 36 + 10, width: 4, bigEndian: true).map { Int($0) }
  }

  /// Where a tag that begins at a position ends; the position itself where there is none.
  private static func endOfTag(_ window: FileWindow, at position: Int) throws(SystemFailure) -> Int {
    let head = Array(try window.bytes(at: position, count: 16))
    func has(_ text: String) -> Bool { head.starts(with: text.utf8) }
    if has("ID3"), head.count >= 10 {
      // Seven bits in each byte; a footer has the size of the header.
      let size = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
      return position + 10 + size + (head[5] & 0x10 != 0 ? 10 : 0)
    }
    if has("TAG+") { return position + 227 }
    if has("TAG") { return position + 128 }
    if has("APETAGEX"), head.count >= 16 {
      let size = head[12..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
      return position + 32 + size
    }
    guard has("LYRICSBEGIN") else { return position }
    var end = position + 11
    while end < window.size, try window.text(at: end, count: 6) != "LYRICS" { end += 1 }
    return min(end + 9, window.size)
  }
}
