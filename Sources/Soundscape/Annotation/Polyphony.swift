/// How much sounds at once: Scaper's two statistics over the foreground events.
enum Polyphony {
  /// The hop of the polyphony series.
  private static let hop: Seconds = 0.01
  /// Added to each value of the series, so that none is 0.
  private static let offset = 1e-6

  /// The largest number of foreground events at once; touching events do not overlap.
  static func maximum(_ intervals: [(start: Seconds, end: Seconds)]) -> Int {
    let edges = intervals.flatMap { [(time: $0.start, change: 1), (time: $0.end, change: -1)] }
      .sorted { ($0.time, $0.change) < ($1.time, $1.change) }
    var now = 0
    return edges.reduce(0) { most, edge in
      now += edge.change
      return max(most, now)
    }
  }

  /// 1 − the Gini coefficient of the polyphony sampled every 10 ms; 0 without events.
  ///
  /// Near 1 for a polyphony that hardly changes, near 0 for one concentrated in a few moments.
  /// *Source:* Salamon, MacConnell, Cartwright, Li, Bello: *Scaper: a library for soundscape synthesis and
  /// augmentation*, WASPAA 2017.
  static func gini(_ intervals: [(start: Seconds, end: Seconds)], duration: Seconds) -> Double {
    guard !intervals.isEmpty else { return 0 }
    let count = Int((duration / hop).rounded(.down)) + 1
    var changes = [Int](repeating: 0, count: count + 1)
    for interval in intervals {
      let start = nearestSample(to: interval.start, count: count)
      let end = nearestSample(to: interval.end, count: count)
      guard end > start else { continue }
      changes[start] += 1
      changes[end] -= 1
    }
    var now = 0
    var values = changes.prefix(count - 1).map { change in
      now += change
      return Double(now) + offset
    }
    values.sort()
    let n = values.count
    guard n > 0 else { return 0 }
    var weighted = 0.0
    var sum = 0.0
    for (i, value) in values.enumerated() {
      weighted += Double(2 * (i + 1) - n - 1) * value
      sum += value
    }
    return 1 - weighted / (Double(n) * sum)
  }

  /// The first of the samples that are nearest to a time.
  private static func nearestSample(to time: Seconds, count: Int) -> Int {
    let guess = min(max(Int((time / hop).rounded()), 0), count - 1)
    let candidates = max(0, guess - 1)...min(count - 1, guess + 1)
    return candidates.min { abs(Double($0) * hop - time) < abs(Double($1) * hop - time) } ?? guess
  }
}
