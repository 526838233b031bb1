// Distributions and choices read back from the tuples that annotations hold.

extension NumberDistribution where Number: TupleNumber {
  /// Reads a tuple; nil if it is not one.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let arguments = elements.dropFirst()
    if name == "shared" {
      guard let (name, tuple) = sharedValue(arguments), let inner = Self(tuple: tuple) else { return nil }
      self = .shared(name, inner)
    } else if let list = arguments.first?.elements, let values = Self.numbers(list), !values.isEmpty {
      switch (name, arguments.count) {
      case ("choose", 1): self = .choose(values)
      case ("cycle", 1): self = .cycle(values)
      case ("choose_weighted", 2):
        guard let weights = arguments.last?.elements.flatMap({ Distribution.numbers($0) }),
          weights.count == values.count
        else { return nil }
        self = .chooseWeighted(values, weights: weights)
      default: return nil
      }
    } else if let numbers = Self.numbers(arguments) {
      switch (name, numbers.count) {
      case ("const", 1): self = .const(numbers[0])
      case ("uniform", 2) where numbers[0] <= numbers[1]: self = .uniform(numbers[0]...numbers[1])
      case ("normal", 2):
        guard let mean = numbers[0].number, let deviation = numbers[1].number else { return nil }
        self = .normal(mean: mean, deviation: deviation)
      case ("truncnorm", 4) where numbers[2] <= numbers[3]:
        guard let mean = numbers[0].number, let deviation = numbers[1].number else { return nil }
        self = .truncnorm(mean: mean, deviation: deviation, in: numbers[2]...numbers[3])
      default: return nil
      }
    } else {
      return nil
    }
  }

  fileprivate static func numbers(_ trees: some Collection<JSONTree>) -> [Number]? {
    let numbers = trees.compactMap { $0.string == "end" ? Number.meaningOfEnd : $0.double.map(Number.init(number:)) }
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

/// The name of a value of `let`, and its tuple.
private func sharedValue(_ arguments: ArraySlice<JSONTree>) -> (name: String, tuple: JSONTree)? {
  guard arguments.count == 2, let name = arguments.first?.string, let tuple = arguments.last else { return nil }
  return (name, tuple)
}
