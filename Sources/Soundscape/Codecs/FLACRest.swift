/// What follows the last frame of a FLAC.
enum FLACRest {
  /// Files up to this size are searched for the start of another one.
  static let mostSearched = 1 << 20
  /// More than the last frame and what a decoder reads ahead take.
  static let margin = 1 << 18
  /// Fewer bytes are never asked for.
  private static let leastRest = 4_096
  private static let longestHeader = 42

  /// What is wrong with a small file; nil where only tags or padding follow.
  ///
  /// - Parameter position: how far the decoder has read for the last frame.
  static func problem(in window: FileWindow, from position: Int) throws(SystemFailure) -> String? {
    let all = Array(try window.bytes(at: longestHeader, count: window.size))
    if let place = all.indices.first(where: { isStart(all[$0...]) }) {
      return "holds several FLAC streams: the second begins at byte \(longestHeader + place); split it"
    }
    return try restProblem(in: window, from: position)
  }

  /// What is wrong with bytes that follow the last frame.
  static func restProblem(in window: FileWindow, from position: Int) throws(SystemFailure) -> String? {
    let rest = window.size - position
    if rest < leastRest { return nil }
    if try window.holdsOnlyTags(from: position) { return nil }
    // The decoder may have read into a tag.
    if try MPEGTag.end(ofTagsAt: window.size - 128, in: window) >= window.size { return nil }
    if try window.text(at: window.size - 32, count: 8) == "APETAGEX" { return nil }
    return "is not what its header says: \(rest) bytes follow its last frame"
  }

  /// The mark of a FLAC and the header of its first block.
  private static func isStart(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: "f"), bytes.count >= 8, bytes.starts(with: "fLaC".utf8) else { return false }
    let header = Array(bytes.dropFirst(4).prefix(4))
    return header[0] & 0x7F == 0 && header[1] == 0 && header[2] == 0 && header[3] == 34
  }
}
