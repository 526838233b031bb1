/// Numbers kept one by one (8 bytes each), so that statistics of them are exact and do not depend on the order.
public struct NumberSample: Sendable {
  /// In no particular order.
  public private(set) var values: [Double] = []

  public init() {}

  public init(_ values: [Double]) { self.values = values.filter(\.isFinite) }

  /// Numbers that are undefined or infinite do not count.
  mutating func add(_ value: Double?) { if let value, value.isFinite { values.append(value) } }

  mutating func merge(_ other: NumberSample) { values += other.values }

  public var count: Int { values.count }

  /// Statistics of the numbers; nil where there are none.
  public var summary: NumberSummary? { NumberSummary(sorted: values.sorted()) }
}

/// Statistics of a set of numbers.
public struct NumberSummary: Hashable, Sendable {
  public var count: Int
  public var mean: Double
  /// Standard deviation, of the numbers themselves (÷ n).
  public var deviation: Double
  public var least: Double
  public var greatest: Double
  /// The values below which 5, 50 and 95 % of the numbers are, interpolated linearly between neighbours.
  public var percentile5, median, percentile95: Double

  init?(sorted values: [Double]) {
    guard let first = values.first, let last = values.last else { return nil }
    let n = Double(values.count)
    // A mean is between least and greatest; rounding of the sum could move it out.
    let mean = min(max(values.reduce(0, +) / n, first), last)
    count = values.count
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    (least, greatest) = (first, last)
    func quantile(_ part: Double) -> Double {
      let place = part * (n - 1)
      let below = Int(place)
      let above = min(below + 1, values.count - 1)
      return values[below] + (values[above] - values[below]) * (place - Double(below))
    }
    (percentile5, median, percentile95) = (quantile(0.05), quantile(0.5), quantile(0.95))
  }
}
