// Values of `let`, and what names them: `$name`.

extension RecipeNode {
  /// The values of `let` by name. None refers to itself, not even through others.
  func lets() throws(SoundscapeError) -> NameTable<RecipeNode> {
    var lets: NameTable<RecipeNode> = [:]
    for (name, key, value) in try entries() {
      let isWord = name.allSatisfy { $0 == "_" || $0 == "-" || $0.isLetter || $0.isNumber }
      guard isWord, !name.isEmpty else {
        throw key.failure("a name is made of letters, digits, _ and - (found \(key.summary))")
      }
      guard !value.isNull else { throw value.failure("needs a value") }
      lets[name] = value
    }
    var acyclic: NameSet = []
    for (name, _, _) in try entries() { try checkCircle([name], in: lets, &acyclic) }
    return lets
  }

  private static let mostReferences = 64

  /// Follows the last of the names to those that its value names; `acyclic` are those that lead into no circle.
  private func checkCircle(
    _ way: [String], in lets: NameTable<RecipeNode>, _ acyclic: inout NameSet
  ) throws(SoundscapeError) {
    guard let last = way.last, !acyclic.contains(last), let value = lets[last] else { return }
    // Following them takes a part of the stack each.
    guard way.count <= Self.mostReferences else {
      throw value.failure("is reached by more than \(Self.mostReferences) values that each name the next")
    }
    for next in value.node.references {
      if let first = way.place(ofName: next) {
        throw value.failure("circular reference: \((way[first...] + [next]).joined(separator: " → "))")
      }
      try checkCircle(way + [next], in: lets, &acyclic)
    }
    acyclic.insert(last)
  }

  /// Refuses values of `let` that are read again and again in so many places that it would not end.
  func checkSize(of lets: NameTable<RecipeNode>) throws(SoundscapeError) {
    let sizes = lets.mapValues { $0.node.size(with: [:]) }.filter { $0.value > 1 }
    guard !sizes.isEmpty else { return }
    let size = node.size(with: sizes)
    guard size <= RecipeLimits.mostListedValues else {
      throw failure("let puts more than \(RecipeLimits.mostListedValues) values into it (found \(size))")
    }
  }

  /// The name of `let` that is used here in place of a value; nil if it is not a name of `let`.
  var reference: String? {
    guard dialect.hasLet, case .scalar(let scalar) = node else { return nil }
    return scalar.reference
  }

  /// Reads what is here or, for `$name`, what that name has in `let`, by the same rules.
  ///
  /// What is wrong with a value of `let` is reported where it is used, with both places.
  func throughLet<Value>(
    _ read: (RecipeNode) throws(SoundscapeError) -> Value, sharing: (Value, String) -> Value
  ) throws(SoundscapeError) -> Value {
    guard let name = reference else { return try read(self) }
    guard var target = context.lets[name] else {
      let names = context.lets.keys.sorted(by: isInByteOrder)
      let hint = hint(for: name, among: names)
      let others = names.isEmpty ? "let is empty" : "it has \(shortened(names.joined(separator: ", "), to: 300))"
      throw failure("let has no \(name)\(hint.isEmpty ? " (\(others); $$\(name) is the text $\(name))" : hint)")
    }
    target.context = context
    do throws(SoundscapeError) {
      return sharing(try target.throughLet(read, sharing: sharing), name)
    } catch {
      guard case .recipe(let location, let problem) = error else { throw error }
      throw failure("\(problem) (by \(turned(location)))")
    }
  }

  /// `place: key path` as `key path at place`.
  private func turned(_ location: String) -> String {
    guard let path = location.split(separator: " ").last, path.count < location.count else { return location }
    return "\(path) at \(location.dropLast(path.count + 2))"
  }
}

extension NumberDistribution {
  /// The value of `let` that this is; one that only names another is that other.
  func shared(as name: String) -> NumberDistribution { if case .shared = self { self } else { .shared(name, self) } }
}

extension Choice {
  /// The value of `let` that this is; one that only names another is that other.
  func shared(as name: String) -> Choice { if case .shared = self { self } else { .shared(name, self) } }
}

extension Node {
  /// How many scalars there are, each name of `let` counted as what it stands for.
  fileprivate func size(with lets: NameTable<Int>) -> Int {
    switch self {
    case .scalar(let scalar): scalar.reference.flatMap { lets[$0] } ?? 1
    case .sequence(let list): list.reduce(0) { $0 + $1.size(with: lets) }
    case .mapping(let mapping): mapping.reduce(0) { $0 + $1.value.size(with: lets) }
    }
  }

  /// The names of `let` that a value uses.
  fileprivate var references: [String] {
    switch self {
    case .scalar(let scalar): scalar.reference.map { [$0] } ?? []
    case .sequence(let list): list.flatMap(\.references)
    default: []
    }
  }
}

extension Node.Scalar {
  /// JSON knows only quoted texts, so quotes make no difference; `$$` begins a text that begins with `$`.
  fileprivate var reference: String? {
    string.begins(with: "$") && !string.begins(with: "$$") ? string.dropping(bytes: 1) : nil
  }
}
