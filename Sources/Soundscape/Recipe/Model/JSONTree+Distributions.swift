// Distributions and choices read back from the tuples that annotations hold.

extension Distribution {
  /// Reads a tuple; nil where it is none.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let arguments = elements.dropFirst()
    if name == "shared" {
      guard let (name, tuple) = sharedValue(arguments), let inner = Distribution(tuple: tuple) else { return nil }
      self = .shared(name, inner)
    } else if let lists = Self.lists(arguments), let values = lists.first, !values.isEmpty {
      switch (name, lists.count) {
      case ("choose", 1): self = .choose(values)
      case ("cycle", 1): self = .cycle(values)
      case ("choose_weighted", 2) where lists[1].count == values.count:
        self = .chooseWeighted(values, weights: lists[1])
      default: return nil
      }
    } else if let numbers = Self.numbers(arguments) {
      switch (name, numbers.count) {
      case ("const", 1): self = .const(numbers[0])
      case ("uniform", 2) where numbers[0] <= numbers[1]: self = .uniform(numbers[0]...numbers[1])
      case ("normal", 2): self = .normal(mean: numbers[0], deviation: numbers[1])
      case ("truncnorm", 4) where numbers[2] <= numbers[3]:
        self = .truncnorm(mean: numbers[0], deviation: numbers[1], in: numbers[2]...numbers[3])
      default: return nil
      }
    } else {
      return nil
    }
  }

  private static func lists(_ arguments: some Collection<JSONTree>) -> [[Double]]? {
    let lists = arguments.compactMap { $0.elements.flatMap { numbers($0) } }
    return lists.count == arguments.count ? lists : nil
  }

  fileprivate static func numbers(_ trees: some Collection<JSONTree>) -> [Double]? {
    let numbers = trees.compactMap { $0.string == "end" ? .infinity : $0.double }
    return numbers.count == trees.count ? numbers : nil
  }
}

extension Choice {
  /// Reads a tuple; nil where it is none.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let arguments = elements.dropFirst()
    let names = arguments.first?.elements.flatMap { list in
      let names = list.compactMap(\.string)
      return names.count == list.count ? names : nil
    }
    switch (name, arguments.count) {
    case ("shared", 2):
      guard let (name, tuple) = sharedValue(arguments), let inner = Choice(tuple: tuple) else { return nil }
      self = .shared(name, inner)
    case ("const", 1):
      guard let name = arguments.first?.string else { return nil }
      self = .const(name)
    case ("choose", 1):
      guard let names else { return nil }
      self = .choose(names)
    case ("cycle", 1):
      guard let names else { return nil }
      self = .cycle(names)
    case ("choose_weighted", 2):
      guard let names, let weights = arguments.last?.elements.flatMap({ Distribution.numbers($0) }),
        weights.count == names.count
      else { return nil }
      self = .chooseWeighted(names, weights: weights)
    default: return nil
    }
  }
}

/// The name of a value of `let`, and the tuple behind it.
private func sharedValue(_ arguments: ArraySlice<JSONTree>) -> (name: String, tuple: JSONTree)? {
  guard arguments.count == 2, let name = arguments.first?.string, let tuple = arguments.last else { return nil }
  return (name, tuple)
}
