extension PlacementProblem.Item {
  /// The time at one uniform number, of those in the ranges; nil where there is none.
  func draw(_ u: Double, in ranges: [ClosedRange<Double>]) -> Seconds? {
    guard clamped > 0 else { return time.quantile(u, in: ranges) }
    let inside = time.probability(in: ranges)
    let all = inside + (isAtEnd(of: ranges) ? clamped : 0)
    guard all > 0 else { return time.quantile(u, in: ranges) }
    return u * all < inside ? time.quantile(min(u * all / inside, 1.0.nextDown), in: ranges) : window.upperBound
  }

  /// The probability of a time in the ranges, up to one factor for all that replace each other with this distribution.
  func probability(in ranges: [ClosedRange<Double>]) -> Double {
    time.probability(in: ranges) + (clamped > 0 && isAtEnd(of: ranges) ? clamped : 0)
  }

  /// Whether a time has a probability of its own, and no density.
  func isClamped(_ time: Seconds) -> Bool { clamped > 0 && time == window.upperBound }

  private func isAtEnd(of ranges: [ClosedRange<Double>]) -> Bool { ranges.last?.upperBound == window.upperBound }
}
