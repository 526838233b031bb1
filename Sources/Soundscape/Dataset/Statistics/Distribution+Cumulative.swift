extension Distribution {
  /// The probability of a value no greater than x: the cumulative distribution function.
  func cumulative(_ x: Double) -> Double { x > -.infinity ? probability(in: -Double.infinity...x) : 0 }

  /// The values of a discrete distribution with their probabilities, ascending; nil for a continuous one.
  var points: [(value: Double, probability: Double)]? {
    let masses: [Double: Double]
    switch self {
    case .choose(let values), .cycle(let values):
      let distinct = Set(values)
      masses = Dictionary(uniqueKeysWithValues: distinct.map { ($0, 1 / Double(distinct.count)) })
    case .chooseWeighted(let values, let weights):
      let total = weights.reduce(0, +)
      masses = Dictionary(zip(values, weights.map { total > 0 ? $0 / total : 0 }), uniquingKeysWith: +)
    case .step(let from, let to, let by):
      let values = Steps(from: from, to: to, by: by).values
      return values.map { ($0, 1 / Double(values.count)) }
    case .shared(_, let inner): return inner.points
    default:
      guard !isContinuous, let value = quantile(0) else { return nil }
      masses = [value: 1]
    }
    return masses.map { (value: $0.key, probability: $0.value) }.sorted { $0.value < $1.value }
  }
}
