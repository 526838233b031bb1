/// What must be changed in one recipe to make another of it: a variant's `set`.
struct NodeChanges {
  /// Key paths and what to put there; null takes a key away.
  private(set) var settings = Node.Mapping()

  /// Keys whose values are replaced as a whole: null means something in `override`, and nothing can be taken from it.
  private static let wholes: NameSet = ["override", "splits"]

  init(from lower: Node, to upper: Node) { compare(lower, upper, at: "") }

  private mutating func compare(_ lower: Node?, _ upper: Node?, at keyPath: String) {
    switch (lower, upper) {
    case (nil, nil): break
    // A value of `let` that nothing uses any more does no harm, and must not be null.
    case (_, nil): if !keyPath.begins(with: "let.") { settings.add(keyPath, .null) }
    case (.mapping(let below)?, .mapping(let above)?):
      for (key, value) in below {
        let name = key.string ?? ""
        let path = KeyPathSteps.path(keyPath, key: name)
        if Self.wholes.contains(name), let new = above[text: name] {
          if YAMLWriter.line(value) != YAMLWriter.line(new) { settings.add(path, new) }
        } else {
          compare(value, above[text: name], at: path)
        }
      }
      for (key, value) in above {
        let name = key.string ?? ""
        if below[text: name] == nil { settings.add(KeyPathSteps.path(keyPath, key: name), value) }
      }
    case (.sequence(let below)?, .sequence(let above)?)
    where below.count == above.count && below.areMappings && above.areMappings:
      for i in below.indices { compare(below[i], above[i], at: "\(keyPath)[\(i)]") }
    case (let below?, let above?):
      if YAMLWriter.line(below) != YAMLWriter.line(above) { settings.add(keyPath, above) }
    case (nil, let above?): settings.add(keyPath, above)
    }
  }
}

extension Node.List {
  fileprivate var areMappings: Bool {
    allSatisfy { if case .mapping = $0 { true } else { false } }
  }
}
