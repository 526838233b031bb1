extension Distribution {
  /// The probability of a value no greater than x: the cumulative distribution function.
  func cumulative(_ x: Double) -> Double { x > -.infinity ? probability(in: -Double.infinity...x) : 0 }

  /// The values of a discrete distribution with their probabilities, ascending; nil for a continuous one.
  var points: [(value: Double, probability: Double)]? {
    let masses: [Double: Double]
    switch self {
    case .const(let value): masses = [value: 1]
    case .choose(let values), .cycle(let values):
      let distinct = Set(values)
      masses = Dictionary(uniqueKeysWithValues: distinct.map { ($0, 1 / Double(distinct.count)) })
    case .chooseWeighted(let values, let weights):
      let total = weights.reduce(0, +)
      masses = Dictionary(zip(values, weights.map { total > 0 ? $0 / total : 0 }), uniquingKeysWith: +)
    case .uniform(let range):
      guard range.lowerBound == range.upperBound else { return nil }
      masses = [range.lowerBound: 1]
    case .normal(let mean, let deviation):
      guard deviation <= 0 else { return nil }
      masses = [mean: 1]
    case .truncnorm(let mean, let deviation, let range):
      guard deviation <= 0 || range.lowerBound == range.upperBound else { return nil }
      masses = [min(max(mean, range.lowerBound), range.upperBound): 1]
    case .shared(_, let inner): return inner.points
    }
    return masses.map { (value: $0.key, probability: $0.value) }.sorted { $0.value < $1.value }
  }

  /// Whether a number of it is `end`, which every event has of its own.
  var hasEnd: Bool {
    if case .normal = unshared { return false }
    return support.upperBound == .infinity
  }
}

extension Distribution {
  /// Reads a tuple as the ledger has it; nil where it is none.
  init?(tuple: JSONTree) {
    guard let elements = tuple.elements, let name = elements.first?.string else { return nil }
    let arguments = Array(elements.dropFirst())
    if name == "shared" {
      guard arguments.count == 2, let own = arguments[0].string, let inner = Distribution(tuple: arguments[1]) else {
        return nil
      }
      self = .shared(own, inner)
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

  private static func lists(_ arguments: [JSONTree]) -> [[Double]]? {
    let lists = arguments.compactMap { $0.elements.flatMap(numbers) }
    return lists.count == arguments.count ? lists : nil
  }

  private static func numbers(_ trees: [JSONTree]) -> [Double]? {
    let numbers = trees.compactMap { $0.string == "end" ? .infinity : $0.double }
    return numbers.count == trees.count ? numbers : nil
  }
}
