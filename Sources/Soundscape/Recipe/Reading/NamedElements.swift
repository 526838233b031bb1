/// The entries of a recipe's `events` or `background` by their own names: `name`, or else a label that no other entry has.
struct NamedElements {
  /// The lists whose entries have names.
  static let lists: NameSet = ["events", "background"]

  private let list: Node.List
  private let keyPath: String

  init(_ list: Node.List, at keyPath: String) { (self.list, self.keyPath) = (list, keyPath) }

  /// The place of the entry with a name.
  ///
  /// *Throws:* `.recipe` at `location` for a name that none has, with the nearest one, and for one that several have.
  func place(of name: String, location: String) throws(SoundscapeError) -> Int {
    func failure(_ problem: String) -> SoundscapeError {
      .recipe(location: location, problem: "\(keyPath) \(problem)")
    }
    guard Self.lists.contains(keyPath) else { throw failure("has no names: an element is written [0]") }
    let named = places(where: "name", is: name)
    let found = named.isEmpty ? places(where: "label", is: name) : named
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      let places = found.prefix(8).map { "\(keyPath)[\($0)]" } + (found.count > 8 ? ["…"] : [])
      let what = named.isEmpty ? "label" : "name"
      throw failure("has several of the \(what) \(name): write \(alternatives(places)), or give each a name")
    }
    let names = self.names
    let hint = hint(for: name, among: names)
    let known = names.isEmpty ? "none has a name" : "it has \(shortened(names.joined(separator: ", "), to: 300))"
    throw failure("has none named \(shortened(name))\(hint.isEmpty ? " (\(known); a place is written [0])" : hint)")
  }

  /// Whether a word is a name of one.
  func has(_ name: String) -> Bool {
    Self.lists.contains(keyPath) && !(places(where: "name", is: name) + places(where: "label", is: name)).isEmpty
  }

  private var names: [String] {
    var seen: NameSet = []
    return list.compactMap { Self.text($0, "name") ?? Self.text($0, "label") }.filter { seen.insert($0).inserted }
  }

  private func places(where key: String, is name: String) -> [Int] {
    list.indices.filter { i in
      // A label stands for an entry only where it has no name of its own.
      if key == "label", Self.text(list[i], "name") != nil { return false }
      return Self.text(list[i], key).map { hasSameBytes($0, name) } == true
    }
  }

  /// A text under a key, plain or as `[const, text]`; not a value of `let`.
  private static func text(_ node: Node, _ key: String) -> String? {
    var value = node[key]
    if case .sequence(let list)? = value {
      guard list.count == 2, list[0].string == "const" else { return nil }
      value = list[1]
    }
    guard let text = value?.string, !text.isEmpty, !text.begins(with: "$") else { return nil }
    if case .scalar(let scalar)? = value, scalar.isPlain, ["null", "~"].contains(text) { return nil }
    return text
  }
}
