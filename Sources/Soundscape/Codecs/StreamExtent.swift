/// The part of a FLAC or Ogg file that is the stream, where tags precede it or tags and padding follow: libsndfile reads it
/// only without them.
enum StreamExtent {
  /// The last bytes of an Ogg in which its last page begins: the longest page has 65,307.
  private static let mostOfPage = 1 << 16
  /// Fewer zeros at the end of a FLAC can be its last frame.
  private static let fewestZeros = 64

  static func outcome(for window: FileWindow) throws(SystemFailure) -> HeaderRepair.Outcome {
    let start = try MPEGTag.end(ofTagsAt: 0, in: window)
    let end: Int
    switch try window.text(at: start) {
    case "OggS": end = try endOfOgg(window)
    case "fLaC": end = try isOfUnknownLength(window, at: start) ? endOfFLAC(window) : window.size
    default: return .none
    }
    if start == 0, end == window.size { return .none }
    return .splice(SplicedInput.Splice(header: [], body: start..<max(start, end)))
  }

  /// Whether a FLAC does not say how many frames it has, as encoders write to a pipe.
  private static func isOfUnknownLength(_ window: FileWindow, at start: Int) throws(SystemFailure) -> Bool {
    guard let high = try window.number(at: start + 21, width: 1, bigEndian: true),
      let low = try window.number(at: start + 22, width: 4, bigEndian: true)
    else { return false }
    return high & 0x0F == 0 && low == 0
  }

  /// Where the last page ends, if what follows are tags or padding.
  private static func endOfOgg(_ window: FileWindow) throws(SystemFailure) -> Int {
    let first = max(0, window.size - mostOfPage)
    let tail = Array(try window.bytes(at: first, count: mostOfPage))
    guard let place = tail.indices.last(where: { tail[$0...].starts(with: "OggS".utf8) }) else { return window.size }
    let page = first + place
    let table = try window.bytes(at: page + 27, count: Int(tail.count > place + 26 ? tail[place + 26] : 0))
    let end = page + 27 + table.count + table.reduce(0) { $0 + Int($1) }
    guard end < window.size else { return window.size }
    return try window.holdsOnlyTags(from: end) ? end : window.size
  }

  private static func endOfFLAC(_ window: FileWindow) throws(SystemFailure) -> Int {
    let tag = window.size - 128
    if try window.text(at: tag, count: 3) == "TAG" { return tag }
    let count = 1 << 16
    var end = window.size
    // A file with a hole can have any size.
    while end > max(0, window.size - FileWindow.mostTail) {
      let start = max(0, end - count)
      let piece = try window.bytes(at: start, count: end - start)
      if let last = piece.lastIndex(where: { $0 != 0 }) {
        end = start + last - piece.startIndex + 1
        break
      }
      end = start
    }
    return window.size - end >= fewestZeros ? end : window.size
  }
}
