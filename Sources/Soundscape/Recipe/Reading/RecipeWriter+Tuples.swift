// Distributions as tuples, plain values where that is enough.

extension RecipeWriter {
  /// - Parameter isOfEvent: whether the value belongs to an event or a background, which Scaper wants as a tuple.
  mutating func distribution<Number: TupleNumber>(
    _ distribution: NumberDistribution<Number>, isOfEvent: Bool = false
  ) -> Node {
    func node(_ number: Number) -> Node { number.number.map(Node.number) ?? Node(number.word ?? "") }
    if case .shared(let name, let inner) = distribution {
      lets[name, default: LetValue()].numbers = self.distribution(inner.unshared)
      return Node("$" + name)
    }
    if case .const(let value) = distribution, !(isOfEvent && dialect.needsTuples) { return node(value) }
    var nodes: [Node] = []
    distribution.forEachArgument { argument in
      switch argument {
      case .number(let number): nodes.append(node(number))
      case .moment(let moment): nodes.append(.number(moment))
      case .numbers(let numbers): nodes.append(.list(numbers.map(node)))
      case .weights(let weights): nodes.append(.list(weights.map(Node.number)))
      }
    }
    return tuple(distribution.kind, nodes)
  }

  mutating func choice(_ choice: Choice, isOfEvent: Bool = false) -> Node {
    func list(_ names: [String]) -> Node { .list(names.map { .text(escaped($0)) }) }
    switch choice {
    case .shared(let name, let inner):
      lets[name, default: LetValue()].names = self.choice(inner.unshared)
      return Node("$" + name)
    case .const(let name):
      let text = Node.text(escaped(name))
      return isOfEvent && dialect.needsTuples ? tuple(.const, [text]) : text
    case .choose(let names): return tuple(.choose, [list(names)])
    case .chooseByDuration(let names): return tuple(.chooseByDuration, [list(names)])
    case .cycle(let names): return tuple(.cycle, [list(names)])
    case .chooseWeighted(let names, let weights):
      return tuple(.chooseWeighted, [list(names), .list(weights.map(Node.number))])
    }
  }

  private func tuple(_ kind: DistributionKind, _ arguments: [Node]) -> Node {
    .list([Node(kind.rawValue)] + arguments)
  }

  /// A name as a text that does not name a value of `let`.
  func escaped(_ name: String) -> String { dialect.hasLet && name.begins(with: "$") ? "$" + name : name }
}

/// A value of `let`, as numbers and as names: it may be used as both.
struct LetValue {
  var numbers: Node?
  var names: Node?

  /// The value as it is written: names in quotes only where they are nothing else.
  var node: Node? { numbers == nil ? names : names?.unquoted ?? numbers }
}

extension Node {
  /// The same without quotes.
  fileprivate var unquoted: Node {
    switch self {
    case .scalar(let scalar): Node(scalar.string)
    case .sequence(let list): .list(list.map(\.unquoted))
    case .mapping: self
    }
  }
}
