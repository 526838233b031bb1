/// Values by name, as in a dictionary, but with names compared by their bytes.
///
/// Two labels, files or paths that only look alike are two entries.
public struct NameTable<Value> {
  private var held: [ByteName: Value] = [:]

  public init() {}

  /// A table of pairs; a name that comes twice gets what `combine` makes of both values.
  public init(
    _ pairs: some Sequence<(String, Value)>, uniquingKeysWith combine: (Value, Value) throws -> Value
  ) rethrows {
    held = try Dictionary(pairs.lazy.map { (ByteName($0.0), $0.1) }, uniquingKeysWith: combine)
  }

  private init(held: [ByteName: Value]) { self.held = held }

  /// Makes room for as many names: a large table that grows by and by is moved many times.
  mutating func reserveCapacity(_ count: Int) { held.reserveCapacity(count) }

  /// In no order.
  public var keys: [String] { held.keys.map(\.text) }
  /// In the order of the keys.
  public var values: [Value] { Array(held.values) }
  public var count: Int { held.count }
  public var isEmpty: Bool { held.isEmpty }

  public subscript(name: String) -> Value? {
    get { held[ByteName(name)] }
    _modify { yield &held[ByteName(name)] }
  }

  public subscript(name: String, default value: @autoclosure () -> Value) -> Value {
    get { held[ByteName(name), default: value()] }
    _modify { yield &held[ByteName(name), default: value()] }
  }

  /// Sets a value. *Returns:* the one that it replaces.
  @discardableResult public mutating func updateValue(_ value: Value, forKey name: String) -> Value? {
    held.updateValue(value, forKey: ByteName(name))
  }

  /// Removes a value. *Returns:* the value, if there was one.
  @discardableResult public mutating func removeValue(forKey name: String) -> Value? {
    held.removeValue(forKey: ByteName(name))
  }

  public mutating func merge(
    _ other: NameTable, uniquingKeysWith combine: (Value, Value) throws -> Value
  ) rethrows {
    try held.merge(other.held, uniquingKeysWith: combine)
  }

  public func mapValues<Other, Failure>(
    _ transform: (Value) throws(Failure) -> Other
  ) throws(Failure) -> NameTable<Other> {
    var result = NameTable<Other>()
    for (name, value) in held { result.held[name] = try transform(value) }
    return result
  }

  public func filter(_ isIncluded: ((key: String, value: Value)) throws -> Bool) rethrows -> NameTable {
    NameTable(held: try held.filter { try isIncluded((key: $0.key.text, value: $0.value)) })
  }

  public func compactMapValues<Other>(_ transform: (Value) throws -> Other?) rethrows -> NameTable<Other> {
    NameTable<Other>(held: try held.compactMapValues(transform))
  }
}

extension NameTable: Sequence {
  public struct Iterator: IteratorProtocol {
    fileprivate var entries: Dictionary<ByteName, Value>.Iterator

    public mutating func next() -> (key: String, value: Value)? {
      entries.next().map { (key: $0.key.text, value: $0.value) }
    }
  }

  /// In no order.
  public func makeIterator() -> Iterator { Iterator(entries: held.makeIterator()) }
}

extension NameTable: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements, uniquingKeysWith: { $1 }) }
}

extension NameTable: Equatable where Value: Equatable {}
extension NameTable: Hashable where Value: Hashable {}
extension NameTable: Sendable where Value: Sendable {}

extension NameTable: CustomStringConvertible {
  public var description: String {
    "[" + map { "\($0.key): \($0.value)" }.sorted(by: isInByteOrder).joined(separator: ", ") + "]"
  }
}

// Names and values by turns, in byte order: keys of a coder's dictionary would be compared as text.

extension NameTable: Encodable where Value: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for (name, value) in sorted(by: { isInByteOrder($0.key, $1.key) }) {
      try container.encode(name)
      try container.encode(value)
    }
  }
}

extension NameTable: Decodable where Value: Decodable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    self.init()
    while !container.isAtEnd {
      let name = try container.decode(String.self)
      held[ByteName(name)] = try container.decode(Value.self)
    }
  }
}
