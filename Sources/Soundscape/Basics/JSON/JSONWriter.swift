/// Writes JSON as it goes, with keys in the order of the calls, and without building a tree first.
///
/// Doubles are written so that they read back to the same bits; those that JSON cannot hold become null.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Open containers: whether each still awaits its first member, and whether it is spread over lines.
  private var open: [(isFirst: Bool, isSpread: Bool)] = []
  private var isAfterKey = false

  package init() {}

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// - Parameter capacity: bytes that will probably be written.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  // MARK: Containers

  /// An object with each member on a line of its own (`spread`), or all on one line.
  package mutating func object(spread: Bool = false, _ members: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), spread, members)
  }

  package mutating func array(spread: Bool = false, _ elements: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), spread, elements)
  }

  private mutating func container(
    _ opening: UInt8, _ closing: UInt8, _ spread: Bool, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(opening)
    open.append((isFirst: true, isSpread: spread))
    content(&self)
    if let closed = open.popLast(), closed.isSpread, !closed.isFirst { lineBreak() }
    bytes.append(closing)
  }

  // MARK: Members

  package mutating func key(_ name: String) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    isAfterKey = true
  }

  /// A key that needs no escapes.
  mutating func key(plain name: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    isAfterKey = true
  }

  package mutating func value(_ value: some JSONValue) {
    separate()
    value.write(to: &self)
  }

  package mutating func member(_ name: String, _ value: some JSONValue) {
    key(name)
    self.value(value)
  }

  /// A line break between separate values, as in JSON lines.
  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  // MARK: Text

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let container = open.last else { return }
    if container.isFirst {
      open[open.count - 1].isFirst = false
    } else {
      bytes.append(UInt8(ascii: ","))
      if !container.isSpread { bytes.append(UInt8(ascii: " ")) }
    }
    if container.isSpread { lineBreak() }
  }

  private mutating func lineBreak() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * open.count(where: \.isSpread)))
  }

  package mutating func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Nearly every text is plain, and goes in whole.
    if Self.isPlain(text) {
      bytes.append(contentsOf: text.utf8)
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
  }
}

extension JSONWriter {
  /// Whether a text needs no escapes.
  private static func isPlain(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    for i in bytes.indices {
      let byte = bytes[i]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
    }
    return true
  }

  /// An object on one line, inside a value; keys in byte order.
  mutating func inline(_ members: NameTable<JSONTree>) {
    literal("{")
    for (i, member) in members.sorted(by: { isInByteOrder($0.key, $1.key) }).enumerated() {
      if i > 0 { literal(", ") }
      string(member.key)
      literal(": ")
      member.value.write(to: &self)
    }
    literal("}")
  }
}

/// What can be written as one JSON value.
package protocol JSONValue {
  /// Writes only the value; the writer adds the commas.
  func write(to json: inout JSONWriter)
}

extension String: JSONValue {
  package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int: JSONValue {
  package func write(to json: inout JSONWriter) { json.literal(description) }
}

extension Double: JSONValue {
  package func write(to json: inout JSONWriter) { json.literal(isFinite ? description : "null") }
}

extension Bool: JSONValue {
  package func write(to json: inout JSONWriter) { json.literal(self ? "true" : "false") }
}

extension Optional: JSONValue where Wrapped: JSONValue {
  package func write(to json: inout JSONWriter) {
    if let self { self.write(to: &json) } else { json.literal("null") }
  }
}

extension Array: JSONValue where Element: JSONValue {
  package func write(to json: inout JSONWriter) {
    json.literal("[")
    for (i, element) in enumerated() {
      if i > 0 { json.literal(", ") }
      element.write(to: &json)
    }
    json.literal("]")
  }
}
