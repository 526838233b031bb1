/// How much sounds at once: Scaper's two statistics over the foreground events.
enum Polyphony {
  /// The hop of the polyphony series.
  private static let hop: Seconds = 0.01
  /// Added to each value of the series, so that none is 0.
  private static let offset = 1e-6

  /// The largest number of foreground events at once; touching events overlap only in Scaper's way of counting.
  static func maximum(_ intervals: [(start: Seconds, end: Seconds)], touchingOverlap: Bool = false) -> Int {
    let first = touchingOverlap ? -1 : 1
    let edges = intervals.flatMap { [(time: $0.start, change: 1), (time: $0.end, change: -1)] }
      .sorted { ($0.time, first * $0.change) < ($1.time, first * $1.change) }
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
    guard count > 1 else { return 0 }
    // The samples' times to the bit as NumPy's linspace has them: which is the nearest can depend on the last bit.
    let last = Double(count - 1) * hop
    let step = last / Double(count - 1)
    func time(_ sample: Int) -> Seconds { sample == count - 1 ? last : Double(sample) * step }
    func nearestSample(to moment: Seconds) -> Int {
      // A moment outside the mixture has the first sample or the last, however far outside it is.
      let guess = min(max(Int((min(max(moment, 0), duration) / hop).rounded()), 0), count - 1)
      let candidates = max(0, guess - 1)...min(count - 1, guess + 1)
      return candidates.min { abs(time($0) - moment) < abs(time($1) - moment) } ?? guess
    }
    var changes = [Int](repeating: 0, count: count + 1)
    for interval in intervals {
      let start = nearestSample(to: interval.start)
      let end = nearestSample(to: interval.end)
      guard end > start else { continue }
      changes[start] += 1
      changes[end] -= 1
    }
    // How many samples have each polyphony: the series in order of size, without sorting it.
    var samples = [Int](repeating: 0, count: intervals.count + 1)
    let n = count - 1
    var now = 0
    for k in 0..<n {
      now += changes[k]
      samples[now] += 1
    }
    var weighted = 0.0
    var sum = 0.0
    var rank = 0
    for polyphony in samples.indices {
      let value = Double(polyphony) + offset
      for _ in 0..<samples[polyphony] {
        rank += 1
        weighted += Double(2 * rank - n - 1) * value
        sum += value
      }
    }
    return 1 - weighted / (Double(n) * sum)
  }
}
