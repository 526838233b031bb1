/// Gzip files that hold their content as it is: readers want the format, and lists are small beside the sound.
///
/// Without a time or a name, so that the same content gives the same bytes.
///
/// *Source:* RFC 1952 and, for stored blocks, RFC 1951.
enum Gzip {
  private static let mostStored = 0xFFFF

  static func stored(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    bytes.reserveCapacity(content.count + content.count / mostStored * 5 + 32)
    var start = 0
    repeat {
      let end = min(content.count, start + mostStored)
      let count = UInt16(end - start)
      bytes.append(end == content.count ? 1 : 0)
      for number in [count, ~count] { bytes += [UInt8(number & 0xFF), UInt8(number >> 8)] }
      bytes += content[start..<end]
      start = end
    } while start < content.count
    for number in [checksum(content), UInt32(truncatingIfNeeded: content.count)] {
      bytes += (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) }
    }
    return bytes
  }

  /// CRC-32.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }
}
