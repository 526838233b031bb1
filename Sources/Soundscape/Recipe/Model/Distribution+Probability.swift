extension Distribution {
  /// The probability of a value in the range: 0 for a point of a continuous distribution.
  func probability(in range: ClosedRange<Double>) -> Double { probability(in: [range]) }

  /// The probability of a value in any of the ranges.
  ///
  /// *Range:* ranges ascending, none overlapping another.
  func probability(in ranges: [ClosedRange<Double>]) -> Double {
    switch self {
    case .const(let value): return ranges.holds(value) ? 1 : 0
    case .choose(let values), .cycle(let values):
      let distinct = values.isStrictlyAscending ? values : Array(Set(values))
      return distinct.isEmpty ? 0 : Double(distinct.count { ranges.holds($0) }) / Double(distinct.count)
    case .chooseWeighted(let values, let weights):
      let total = weights.reduce(0, +)
      let inside = zip(values, weights).reduce(0) { $0 + (ranges.holds($1.0) ? $1.1 : 0) }
      return total > 0 ? min(inside / total, 1) : 0
    case .uniform(let support):
      let width = support.upperBound - support.lowerBound
      if width == 0 { return ranges.holds(support.lowerBound) ? 1 : 0 }
      let inside = ranges.reduce(0) { sum, range in
        sum + (support.intersection(range).map { $0.upperBound - $0.lowerBound } ?? 0)
      }
      return min(inside / width, 1)
    case .normal(let mean, let deviation):
      if deviation <= 0 { return ranges.holds(mean) ? 1 : 0 }
      return min(ranges.reduce(0) { $0 + Self.mass($1, mean, deviation, relativeTo: 0) }, 1)
    case .truncnorm(let mean, let deviation, let support):
      if deviation <= 0 || support.lowerBound == support.upperBound {
        return ranges.holds(mean.clamped(to: support)) ? 1 : 0
      }
      let whole = NormalInterval(support, mean: mean, deviation: deviation).logMass
      // All of the mass is at the bound next to the mean.
      if whole == -.infinity { return ranges.holds(mean.clamped(to: support)) ? 1 : 0 }
      let parts = ranges.compactMap { support.intersection($0) }
      return min(parts.reduce(0) { $0 + Self.mass($1, mean, deviation, relativeTo: whole) }, 1)
    case .step(let from, let to, let by): return Steps(from: from, to: to, by: by).probability(in: ranges)
    case .shared(_, let distribution): return distribution.probability(in: ranges)
    }
  }

  private static func mass(
    _ range: ClosedRange<Double>, _ mean: Double, _ deviation: Double, relativeTo logWhole: Double
  ) -> Double {
    Math.exponential(NormalInterval(range, mean: mean, deviation: deviation).logMass - logWhole)
  }
}

extension Distribution {
  /// Below this, a distribution counts as having nothing in a range: no data set is so large that one draw came there.
  private static let leastProbability = 1e-12

  /// Whether a draw can be expected within a range; what is left of a distribution far out in its tail cannot.
  func reaches(_ range: ClosedRange<Double>) -> Bool {
    meanOfTails.map { range.contains($0) || probability(in: range) >= Self.leastProbability } ?? true
  }

  /// The log of the density, or of a listed value's probability, up to one constant; −∞ where there is none.
  func logDensity(at value: Double) -> Double {
    switch self {
    case .const(let constant): return value == constant ? 0 : -.infinity
    case .choose(let values), .cycle(let values): return values.contains(value) ? 0 : -.infinity
    case .chooseWeighted(let values, let weights):
      return Math.naturalLog(zip(values, weights).reduce(0) { $0 + ($1.0 == value ? $1.1 : 0) })
    case .uniform(let range): return range.contains(value) ? 0 : -.infinity
    case .normal(let mean, let deviation):
      if deviation <= 0 { return value == mean ? 0 : -.infinity }
      let z = (value - mean) / deviation
      return -z * z / 2
    case .truncnorm(let mean, let deviation, let range):
      guard range.contains(value) else { return -.infinity }
      return Distribution.normal(mean: mean, deviation: deviation).logDensity(at: value)
    case .step: return probability(in: value...value) > 0 ? 0 : -.infinity
    case .shared(_, let distribution): return distribution.logDensity(at: value)
    }
  }
}

extension ClosedRange<Double> {
  /// What is in both, nil when they have no point in common.
  func intersection(_ other: ClosedRange<Double>) -> ClosedRange<Double>? {
    let low = Swift.max(lowerBound, other.lowerBound)
    let high = Swift.min(upperBound, other.upperBound)
    return low <= high ? low...high : nil
  }
}

extension [Double] {
  var isStrictlyAscending: Bool {
    if isEmpty { return true }
    for index in 1..<Swift.max(count, 1) where self[index] <= self[index - 1] { return false }
    return true
  }
}

extension [ClosedRange<Double>] {
  /// Whether the value is in any of the ranges, which are ascending and apart.
  func holds(_ value: Double) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].contains(value)
  }
}
