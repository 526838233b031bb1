/// How much sounds at once, over the foreground events of all mixtures.
public struct PolyphonyStatistics: Sendable {
  /// The most events at once → mixtures with so many.
  public internal(set) var maxima: [Int: Int] = [:]
  private var times: [Int: Nanoseconds] = [:]
  private var ginis = NumberSample()

  /// The mean of the mixtures' `polyphony_gini`: 1 − Gini coefficient, near 1 for a polyphony that hardly changes.
  public var meanGini: Double? { ginis.summary?.mean }

  /// Events at once → the share of all time at which so many sound.
  public var timeShares: [Int: Double] {
    let total = times.values.reduce(into: Nanoseconds()) { $0.add($1) }.seconds
    return total > 0 ? times.mapValues { $0.seconds / total } : [:]
  }

  /// - Parameter maximum: as the annotation has it; else it is counted.
  mutating func add(_ intervals: [(start: Seconds, end: Seconds)], duration: Seconds, maximum: Int?, gini: Double?) {
    maxima[maximum ?? Polyphony.maximum(intervals), default: 0] += 1
    ginis.add(gini)
    var edges: [(time: Seconds, change: Int)] = []
    for interval in intervals where interval.start < duration && interval.end > interval.start {
      edges.append((max(interval.start, 0), 1))
      edges.append((min(interval.end, duration), -1))
    }
    edges.sort { ($0.time, $0.change) < ($1.time, $1.change) }
    var now = 0
    var last = 0.0
    for edge in edges + [(duration, 0)] {
      if edge.time > last { times[now, default: Nanoseconds()].add(edge.time - last) }
      (now, last) = (now + edge.change, max(last, edge.time))
    }
  }

  mutating func spill(to file: NumberFile) throws(SoundscapeError) { try ginis.spill(to: file) }

  mutating func merge(_ other: PolyphonyStatistics) {
    maxima.merge(other.maxima, uniquingKeysWith: +)
    for (polyphony, time) in other.times { times[polyphony, default: Nanoseconds()].add(time) }
    ginis.merge(other.ginis)
  }
}
