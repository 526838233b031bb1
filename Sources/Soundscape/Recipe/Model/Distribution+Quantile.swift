extension Distribution {
  /// The value that one uniform number stands for: the inverse cumulative distribution, cut to a range.
  ///
  /// Nil where the distribution has nothing in the range. A range of one point within a continuous distribution gives
  /// that point, the limit of ever narrower ranges. `shared` is drawn as what it names, `cycle` as `choose`.
  /// A list that is in ascending order already is drawn from without a copy.
  ///
  /// *Range:* u in 0 ..< 1; the range's bounds may be infinite.
  func quantile(
    _ u: Double, in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) -> Double? {
    switch self {
    case .const(let value): return range.contains(value) ? value : nil
    case .choose(let values), .cycle(let values): return Self.choice(u, of: values) { range.contains($0) }
    case .chooseWeighted(let values, let weights):
      return Self.choice(u, of: values, weights: weights) { range.contains($0) }
    case .uniform(let support):
      guard let part = support.intersection(range) else { return nil }
      return Self.uniform(u, in: part)
    case .normal(let mean, let deviation):
      if deviation <= 0 { return range.contains(mean) ? mean : nil }
      return NormalInterval(range, mean: mean, deviation: deviation).quantile(u)
    case .truncnorm(let mean, let deviation, let support):
      guard let part = support.intersection(range) else { return nil }
      if deviation <= 0 {
        let value = mean.clamped(to: support)
        return range.contains(value) ? value : nil
      }
      return NormalInterval(part, mean: mean, deviation: deviation).quantile(u)
    case .step(let from, let to, let by): return Steps(from: from, to: to, by: by).value(u, in: [range])
    case .shared(_, let distribution): return distribution.quantile(u, in: range)
    }
  }

  /// The value that one uniform number stands for: the inverse cumulative distribution, cut to a union of ranges.
  ///
  /// Nil where the distribution has nothing in any range. Ranges of one point count only where there are none with
  /// more: then by the density at each.
  ///
  /// *Range:* u in 0 ..< 1; ranges ascending, none overlapping another.
  func quantile(_ u: Double, in ranges: [ClosedRange<Double>]) -> Double? {
    if ranges.count == 1 { return quantile(u, in: ranges[0]) }
    switch self {
    case .const(let value): return ranges.holds(value) ? value : nil
    case .choose(let values), .cycle(let values): return Self.choice(u, of: values) { ranges.holds($0) }
    case .chooseWeighted(let values, let weights):
      return Self.choice(u, of: values, weights: weights) { ranges.holds($0) }
    case .uniform(let support):
      let parts = ranges.compactMap { support.intersection($0) }
      let widths = parts.map { $0.upperBound - $0.lowerBound }
      let weights = widths.contains { $0 > 0 } ? widths : widths.map { _ in 1 }
      guard let (index, rest) = Self.part(u, weights: weights) else { return nil }
      return Self.uniform(rest, in: parts[index])
    case .normal(let mean, let deviation):
      if deviation <= 0 { return ranges.holds(mean) ? mean : nil }
      return Self.normal(u, in: ranges.map { NormalInterval($0, mean: mean, deviation: deviation) })
    case .truncnorm(let mean, let deviation, let support):
      if deviation <= 0 {
        let value = mean.clamped(to: support)
        return ranges.holds(value) ? value : nil
      }
      let parts = ranges.compactMap { support.intersection($0) }
      return Self.normal(u, in: parts.map { NormalInterval($0, mean: mean, deviation: deviation) })
    case .step(let from, let to, let by): return Steps(from: from, to: to, by: by).value(u, in: ranges)
    case .shared(_, let distribution): return distribution.quantile(u, in: ranges)
    }
  }

  /// One of the distinct values that are inside, each as likely, in ascending order.
  private static func choice(_ u: Double, of values: [Double], _ isInside: (Double) -> Bool) -> Double? {
    guard values.isStrictlyAscending else { return choice(u, of: Set(values).sorted(), isInside) }
    var count = 0
    for value in values where isInside(value) { count += 1 }
    var index = min(Int(u * Double(count)), count - 1)
    for value in values where isInside(value) {
      if index == 0 { return value }
      index -= 1
    }
    return nil
  }

  /// The first of the values inside whose cumulative weight passes u × their total.
  private static func choice(
    _ u: Double, of values: [Double], weights: [Double], _ isInside: (Double) -> Bool
  ) -> Double? {
    var total = 0.0
    for (value, weight) in zip(values, weights) where isInside(value) { total += weight }
    var sum = 0.0
    var last: Double?
    for (value, weight) in zip(values, weights) where weight > 0 && isInside(value) {
      sum += weight
      if sum > u * total { return value }
      last = value
    }
    return last
  }

  /// Nil when the range is infinite: it has no uniform distribution.
  private static func uniform(_ u: Double, in range: ClosedRange<Double>) -> Double? {
    let width = range.upperBound - range.lowerBound
    guard width < .infinity else { return nil }
    return min(range.lowerBound + width * u, range.upperBound)
  }

  private static func normal(_ u: Double, in intervals: [NormalInterval]) -> Double? {
    var logWeights = intervals.map(\.logMass)
    if logWeights.allSatisfy({ $0 == -.infinity }) { logWeights = intervals.map(\.logGreatestDensity) }
    var most = logWeights.max() ?? 0
    if most == -.infinity {
      // Too far out for squares: all is at the interval next to the mean.
      logWeights = intervals.map { -$0.distanceInDeviations }
      most = logWeights.max() ?? 0
      if most == -.infinity { return intervals.min { $0.range.lowerBound < $1.range.lowerBound }?.quantile(u) }
    }
    guard let (index, rest) = part(u, weights: logWeights.map { Math.exponential($0 - most) }) else { return nil }
    return intervals[index].quantile(rest)
  }

  /// Which part u falls into, and where within it as a number in 0 ..< 1; nil when there is none.
  private static func part(_ u: Double, weights: [Double]) -> (index: Int, rest: Double)? {
    let target = u * weights.reduce(0, +)
    var sum = 0.0
    var last: Int?
    for (index, weight) in weights.enumerated() where weight > 0 {
      if sum + weight > target { return (index, min(max((target - sum) / weight, 0), 1.0.nextDown)) }
      sum += weight
      last = index
    }
    return last.map { ($0, 1.0.nextDown) }
  }
}
