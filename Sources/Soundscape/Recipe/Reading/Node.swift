/// A YAML document as a tree, each part with its place in the text.
///
/// Two nodes are equal when they hold the same, wherever they are and however they are quoted.
package enum Node: Hashable, Sendable {
  case scalar(Scalar)
  case sequence(List)
  case mapping(Mapping)

  /// A text, a number, true, false or nothing: what it means depends on who reads it.
  package struct Scalar: Sendable {
    package var string: String
    /// Neither in quotes nor a block: only such a scalar can be more than a text.
    package var isPlain: Bool
    /// nil for one that is in no file.
    package var mark: TextPosition?
  }

  package struct List: Sendable {
    package var elements: [Node]
    package var mark: TextPosition?
  }

  /// Keys and their values in the order of the text.
  package struct Mapping: Sendable {
    package typealias Pair = (key: Node, value: Node)
    package var pairs: [Pair]
    package var mark: TextPosition?
  }

  /// An unquoted scalar that is in no file.
  package init(_ string: String) { self = .scalar(Scalar(string: string, isPlain: true)) }

  /// An empty mapping that is in no file.
  package static var emptyMapping: Node { .mapping(Mapping(pairs: [])) }

  /// Where it begins; for what an alias put here, where its anchor is.
  package var mark: TextPosition? {
    switch self {
    case .scalar(let scalar): scalar.mark
    case .sequence(let list): list.mark
    case .mapping(let mapping): mapping.mark
    }
  }

  /// The text of a scalar.
  package var string: String? { if case .scalar(let scalar) = self { scalar.string } else { nil } }

  /// The value of a mapping's key.
  package subscript(key: String) -> Node? { if case .mapping(let mapping) = self { mapping[text: key] } else { nil } }
}

extension Node.Scalar: Hashable {
  package static func == (a: Self, b: Self) -> Bool { hasSameBytes(a.string, b.string) }
  package func hash(into hasher: inout Hasher) { hasher.combine(string) }
}

extension Node.List: Hashable {
  package static func == (a: Self, b: Self) -> Bool { a.elements == b.elements }
  package func hash(into hasher: inout Hasher) { hasher.combine(elements) }
}

extension Node.List: RandomAccessCollection, MutableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { elements.count }
  package subscript(index: Int) -> Node {
    get { elements[index] }
    _modify { yield &elements[index] }
  }
}

extension Node.Mapping: Hashable {
  package static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && zip(a.pairs, b.pairs).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }

  package func hash(into hasher: inout Hasher) {
    for (key, value) in pairs {
      hasher.combine(key)
      hasher.combine(value)
    }
  }
}

extension Node.Mapping: RandomAccessCollection, MutableCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { pairs.count }
  package subscript(index: Int) -> Pair {
    get { pairs[index] }
    _modify { yield &pairs[index] }
  }
}

extension Node.Mapping {
  /// The place of a key by its text, in quotes or not.
  func position(of key: String) -> Int? { firstIndex { $0.key.string.map { hasSameBytes($0, key) } == true } }

  /// The value of a key by its text; nil removes it.
  package subscript(text key: String) -> Node? {
    get { position(of: key).map { self[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let i?, let value?): pairs[i].value = value
      case (let i?, nil): pairs.remove(at: i)
      case (nil, let value?): pairs.append((Node(key), value))
      case (nil, nil): break
      }
    }
  }
}
