// Distributions and choices read back from the tuples that annotations hold.

extension NumberDistribution where Number: TupleNumber {
  /// Reads a tuple; nil if it is not one.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let trees = elements.dropFirst()
    if name == "shared" {
      guard let (name, tuple) = sharedValue(trees), let inner = Self(tuple: tuple) else { return nil }
      self = .shared(name, inner)
      return
    }
    guard let kind = DistributionKind(rawValue: name), DistributionKind.ofNumbers.contains(kind),
      kind.arguments.count == trees.count
    else { return nil }
    var arguments = TupleArguments<Number>()
    for (argument, tree) in zip(kind.arguments, trees) {
      switch argument {
      case .value, .lowerBound, .upperBound:
        guard let number = Self.number(tree) else { return nil }
        // Bounds must be in ascending order.
        if argument == .upperBound, arguments.numbers.last.map({ $0 > number }) ?? true { return nil }
        arguments.numbers.append(number)
      case .mean, .deviation, .width:
        guard let moment = tree.double, argument != .width || moment > 0 else { return nil }
        arguments.moments.append(moment)
      case .values:
        guard let list = Self.numbers(tree), !list.isEmpty else { return nil }
        arguments.list = list
      case .probabilities:
        guard let weights = Distribution.numbers(tree), weights.count == arguments.list.count else { return nil }
        arguments.weights = weights
      }
    }
    self.init(kind, arguments)
    if case .step(let from, let to, let by) = self, from.hasTooManySteps(to: to, by: by) { return nil }
  }

  private static func number(_ tree: JSONTree) -> Number? {
    tree.string.map { Number(word: $0) } ?? tree.double.map(Number.init(number:))
  }

  fileprivate static func numbers(_ tree: JSONTree) -> [Number]? {
    guard let trees = tree.elements else { return nil }
    let numbers = trees.compactMap(number)
    return numbers.count == trees.count ? numbers : nil
  }
}

extension Choice {
  /// Reads a tuple; nil if it is not one.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let arguments = elements.dropFirst()
    let names = arguments.first?.elements.flatMap { list in
      let names = list.compactMap(\.string)
      return names.count == list.count ? names : nil
    }
    if name == "shared" {
      guard let (name, tuple) = sharedValue(arguments), let inner = Choice(tuple: tuple) else { return nil }
      self = .shared(name, inner)
      return
    }
    guard let kind = DistributionKind(rawValue: name), kind.arguments.count == arguments.count else { return nil }
    switch kind {
    case .const:
      guard let name = arguments.first?.string else { return nil }
      self = .const(name)
    case .choose, .cycle:
      guard let names else { return nil }
      self = kind == .cycle ? .cycle(names) : .choose(names)
    case .chooseByDuration:
      guard let names else { return nil }
      self = .chooseByDuration(names)
    case .chooseWeighted:
      guard let names, let weights = arguments.last.flatMap({ Distribution.numbers($0) }), weights.count == names.count
      else { return nil }
      self = .chooseWeighted(names, weights: weights)
    default: return nil
    }
  }
}

/// The name of a value of `let`, and its tuple.
private func sharedValue(_ arguments: ArraySlice<JSONTree>) -> (name: String, tuple: JSONTree)? {
  guard arguments.count == 2, let name = arguments.first?.string, let tuple = arguments.last else { return nil }
  return (name, tuple)
}
