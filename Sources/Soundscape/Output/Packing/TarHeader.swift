/// The header of a member of a tar archive: 512 bytes.
///
/// Owner and time are left at 0, so that the same files give the same bytes wherever and whenever they are packed.
///
/// *Source:* the ustar and pax formats of POSIX.1-2001 (pax).
struct TarHeader: Hashable {
  static let blockSize = 512
  private static let longestName = 100
  /// What eleven octal digits hold.
  static let mostBytes = 1 << 33 - 1

  var name: String
  /// Bytes of the member's content.
  var size: Int
  private var type = UInt8(ascii: "0")

  init(name: String, size: Int) { (self.name, self.size) = (name, size) }

  /// The header, with an extended one before it for a name that is too long.
  var blocks: [UInt8] {
    guard name.utf8.count > Self.longestName else { return block(named: Array(name.utf8)) }
    var extended = TarHeader(name: "", size: 0)
    let record = Self.record("path", name)
    (extended.size, extended.type) = (record.count, UInt8(ascii: "x"))
    return extended.block(named: Array("@PaxHeader".utf8)) + record + Self.padding(after: record.count)
      + block(named: Array(name.utf8.prefix(Self.longestName)))
  }

  /// Zeros up to the end of the block.
  static func padding(after count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (blockSize - count % blockSize) % blockSize)
  }

  /// `<length> <key>=<value>` and a line feed; the length counts its own digits.
  private static func record(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n".utf8.count
    var length = rest + 1
    while "\(length)".utf8.count + rest != length { length = "\(length)".utf8.count + rest }
    return Array("\(length) \(key)=\(value)\n".utf8)
  }

  private func block(named name: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ text: [UInt8], at place: Int) { bytes.replaceSubrange(place..<(place + text.count), with: text) }
    func number(_ value: Int, _ digits: Int) -> [UInt8] {
      let text = String(value, radix: 8)
      return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }
    put(name, at: 0)
    for (value, place) in [(0o644, 100), (0, 108), (0, 116)] { put(number(value, 7), at: place) }
    put(number(size, 11), at: 124)
    put(number(0, 11), at: 136)
    put(Array("        ".utf8), at: Self.checksum)
    bytes[156] = type
    put(Array("ustar".utf8), at: 257)
    put(Array("00".utf8), at: 263)
    for place in [329, 337] { put(number(0, 7), at: place) }
    put(number(bytes.reduce(0) { $0 + Int($1) }, 6) + [0, UInt8(ascii: " ")], at: Self.checksum)
    return bytes
  }

  private static let checksum = 148
}

extension TarHeader {
  /// What a block of 512 bytes is.
  enum Block: Hashable {
    case end
    case member(TarHeader)
    /// Records for the member that follows.
    case extended(size: Int)
    /// Anything but a plain file.
    case other
  }

  /// Reads a block; nil for one that is not a header, or has another checksum.
  static func read(_ bytes: ArraySlice<UInt8>) -> Block? {
    let bytes = Array(bytes)
    guard bytes.count == blockSize else { return nil }
    if bytes.allSatisfy({ $0 == 0 }) { return .end }
    func text(_ place: Int, _ count: Int) -> [UInt8] { Array(bytes[place..<(place + count)].prefix { $0 != 0 }) }
    func number(_ place: Int, _ count: Int) -> Int? {
      let digits = text(place, count).filter { $0 != UInt8(ascii: " ") }
      return Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }
    let sum = bytes.indices.reduce(0) { $0 + (148..<156 ~= $1 ? 32 : Int(bytes[$1])) }
    guard number(checksum, 8) == sum, let size = number(124, 12), size >= 0 else { return nil }
    let prefix = text(345, 155)
    let name = text(0, longestName)
    let whole = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    guard let decoded = String(validating: whole, as: UTF8.self) else { return nil }
    switch bytes[156] {
    case 0, UInt8(ascii: "0"): return .member(TarHeader(name: decoded, size: size))
    case UInt8(ascii: "x"): return .extended(size: size)
    default: return .other
    }
  }

  /// The name that extended records give the member that follows; nil for none.
  static func name(inRecords bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0, length <= rest.count
    {
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      if record.starts(with: "path=".utf8) { return String(validating: Array(record.dropFirst(5)), as: UTF8.self) }
      rest = rest.dropFirst(length)
    }
    return nil
  }
}
