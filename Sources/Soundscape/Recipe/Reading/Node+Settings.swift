/// A key path in steps: `events[2].snr` is key, index, key; `*` is every element or value.
struct KeyPathSteps {
  enum Step: Hashable {
    case key(String)
    case index(Int)
    case all
  }

  var steps: [Step] = []

  /// As deep as a text may be nested: what is laid down there is walked through step by step.
  private static let mostSteps = 256

  /// The key path of a key of the mapping at another; the whole recipe's is empty.
  static func path(_ parent: String, key: String) -> String { parent.isEmpty ? key : "\(parent).\(key)" }

  /// *Throws:* `.recipe` at `location` for an empty step or an index that is not a number.
  init(_ text: String, location: String) throws(SoundscapeError) {
    for part in text.parts(between: ".") {
      let pieces = part.parts(between: "[")
      if pieces[0] == "*" { steps.append(.all) } else if !pieces[0].isEmpty { steps.append(.key(String(pieces[0]))) }
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()), index >= 0 else {
          throw .recipe(location: location, problem: "an index is written [0] (found [\(piece))")
        }
        steps.append(.index(index))
      }
      if part.isEmpty { throw .recipe(location: location, problem: "a key is missing before or after a dot") }
    }
    guard steps.count <= Self.mostSteps else {
      throw .recipe(
        location: shortened(location, to: 200), problem: "is nested more than \(Self.mostSteps) levels deep")
    }
  }
}

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
    case (.key, _): throw missing("is not a mapping")
    case (.index, _), (.all, _): throw missing("is not a list")
    }
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
