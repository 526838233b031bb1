/// The pages of an Ogg file, each with its checksum: what a decoder would skip in silence shows here.
///
/// *Source:* RFC 3533.
enum OggPages {
  /// More frames than the packets of one page can hold, in any coding.
  private static let mostFramesOfPage = 255 * 65_536
  /// The first bytes of every page.
  static let start = Array("OggS".utf8)
  /// A header, a table of 255 segments, and 255 bytes in each.
  static let mostBytesOfPage = 27 + 255 + 255 * 255

  /// Whether the last bytes of a file end with a page that is marked as the end of its stream.
  ///
  /// - Parameter tail: `mostBytesOfPage` of them, or all.
  static func endsStream(_ tail: [UInt8]) -> Bool {
    tail.indices.reversed().contains { i in
      guard tail.count - i >= 27, tail[i...].starts(with: start), tail[i + 5] & 4 != 0 else { return false }
      let table = tail[(i + 27)...].prefix(Int(tail[i + 26]))
      return 27 + table.count + table.reduce(0) { $0 + Int($1) } == tail.count - i
    }
  }

  /// What is wrong with a file; nil for a whole one with one stream.
  static func problem(in window: FileWindow) throws(SystemFailure) -> String? {
    var position = 0
    var hasBegun = false
    var ended: Set<UInt64> = []
    var granules: [UInt64: Int64] = [:]
    var numbers: [UInt64: UInt64] = [:]
    while position < window.size {
      let head = Array(try window.bytes(at: position, count: 27))
      guard head.count == 27, head.starts(with: start) else {
        // Tags or padding may follow the last page, and no more.
        guard Set(numbers.keys) == ended else { return cut(position, window, isTail: head.count < 27) }
        let isTail = try window.holdsOnlyTags(from: position)
        return isTail ? nil : "is damaged: no page begins at byte \(position) of \(window.size)"
      }
      let table = try window.bytes(at: position + 27, count: Int(head[26]))
      let length = 27 + table.count + table.reduce(0) { $0 + Int($1) }
      let page = try window.bytes(at: position, count: length)
      guard table.count == Int(head[26]), page.count == length else { return cut(position, window, isTail: true) }
      guard checksum(page) == number(head[22..<26]) else {
        return "is damaged: the page at byte \(position) is not intact"
      }
      let (serial, sequence) = (number(head[14..<18]), number(head[18..<22]))
      let isFirst = head[5] & 2 != 0
      if isFirst, hasBegun {
        return "holds several streams one after the other, of which only the first would be read; "
          + "convert it to one, such as with: ffmpeg -i in.ogg out.flac"
      }
      if !isFirst { hasBegun = true }
      if let before = numbers[serial], sequence != before + 1 {
        return "is damaged: pages are missing before byte \(position)"
      }
      numbers[serial] = sequence
      let granule = Int64(bitPattern: number(head[6..<14]))
      if granule != -1, !isFirst {
        let last = granules[serial] ?? granule
        let (frames, overflows) = granule.subtractingReportingOverflow(last)
        if overflows || frames < 0 || frames > mostFramesOfPage {
          return "is damaged: the page at byte \(position) says that it ends at frame \(granule)"
        }
        granules[serial] = granule
      }
      if head[5] & 4 != 0 { ended.insert(serial) }
      position += length
    }
    return Set(numbers.keys) == ended ? nil : "is cut off: its last page is not marked as the end"
  }

  private static func cut(_ position: Int, _ window: FileWindow, isTail: Bool) -> String {
    isTail
      ? "is cut off: its last page, at byte \(position), is not whole"
      : "is damaged: no page begins at byte \(position) of \(window.size)"
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The CRC of a page whose own field counts as zero: polynomial 0x04C11DB7, not reflected.
  static func checksum(_ page: ArraySlice<UInt8>) -> UInt64 {
    var crc: UInt32 = 0
    let field = (page.startIndex + 22)..<(page.startIndex + 26)
    for i in page.indices {
      let byte = field.contains(i) ? 0 : page[i]
      crc = crc << 8 ^ polynomials[Int(crc >> 24) ^ Int(byte)]
    }
    return UInt64(crc)
  }

  private static let polynomials: [UInt32] = (0..<256).map { i in
    (0..<8).reduce(UInt32(i) << 24) { value, _ in value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1 }
  }
}
