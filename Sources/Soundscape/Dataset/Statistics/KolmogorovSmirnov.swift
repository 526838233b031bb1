/// The largest distance between the cumulative distribution of numbers and the one that they should come from.
///
/// *Source:* Kolmogorov 1933; for discrete distributions Conover, *A Kolmogorov goodness-of-fit test for discontinuous
/// distributions*, JASA 1972.
enum KolmogorovSmirnov {
  /// A draw that fits by a rounding is the latest that fits: values so near to a discrete one, relatively, are that one.
  private static let rounding = 1e-9
  /// √(−½ ln(p ÷ 2)) for p = 0.001: one correct field in a thousand is beyond the critical value.
  private static let criticalValue = 1.949_474_604_3

  /// D: the largest |empirical − requested| of the cumulative distributions.
  ///
  /// *Range:* at least one number.
  static func distance(of numbers: SortedNumbers, from distribution: Distribution) -> Double {
    if let points = distribution.points { return distance(of: numbers, from: points) }
    return distance(of: numbers) { distribution.cumulative($0) }
  }

  /// D from a continuous distribution, by its cumulative function.
  static func distance(of numbers: SortedNumbers, from cumulative: (Double) -> Double) -> Double {
    let n = Double(numbers.count)
    var greatest = 0.0
    var below = 0
    var rest = numbers.makeIterator()
    var next = rest.next()
    while let value = next {
      var end = below
      while next == value {
        end += 1
        next = rest.next()
      }
      let expected = cumulative(value)
      // Just below the value, and at it.
      greatest = max(greatest, expected - Double(below) / n, Double(end) / n - expected)
      below = end
    }
    return greatest
  }

  /// D from a discrete distribution: both functions jump, so that only what they are after each jump counts.
  private static func distance(
    of numbers: SortedNumbers, from points: [(value: Double, probability: Double)]
  ) -> Double {
    let n = Double(numbers.count)
    var (greatest, expected) = (0.0, 0.0)
    var (passed, point) = (0, 0)
    var rest = numbers.makeIterator()
    var next = rest.next()
    func take() {
      passed += 1
      next = rest.next()
    }
    while next != nil || point < points.count {
      let place = point < points.count ? points[point].value : .infinity
      let tolerance = rounding * max(1, abs(place))
      if let value = next, place == .infinity || value < place - tolerance {
        take()
      } else {
        while let value = next, value <= place + tolerance { take() }
        expected += points[point].probability
        point += 1
      }
      greatest = max(greatest, abs(Double(passed) / n - expected))
    }
    return min(greatest, 1)
  }

  /// The distance that n independent draws exceed with a probability of 0.001; less often for discrete distributions.
  ///
  /// *Source:* Stephens, *EDF statistics for goodness of fit*, JASA 1974: good to 1 % from n = 4 on.
  static func criticalDistance(count: Int) -> Double {
    let root = Double(count).squareRoot()
    return min(1, criticalValue / (root + 0.12 + 0.11 / root))
  }
}
