/// Gives the pages of an Ogg file, as a coder writes them, all the same number for their stream.
///
/// libsndfile draws that number from the time of day, so that the same sound would never give the same bytes. A file has
/// one stream, so any number will do.
///
/// *Source:* RFC 3533, section 6.
@safe struct OggNumbering {
  /// The number of the stream.
  private static let serial: [UInt8] = [1, 0, 0, 0]
  private static let serialField = 14..<18
  private static let checksumField = 22..<26
  /// A page's header, up to its table of segments, which has at most 255 entries.
  private static let headerLength = 27

  /// The beginning of a page whose rest is still to come.
  private(set) var rest: [UInt8] = []

  /// Takes the next bytes of the coder.
  mutating func take(_ bytes: UnsafeRawBufferPointer) { unsafe rest.append(contentsOf: bytes) }

  /// The next page that is whole.
  mutating func next() -> [UInt8]? {
    guard let length else { return nil }
    var page = Array(rest[..<length])
    rest.removeFirst(length)
    page.replaceSubrange(Self.serialField, with: Self.serial)
    let checksum = OggPages.checksum(page[...])
    page.replaceSubrange(Self.checksumField, with: (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) })
    return page
  }

  /// The length of the page that begins what is left; nil while it is not whole.
  private var length: Int? {
    guard rest.count >= Self.headerLength else { return nil }
    let segments = Int(rest[Self.headerLength - 1])
    guard rest.count >= Self.headerLength + segments else { return nil }
    let body = rest[Self.headerLength..<(Self.headerLength + segments)].reduce(0) { $0 + Int($1) }
    let length = Self.headerLength + segments + body
    return rest.count >= length ? length : nil
  }
}
