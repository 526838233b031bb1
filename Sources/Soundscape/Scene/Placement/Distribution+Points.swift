extension Distribution {
  /// The least value that can be drawn within ascending ranges.
  func least(in ranges: [ClosedRange<Double>]) -> Double? {
    switch self {
    case .const, .choose, .cycle: return quantile(0, in: ranges)
    case .chooseWeighted(let values, let weights):
      // Drawn from in the list's order, which need not be ascending.
      return zip(values, weights).filter { $0.1 > 0 && ranges.holds($0.0) }.map(\.0).min()
    case .shared(_, let distribution): return distribution.least(in: ranges)
    case .uniform, .normal, .truncnorm:
      if isListed { return quantile(0, in: ranges) }
      let support = support
      for range in ranges {
        if let part = support.intersection(range) { return part.lowerBound }
      }
      return nil
    }
  }

  /// The value within a range that is nearest to a point.
  func nearest(to point: Double, in range: ClosedRange<Double>) -> Double? {
    switch self {
    case .choose(let values), .cycle(let values):
      return values.filter { range.contains($0) }.min { abs($0 - point) < abs($1 - point) }
    case .chooseWeighted(let values, let weights):
      let possible = zip(values, weights).filter { range.contains($0.0) && $0.1 > 0 }
      return possible.map(\.0).min { abs($0 - point) < abs($1 - point) }
    case .shared(_, let distribution): return distribution.nearest(to: point, in: range)
    case .const, .uniform, .normal, .truncnorm:
      if isListed { return quantile(0, in: range) }
      return support.intersection(range).map { min(max(point, $0.lowerBound), $0.upperBound) }
    }
  }

  /// The log of the density, or of a listed value's probability, up to one constant; −∞ where there is none.
  func logWeight(of value: Double) -> Double {
    switch self {
    case .const(let constant): return value == constant ? 0 : -.infinity
    case .choose(let values), .cycle(let values): return values.contains(value) ? 0 : -.infinity
    case .chooseWeighted(let values, let weights):
      return Math.naturalLog(zip(values, weights).reduce(0) { $0 + ($1.0 == value ? $1.1 : 0) })
    case .shared(_, let distribution): return distribution.logWeight(of: value)
    case .uniform(let range): return range.contains(value) ? 0 : -.infinity
    case .normal(let mean, let deviation):
      if deviation <= 0 { return value == mean ? 0 : -.infinity }
      let z = (value - mean) / deviation
      return -z * z / 2
    case .truncnorm(let mean, let deviation, let range):
      guard range.contains(value) else { return -.infinity }
      return Distribution.normal(mean: mean, deviation: deviation).logWeight(of: value)
    }
  }
}

extension Distribution {
  /// Whether values come from a list rather than from a range.
  var isListed: Bool {
    switch self {
    case .const, .choose, .chooseWeighted, .cycle: true
    case .shared(_, let distribution): distribution.isListed
    case .uniform(let range): range.lowerBound == range.upperBound
    case .normal(_, let deviation): deviation <= 0
    case .truncnorm(_, let deviation, let range): deviation <= 0 || range.lowerBound == range.upperBound
    }
  }

  /// Whether there is one value only.
  var isConstant: Bool {
    switch self {
    case .const, .normal, .truncnorm, .uniform: isListed
    case .choose, .chooseWeighted, .cycle: support.lowerBound == support.upperBound
    case .shared(_, let distribution): distribution.isConstant
    }
  }
}
