/// The values of `[step, from, to, by]`: from + k · by, as far as `to`.
struct Steps {
  let from: Double
  let to: Double
  let by: Double
  /// How many values there are; 0 where `to` is before `from`.
  let count: Int

  /// What is so near to another step, in steps, is that step: 0.3 is three steps of 0.1.
  private static let rounding = 1e-6
  /// More than any count of steps that is worked with, and safe as a whole number.
  private static let most = 1e15

  init(from: Double, to: Double, by: Double) {
    (self.from, self.to, self.by) = (from, to, by)
    let last = ((to - from) / by + Self.rounding).rounded(.down)
    count = last >= 0 ? Int(min(last, Self.most)) + 1 : 0
  }

  /// *Range:* k in 0 ..< count.
  subscript(k: Int) -> Double { min(from + Double(k) * by, to) }

  var values: [Double] { (0..<count).map { self[$0] } }

  /// Which of them are in a range.
  func places(in range: ClosedRange<Double>) -> Range<Int> {
    func place(_ value: Double, _ rule: FloatingPointRoundingRule) -> Int {
      let exact = (value - from) / by
      return Int(min(max((exact + (rule == .up ? -Self.rounding : Self.rounding)).rounded(rule), -1), Double(count)))
    }
    let first = max(place(range.lowerBound, .up), 0)
    let last = min(place(range.upperBound, .down), count - 1)
    return first..<max(first, last + 1)
  }

  /// The one that u falls on of those in the ranges, each as likely; nil where there is none.
  func value(_ u: Double, in ranges: [ClosedRange<Double>]) -> Double? {
    let places = ranges.map(places(in:))
    let total = places.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    var rest = min(Int(u * Double(total)), total - 1)
    for part in places {
      if rest < part.count { return self[part.lowerBound + rest] }
      rest -= part.count
    }
    return nil
  }

  /// The share of them that is in the ranges.
  func probability(in ranges: [ClosedRange<Double>]) -> Double {
    count == 0 ? 0 : Double(ranges.reduce(0) { $0 + places(in: $1).count }) / Double(count)
  }
}

extension StartDistribution {
  /// Whether it takes steps as far as `end`, which the file decides.
  var stepsToEnd: Bool { if case .step(_, .end, _) = unshared { true } else { false } }
}

extension TupleNumber {
  /// Whether there are more steps than statistics could list; those to `end` are counted for each file.
  func hasTooManySteps(to last: Self, by width: Double) -> Bool {
    guard let from = number else { return true }
    return last.number.map { ($0 - from) / width > Double(RecipeLimits.mostSteps) } ?? false
  }
}
