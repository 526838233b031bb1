/// The members of a manifest's line, each read once and checked.
struct ManifestMembers {
  enum Refusal: Error {
    case notARow
    case because(String)
  }

  /// Rows before version 1 may lack what later ones always have.
  var version = 0
  private var rest: NameTable<JSONTree>

  init(_ members: NameTable<JSONTree>) { rest = members }

  /// A key that was not asked for.
  var unknownKey: String? { rest.keys.min(by: isInByteOrder) }

  mutating func skip(_ keys: [String]) { for key in keys { rest.removeValue(forKey: key) } }

  /// nil for null, and for a member that may be missing.
  private mutating func member(_ key: String, isOptional: Bool = false) throws(Refusal) -> JSONTree? {
    guard let tree = rest.removeValue(forKey: key) else {
      guard isOptional || version == 0 else { throw .because("lacks the key \(key)") }
      return nil
    }
    return tree.isNull ? nil : tree
  }

  /// A value that is never null from version 1 on.
  private mutating func value(_ key: String, _ wanted: String) throws(Refusal) -> JSONTree? {
    let tree = try member(key)
    guard tree != nil || version == 0 else { throw .because("\(key): needs \(wanted) (found null)") }
    return tree
  }

  mutating func optionalText(_ key: String, isOptional: Bool = false) throws(Refusal) -> String? {
    guard let tree = try member(key, isOptional: isOptional) else { return nil }
    guard let text = tree.string else { throw .because("\(key): needs a text or null") }
    return text
  }

  mutating func text(_ key: String) throws(Refusal) -> String {
    guard let tree = try value(key, "a text") else { return "" }
    guard let text = tree.string else { throw .because("\(key): needs a text") }
    return text
  }

  mutating func optionalWhole(_ key: String) throws(Refusal) -> Int? {
    guard let tree = try member(key, isOptional: true) else { return nil }
    guard let number = Self.whole(tree) else { throw .because("\(key): needs a whole number from 0 on") }
    return number
  }

  mutating func duration(_ key: String) throws(Refusal) -> Seconds? {
    guard let tree = try member(key) else { return nil }
    guard let number = tree.double, number >= 0 else { throw .because("\(key): needs a number of seconds or null") }
    return number
  }

  mutating func texts(_ key: String) throws(Refusal) -> [String] {
    guard let tree = try value(key, "a list of texts") else { return [] }
    let texts = tree.elements?.compactMap(\.string)
    guard let texts, texts.count == tree.elements?.count else { throw .because("\(key): needs a list of texts") }
    return texts
  }

  mutating func members<Value>(
    of key: String, _ wanted: String, _ value: (JSONTree) -> Value?
  ) throws(Refusal) -> NameTable<Value> {
    guard let tree = try self.value(key, "an object of \(wanted)") else { return [:] }
    let values = tree.members?.compactMapValues(value)
    guard let values, values.count == tree.members?.count else {
      throw .because("\(key): needs an object of \(wanted)")
    }
    return values
  }

  mutating func lists(_ key: String) throws(Refusal) -> [[Int]]? {
    guard let tree = try member(key, isOptional: true) else { return nil }
    let lists = tree.elements?.compactMap { list -> [Int]? in
      let numbers = list.elements?.compactMap(Self.whole)
      return numbers?.count == list.elements?.count ? numbers : nil
    }
    guard let lists, lists.count == tree.elements?.count else {
      throw .because("\(key): needs a list of lists of whole numbers")
    }
    return lists
  }

  /// Flags by name, of a member that may be missing.
  mutating func flags(_ key: String) throws(Refusal) -> NameTable<Bool> {
    guard let tree = try member(key, isOptional: true) else { return [:] }
    let flags = tree.members?.compactMapValues(\.bool)
    guard let flags, flags.count == tree.members?.count else {
      throw .because("\(key): needs an object of true and false")
    }
    return flags
  }

  mutating func variant(_ key: String) throws(Refusal) -> MixtureOrigin.Variant? {
    guard let tree = try member(key, isOptional: true) else { return nil }
    guard let variant = MixtureOrigin.Variant(tree) else { throw .because("\(key): needs a name or a place from 0 on") }
    return variant
  }

  static func whole(_ tree: JSONTree) -> Int? {
    guard let number = tree.double.flatMap({ Int(exactly: $0) }), number >= 0 else { return nil }
    return number
  }
}
