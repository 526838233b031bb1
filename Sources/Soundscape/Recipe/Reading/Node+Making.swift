// Nodes made in code.

extension Node {
  static func number(_ number: Double) -> Node { Node(plain(number)) }
  static func flag(_ flag: Bool) -> Node { Node(flag ? "true" : "false") }
  /// A text that cannot be read as anything else.
  static func text(_ text: String) -> Node { .scalar(Scalar(string: text, isPlain: false)) }
  static func list(_ elements: [Node]) -> Node { .sequence(List(elements: elements)) }
  static var null: Node { Node("null") }
}

extension Node.Mapping {
  init() { self.init(pairs: []) }

  /// Adds a key at the end; nil adds nothing.
  mutating func add(_ key: String, _ value: Node?) { if let value { pairs.append((.text(key), value)) } }

  /// Adds a key where its value is not the usual one.
  mutating func add<Value: Equatable>(_ key: String, _ value: Value, usually: Value, _ node: (Value) -> Node) {
    if value != usually { add(key, node(value)) }
  }

  /// Adds one word of several where it is not the usual one.
  mutating func add<Word: RawRepresentable & Equatable>(_ key: String, _ word: Word, usually: Word)
  where Word.RawValue == String {
    add(key, word, usually: usually) { .text($0.rawValue) }
  }

  /// Adds a section where there is anything in it.
  mutating func add(_ key: String, section: Node.Mapping) { if !section.isEmpty { add(key, .mapping(section)) } }
}
