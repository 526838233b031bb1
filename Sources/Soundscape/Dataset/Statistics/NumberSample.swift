/// Numbers kept one by one (8 bytes each), so that statistics of them are exact and do not depend on the order.
///
/// Where there are many, most of them are in a file: see `spill`.
public struct NumberSample: Sendable {
  /// Numbers in a file, in ascending order.
  private struct Part: Sendable {
    let file: NumberFile
    let run: NumberFile.Run
  }

  /// Numbers that are kept in memory: more go into a file, as one run.
  private static let mostInMemory = 8_192

  private var recent: [Double] = []
  private var parts: [Part] = []
  public private(set) var count = 0

  public init() {}

  public init(_ values: [Double]) { for value in values { add(value) } }

  /// Numbers that are undefined or infinite do not count.
  mutating func add(_ value: Double?) {
    guard let value, value.isFinite else { return }
    recent.append(value)
    count += 1
  }

  mutating func merge(_ other: NumberSample) {
    recent += other.recent
    parts += other.parts
    count += other.count
  }

  /// Moves the numbers into a file, if they are many.
  mutating func spill(to file: NumberFile) throws(SoundscapeError) {
    guard recent.count >= Self.mostInMemory else { return }
    parts.append(Part(file: file, run: try file.add(recent.sorted())))
    recent.removeAll(keepingCapacity: true)
  }

  /// All of them in ascending order.
  var sorted: SortedNumbers {
    SortedNumbers(recent.sorted(), count: count, parts: parts.map { ($0.file, $0.run) })
  }

  /// Statistics of the numbers; nil where there are none.
  public var summary: NumberSummary? { NumberSummary(sorted) }
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

  init?(_ numbers: SortedNumbers) {
    let places = [0.05, 0.5, 0.95].map { Quantile($0, count: numbers.count) }
    var wanted: [Int: Double] = [:]
    for place in places { (wanted[place.below], wanted[place.above]) = (0, 0) }
    var (first, last, sum, position) = (Double?.none, 0.0, 0.0, 0)
    for number in numbers {
      if first == nil { first = number }
      if wanted[position] != nil { wanted[position] = number }
      last = number
      sum += number
      position += 1
    }
    guard let first else { return nil }
    let n = Double(numbers.count)
    // A mean is between least and greatest; rounding of the sum could move it out.
    let mean = min(max(sum / n, first), last)
    count = numbers.count
    self.mean = mean
    deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    (least, greatest) = (first, last)
    let values = places.map { place in
      let (below, above) = (wanted[place.below] ?? 0, wanted[place.above] ?? 0)
      return below + (above - below) * place.part
    }
    (percentile5, median, percentile95) = (values[0], values[1], values[2])
  }
}

/// Where a quantile is among sorted numbers: between two neighbours.
private struct Quantile {
  let below: Int
  let above: Int
  let part: Double

  init(_ share: Double, count: Int) {
    let place = share * (Double(count) - 1)
    below = max(0, Int(place))
    above = max(0, min(below + 1, count - 1))
    part = place - Double(below)
  }
}
