import Testing

@testable import Soundscape

/// Items, rules and numbers for the tests of placement.
enum PlacementFixture {
  static func item(_ duration: Seconds, _ time: Distribution, _ label: String = "a", name: String = "x")
    -> PlacementItem
  {
    PlacementItem(name: name, parts: [PlacementPart(label: label, duration: duration)], time: time)
  }

  static func rules(
    _ duration: Seconds = 10, polyphony: Int? = nil, apart: Constraints.NoOverlap? = nil, gap: Seconds = 0
  ) -> PlacementRules {
    var constraints = Constraints()
    constraints.maxPolyphony = polyphony
    constraints.noOverlap = apart
    constraints.minGap = gap
    return PlacementRules(duration: duration, constraints: constraints)
  }

  /// The numbers of one stream, the k-th always the same.
  static func stream(_ seed: UInt32) -> (Int) -> Double {
    let numbers = Numbers(seed: seed)
    return { numbers[$0] }
  }

  private final class Numbers {
    private var source: MersenneTwister
    private var drawn: [Double] = []

    init(seed: UInt32) { source = MersenneTwister(seed: .integer(seed)) }

    subscript(_ index: Int) -> Double {
      while drawn.count <= index { drawn.append(source.unitInterval()) }
      return drawn[index]
    }
  }

  /// By how much times fail, worked out pair by pair and instant by instant; 0 when they do not.
  static func violation(_ items: [PlacementItem], _ times: [Seconds], _ rules: PlacementRules) -> Seconds {
    let parts = zip(items, times).enumerated().flatMap { index, pair in
      pair.0.parts.map {
        (item: index, label: $0.label, start: pair.1, duration: $0.duration, end: pair.1 + $0.duration)
      }
    }
    var worst = 0.0
    for (index, part) in parts.enumerated() {
      worst = max(worst, -part.start, part.end - rules.duration)
      for other in parts[..<index] where other.item != part.item {
        guard exclude(part.label, other.label, rules.constraints.noOverlap) else { continue }
        let gap = rules.constraints.minGap
        worst = max(worst, min(part.end + gap - other.start, other.end + gap - part.start))
      }
    }
    guard let most = rules.constraints.maxPolyphony else { return worst }
    let instants = Set(parts.flatMap { [$0.start, $0.end] }).sorted()
    for (start, end) in zip(instants, instants.dropFirst()) {
      let sounding = parts.count { $0.start <= start && $0.end > start }
      if sounding > most { worst = max(worst, end - start) }
    }
    return worst
  }

  private static func exclude(_ label: String, _ other: String, _ rule: Constraints.NoOverlap?) -> Bool {
    switch rule {
    case .all: true
    case .sameLabel: label == other
    case .labels(let listed): listed.contains(label) && listed.contains(other)
    case nil: false
    }
  }

  /// Independent times until enough of them satisfy the rules, and how many did.
  static func rejection(
    _ items: [PlacementItem], _ rules: PlacementRules, count: Int, _ source: inout MersenneTwister
  ) -> (times: [[Seconds]], acceptance: Double) {
    let problem = PlacementProblem(items, rules)
    var accepted: [[Seconds]] = []
    var tries = 0
    while accepted.count < count {
      tries += 1
      let times = problem.items.map { $0.time.quantile(source.unitInterval(), in: $0.window) ?? -1 }
      if violation(items, times, rules) <= Placement.rounding { accepted.append(times) }
    }
    return (accepted, Double(count) / Double(tries))
  }

  /// The statistic of Kolmogorov and Smirnov for two samples, scaled so that 1.95 is exceeded once in a thousand times.
  static func distance(_ first: [Double], _ second: [Double]) -> Double {
    let (a, b) = (first.sorted(), second.sorted())
    var (i, j) = (0, 0)
    var most = 0.0
    while i < a.count, j < b.count {
      let value = min(a[i], b[j])
      while i < a.count, a[i] <= value { i += 1 }
      while j < b.count, b[j] <= value { j += 1 }
      most = max(most, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
    }
    return most * (Double(a.count * b.count) / Double(a.count + b.count)).squareRoot()
  }
}
