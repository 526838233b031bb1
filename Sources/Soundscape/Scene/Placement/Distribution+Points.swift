extension Distribution {
  /// The least value that can be drawn within ascending ranges.
  func least(in ranges: [ClosedRange<Double>]) -> Double? {
    switch self {
    case .chooseWeighted(let values, let weights):
      // Drawn from in the list's order, which need not be ascending.
      return zip(values, weights).filter { $0.1 > 0 && ranges.holds($0.0) }.map(\.0).min()
    case .shared(_, let distribution): return distribution.least(in: ranges)
    default:
      guard isContinuous else { return quantile(0, in: ranges) }
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
    case .step(let from, let to, let by):
      return Distribution.choose(Steps(from: from, to: to, by: by).values).nearest(to: point, in: range)
    case .chooseWeighted(let values, let weights):
      let possible = zip(values, weights).filter { range.contains($0.0) && $0.1 > 0 }
      return possible.map(\.0).min { abs($0 - point) < abs($1 - point) }
    case .shared(_, let distribution): return distribution.nearest(to: point, in: range)
    default:
      guard isContinuous else { return quantile(0, in: range) }
      return support.intersection(range).map { min(max(point, $0.lowerBound), $0.upperBound) }
    }
  }

  /// Whether there is only one value.
  var isConstant: Bool {
    switch self {
    case .choose, .chooseWeighted, .cycle, .step: support.lowerBound == support.upperBound
    case .shared(_, let distribution): distribution.isConstant
    default: !isContinuous
    }
  }
}
