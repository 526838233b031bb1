// Names and their distributions: `[choose, [dog, cat]]`, or a plain name for a constant.

extension RecipeNode {
  /// A name of an event: as `choice`, by the rules of the recipe's semantics.
  func eventChoice() throws(SoundscapeError) -> Choice {
    try checkIsTuple()
    return try choice()
  }

  /// A name, a distribution of names or a value of `let`.
  func choice() throws(SoundscapeError) -> Choice {
    try throughLet { (node) throws(SoundscapeError) in
      try node.plainChoice()
    } sharing: {
      $0.shared(as: $1)
    }
  }

  /// A name or a distribution of names that is written here, not in `let`.
  private func plainChoice() throws(SoundscapeError) -> Choice {
    guard case .sequence = node else { return .const(try choiceName()) }
    let (kind, arguments) = try tuple(DistributionKind.ofNames, "a name or a choice", example: "choose, []")
    try check(kind, isOfEvent: true)
    switch kind {
    case .const: return .const(try arguments[0].choiceName())
    case .choose: return .choose(try arguments[0].choiceNames())
    case .chooseByDuration: return .chooseByDuration(try arguments[0].choiceNames())
    case .cycle: return .cycle(try arguments[0].choiceNames())
    default:
      let names = try arguments[0].choiceNames()
      guard !names.isEmpty else { throw arguments[0].failure("needs at least one name (found an empty list)") }
      return .chooseWeighted(names, weights: try arguments[1].probabilities(count: names.count))
    }
  }

  /// One name of a choice: a text, `$$` at its beginning for a `$`, or a name of `let` whose value is fixed.
  func choiceName() throws(SoundscapeError) -> String {
    guard reference != nil else {
      let name = try name()
      return dialect.hasLet && name.begins(with: "$$") ? name.dropping(bytes: 1) : name
    }
    let choice = try choice()
    guard case .const(let name) = choice.unshared else { throw needsFixed(choice.name) }
    return name
  }

  private func choiceNames() throws(SoundscapeError) -> [String] {
    var names: [String] = []
    for element in try list("a list of names") { names.append(try element.choiceName()) }
    return names
  }

  /// A text that is not empty.
  func name() throws(SoundscapeError) -> String {
    let name = try text()
    guard !name.isEmpty else { throw failure("needs a name (found an empty text)") }
    return name
  }

  func names() throws(SoundscapeError) -> [String] {
    var names: [String] = []
    for element in try list("a list of names") { names.append(try element.name()) }
    return names
  }
}
