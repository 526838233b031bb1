/// A JSON document as a tree, to read what others wrote and to change a part of it while the rest stays.
package enum JSONTree: Hashable, Sendable, Codable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONTree])
  case object(NameTable<JSONTree>)
}

// MARK: Reading

extension JSONTree {
  /// The value that JSON text holds.
  ///
  /// *Throws:* where it is not valid JSON (NaN and Infinity are not JSON numbers).
  package init(json: some Sequence<UInt8>) throws { self = try JSONReader.tree(of: Array(json)) }
}

extension JSONTree {
  package var isNull: Bool { self == .null }

  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var elements: [JSONTree]? { if case .array(let value) = self { value } else { nil } }
  package var members: NameTable<JSONTree>? { if case .object(let value) = self { value } else { nil } }

  /// A member of an object; null for one that is missing. Setting turns any other value into an object.
  package subscript(key: String) -> JSONTree {
    get { members?[key] ?? .null }
    set {
      var members = members ?? [:]
      members[key] = newValue
      self = .object(members)
    }
  }

  init(_ value: Double?) { self = value.map(JSONTree.number) ?? .null }
  init(_ value: String?) { self = value.map(JSONTree.string) ?? .null }
  init(_ values: [String]) { self = .array(values.map(JSONTree.string)) }
}

// MARK: Writing

extension JSONTree: JSONValue {
  /// On one line, keys in byte order.
  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.literal("null")
    case .bool(let value): value.write(to: &json)
    case .integer(let value): value.write(to: &json)
    case .number(let value): value.write(to: &json)
    case .string(let value): value.write(to: &json)
    case .array(let values): values.write(to: &json)
    case .object(let members): json.inline(members)
    }
  }
}

// MARK: Codable

extension JSONTree {
  /// Reads a text that holds JSON: other coders do not keep the form of numbers.
  package init(from decoder: any Decoder) throws {
    self = try JSONTree(json: try decoder.singleValueContainer().decode(String.self).utf8)
  }

  package func encode(to encoder: any Encoder) throws {
    var json = JSONWriter()
    json.value(self)
    var container = encoder.singleValueContainer()
    try container.encode(String(decoding: json.bytes, as: UTF8.self))
  }
}
