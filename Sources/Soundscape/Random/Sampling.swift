extension RandomSource {
  /// A whole number in 0 ..< count, each as likely: bits are drawn under the smallest covering mask until they fit.
  ///
  /// As NumPy's `RandomState.randint(0, count)`: a count of 1 draws nothing. *Range:* 1…2³².
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0 && count <= 1 << 32, "a count of 1 to 2³²")
    if count == 1 { return 0 }
    let most = UInt32(count - 1)
    let mask = UInt32.max >> UInt32(most.leadingZeroBitCount)
    while true {
      let candidate = next() & mask
      if candidate <= most { return Int(candidate) }
    }
  }

  /// An index by its probability: the first whose cumulative sum, normalised by the last, passes a uniform double.
  ///
  /// As NumPy's `RandomState.choice(p=…)`.
  public mutating func index(weights: [Double]) -> Int {
    precondition(!weights.isEmpty, "at least one weight")
    var sum = 0.0
    let cumulative = weights.map { weight in
      sum += weight
      return sum
    }
    let target = unitInterval()
    return cumulative.firstIndex { $0 / sum > target } ?? weights.count - 1
  }

  /// A double in `range`, with its lower end in: low + (high − low) · u.
  public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unitInterval()
  }

  /// A normal deviate: mean + deviation · z.
  public mutating func normal(mean: Double, deviation: Double) -> Double { mean + deviation * standardNormal() }

  /// A normal deviate within `range`, by the inverse of the truncated cumulative distribution of one uniform double.
  ///
  /// A deviation of 0 gives the mean, put into the range.
  public mutating func truncatedNormal(mean: Double, deviation: Double, in range: ClosedRange<Double>) -> Double {
    guard deviation > 0, range.lowerBound < range.upperBound else { return mean.clamped(to: range) }
    let a = (range.lowerBound - mean) / deviation
    let b = (range.upperBound - mean) / deviation
    // So far out all of the mass is at the bound next to the mean, and squares would overflow.
    if a > TruncatedNormal.farthest { return range.lowerBound }
    if b < -TruncatedNormal.farthest { return range.upperBound }
    let z = TruncatedNormal.inverse(unitInterval(), between: a, and: b)
    return (z * deviation + mean).clamped(to: range)
  }
}
