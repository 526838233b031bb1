/// What an encoder says of a whole stream in the place of the first frame's sound.
struct MPEGTag: Hashable {
  /// Frames of the stream without the tag's own; nil where it does not say.
  let frameCount: Int?
  /// Bytes of the stream; nil where it does not say.
  let byteCount: Int?

  /// The tag in the frame at a place; nil where it holds sound.
  ///
  /// *Source:* Xing's and LAME's *Info* tag, and Fraunhofer's VBRI, as their decoders read them.
  init?(_ window: FileWindow, at start: Int, _ header: MPEGHeader) throws(SystemFailure) {
    guard header.layer == 3 else { return nil }
    func number(_ position: Int) throws(SystemFailure) -> Int? {
      try window.number(at: position, width: 4, bigEndian: true).map { Int($0) }
    }
    let place = start + header.tagOffset
    let name = try window.bytes(at: place, count: 4)
    if name.elementsEqual("Xing".utf8) || name.elementsEqual("Info".utf8) {
      guard let flags = try number(place + 4) else { return nil }
      let hasFrames = flags & 1 == 1
      frameCount = hasFrames ? try number(place + 8) : nil
      byteCount = flags & 2 == 2 ? try number(place + (hasFrames ? 12 : 8)) : nil
      return
    }
    guard try window.bytes(at: start + 36, count: 4).elementsEqual("VBRI".utf8) else { return nil }
    byteCount = try number(start + 36 + 10)
    frameCount = try number(start + 36 + 14)
  }

  /// Where the tags at a place end (ID3, APE, Lyrics3), one behind the other; the place itself where there are none.
  static func end(ofTagsAt position: Int, in window: FileWindow) throws(SystemFailure) -> Int {
    var position = position
    while case let next = try end(ofTagAt: position, in: window), next > position { position = next }
    return position
  }

  private static func end(ofTagAt position: Int, in window: FileWindow) throws(SystemFailure) -> Int {
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
    while end < window.size, try !window.bytes(at: end, count: 6).elementsEqual("LYRICS".utf8) { end += 1 }
    return min(end + 9, window.size)
  }
}

extension FileWindow {
  /// Whether nothing but tags and padding follow from a position on.
  func holdsOnlyTags(from position: Int) throws(SystemFailure) -> Bool {
    try isUniform(from: try MPEGTag.end(ofTagsAt: position, in: self))
  }
}
