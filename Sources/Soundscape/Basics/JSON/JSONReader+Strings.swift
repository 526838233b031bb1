extension JSONReader {
  /// The string that begins here.
  mutating func string() throws(Refusal) -> String {
    position += 1
    let start = position
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return try text(bytes[start..<position])
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw Refusal()
      default: position += 1
      }
    }
    throw Refusal()
  }

  private func text(_ bytes: some Sequence<UInt8>) throws(Refusal) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal() }
    return text
  }

  /// The rest of a string that has escapes, from its start.
  private mutating func escapedString(from start: Int) throws(Refusal) -> String {
    var content = Array(bytes[start..<position])
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try text(content)
      case UInt8(ascii: "\\"): try escape(into: &content)
      case 0..<0x20: throw Refusal()
      default: content.append(byte)
      }
    }
    throw Refusal()
  }

  private mutating func escape(into content: inout [UInt8]) throws(Refusal) {
    guard position < end else { throw Refusal() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: String(Character(try scalar())).utf8)
    default: throw Refusal()
    }
  }

  /// The scalar that one `\u` escape, or a pair of surrogates, stands for.
  private mutating func scalar() throws(Refusal) -> Unicode.Scalar {
    let first = try hexadecimal()
    var code = first
    if 0xD800...0xDBFF ~= first {
      guard position + 1 < end, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
        throw Refusal()
      }
      position += 2
      let second = try hexadecimal()
      guard 0xDC00...0xDFFF ~= second else { throw Refusal() }
      code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw Refusal() }
    return scalar
  }

  private mutating func hexadecimal() throws(Refusal) -> UInt32 {
    guard position + 4 <= end else { throw Refusal() }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      switch byte {
      case 0x30...0x39: code = code << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: code = code << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: code = code << 4 | UInt32(byte - 0x61 + 10)
      default: throw Refusal()
      }
    }
    position += 4
    return code
  }
}
