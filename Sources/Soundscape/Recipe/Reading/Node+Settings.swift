// Values that are put at a key path.

extension Node {
  /// Puts `value` at a key path and returns the key paths that it went to.
  ///
  /// A missing key is added, a missing element of a list is not. `location` is where the key path
  /// is, for errors.
  mutating func replace(
    _ path: KeyPathSteps, with value: Node, location: String
  ) throws(SoundscapeError) -> [String] {
    try replace(path.steps[...], with: value, at: "", location: location)
  }

  private mutating func replace(
    _ steps: ArraySlice<KeyPathSteps.Step>, with value: Node, at keyPath: String, location: String
  ) throws(SoundscapeError) -> [String] {
    guard let step = steps.first else {
      self = value
      return [keyPath]
    }
    let rest = steps.dropFirst()
    func missing(_ what: String) -> SoundscapeError {
      .recipe(location: location, problem: keyPath.isEmpty ? what : "\(keyPath) \(what)")
    }
    switch (step, self) {
    case (.key(let key), .mapping(var mapping)):
      let childPath = KeyPathSteps.path(keyPath, key: key)
      var child = mapping[text: key] ?? Node.emptyMapping
      if !rest.isEmpty, case .scalar = child { child = Node.emptyMapping }
      let touched = try child.replace(rest, with: value, at: childPath, location: location)
      mapping[text: key] = child
      self = .mapping(mapping)
      return touched
    case (.index(let index), .sequence(var list)):
      guard index < list.count else { throw missing("has \(list.count) elements, counted from 0") }
      let touched = try list[index].replace(rest, with: value, at: "\(keyPath)[\(index)]", location: location)
      self = .sequence(list)
      return touched
    case (.all, .sequence(var list)):
      var touched: [String] = []
      for i in list.indices {
        touched += try list[i].replace(rest, with: value, at: "\(keyPath)[\(i)]", location: location)
      }
      self = .sequence(list)
      return touched
    case (.name(let name), .sequence(let list)):
      let index = try NamedElements(list, at: keyPath).place(of: name, location: location)
      return try replace([.index(index)] + rest, with: value, at: keyPath, location: location)
    case (.key(let key), .sequence(let list)):
      throw missing("is a list: write \(Self.elementHint(keyPath, list, key, isLast: rest.isEmpty))")
    case (.key, _): throw missing("is not a mapping")
    case (.index, _), (.name, _), (.all, _): throw missing("is not a list")
    }
  }

  /// How an element of a list is written, where a key is in its place.
  private static func elementHint(_ keyPath: String, _ list: List, _ key: String, isLast: Bool) -> String {
    if !isLast, Int(key) != nil || NamedElements(list, at: keyPath).has(key) { return "\(keyPath)[\(key)]" }
    return "\(keyPath)[0] or \(keyPath).*"
  }

  /// The same text for the same content, however it is laid out: keys sorted, every scalar quoted.
  var canonicalText: String {
    switch self {
    case .scalar(let scalar):
      // Nearly every text has nothing to escape, and a recipe may have a million of them.
      guard scalar.string.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }) else {
        return "\"\(scalar.string)\""
      }
      return "\"\(scalar.string.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    case .sequence(let list): return "[" + list.map(\.canonicalText).joined(separator: ",") + "]"
    case .mapping(let mapping):
      let entries = mapping.map { "\($0.key.canonicalText):\($0.value.canonicalText)" }
      return "{" + entries.sorted(by: isInByteOrder).joined(separator: ",") + "}"
    }
  }
}
