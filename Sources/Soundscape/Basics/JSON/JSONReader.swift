/// Reads JSON text into a tree, in one pass over its bytes.
///
/// Takes what Foundation's decoder takes and refuses what it refuses, many times as fast: a data set has an annotation
/// a mixture. *Source:* RFC 8259.
struct JSONReader {
  /// The text is not JSON; where it goes wrong is not reported, since no person wrote it.
  struct Refusal: Error, Hashable {}

  /// Deeper nesting is refused before it uses up the stack.
  private static let mostDepth = 512

  let bytes: [UInt8]
  let end: Int
  var position: Int
  private var depth = 0

  /// The single value in a range of bytes, or in all of them.
  static func tree(of bytes: [UInt8], in range: Range<Int>? = nil) throws(Refusal) -> JSONTree {
    var reader = JSONReader(bytes: bytes, range: range ?? 0..<bytes.count)
    let tree = try reader.value()
    reader.skipSpace()
    guard reader.position == reader.end else { throw Refusal() }
    return tree
  }

  private init(bytes: [UInt8], range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    position = range.lowerBound
    if end - position >= 3, bytes[position] == 0xEF, bytes[position + 1] == 0xBB, bytes[position + 2] == 0xBF {
      position += 3
    }
  }

  // MARK: Values

  private mutating func value() throws(Refusal) -> JSONTree {
    skipSpace()
    guard position < end else { throw Refusal() }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(Refusal) -> JSONTree {
    try open()
    var members: NameTable<JSONTree> = [:]
    var isLast = false
    // Like Foundation, this allows a comma before the end.
    while !take(UInt8(ascii: "}")) {
      guard !isLast, position < end, bytes[position] == UInt8(ascii: "\"") else { throw Refusal() }
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw Refusal() }
      // Like Foundation, this keeps the first of two members with the same name.
      if let earlier = members.updateValue(try value(), forKey: key) { members[key] = earlier }
      isLast = !take(UInt8(ascii: ","))
    }
    depth -= 1
    return .object(members)
  }

  private mutating func array() throws(Refusal) -> JSONTree {
    try open()
    var elements: [JSONTree] = []
    var isLast = false
    while !take(UInt8(ascii: "]")) {
      guard !isLast else { throw Refusal() }
      elements.append(try value())
      isLast = !take(UInt8(ascii: ","))
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func open() throws(Refusal) {
    position += 1
    depth += 1
    guard depth <= Self.mostDepth else { throw Refusal() }
  }

  private mutating func literal(_ text: StaticString, _ tree: JSONTree) throws(Refusal) -> JSONTree {
    for byte in "\(text)".utf8 {
      guard position < end, bytes[position] == byte else { throw Refusal() }
      position += 1
    }
    return tree
  }

  // MARK: Bytes

  private mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// Skips space, and then a character if it follows.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
