import TestSupport
import Testing

@testable import Soundscape

@Suite struct KolmogorovSmirnovTests {
  #if DEBUG
    private static let count = 1_500
  #else
    private static let count = 4_000
  #endif

  @Test(
    "Draws of a distribution lie under the critical value, and those of another over it",
    arguments: [
      Distribution.uniform(2...5), .normal(mean: -3, deviation: 2), .truncnorm(mean: 0, deviation: 1, in: 0.5...4),
      .choose([1, 2, 3, 4, 4]), .chooseWeighted([0, 1, 5], weights: [0.7, 0.2, 0.1]), .cycle([1, 2]),
      .shared("x", .uniform(0...1)),
    ])
  func knowsItsOwn(distribution: Distribution) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    // One in a thousand honest samples may lie over the critical value; eight of ten never do.
    var under = 0
    for _ in 0..<10 {
      let values = (0..<Self.count).compactMap { _ in distribution.quantile(.random(in: 0..<1, using: &generator)) }
      let distance = KolmogorovSmirnov.distance(of: SortedNumbers(values.sorted()), from: distribution)
      let critical = KolmogorovSmirnov.criticalDistance(count: Self.count)
      if distance < critical { under += 1 }
      #expect(distance * Double(Self.count).squareRoot() < 4, "seed \(seed)")
      let moved = values.map { $0 + 0.5 }.sorted()
      #expect(KolmogorovSmirnov.distance(of: SortedNumbers(moved), from: distribution) > critical, "seed \(seed)")
    }
    #expect(under >= 8, "seed \(seed)")
  }

  @Test func distancesAreExact() {
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([0.5]), from: .uniform(0...1)) == 0.5)
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([0, 0, 0, 0]), from: .uniform(0...1)) == 1)
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([0.25, 0.75]), from: .uniform(0...1)) == 0.25)
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([1, 1, 1, 2]), from: .choose([1, 2])) == 0.25)
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([1, 2, 2, 3]), from: .choose([1, 2])) == 0.25)
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([3, 3]), from: .const(3)) == 0)
    #expect(
      KolmogorovSmirnov.distance(of: SortedNumbers([3 - 1e-10, 3, 4, 5]), from: .const(3)) == 0.5,
      "a rounding is no matter")
    #expect(KolmogorovSmirnov.distance(of: SortedNumbers([9]), from: .choose([1, 2])) == 1)
  }

  /// Scaper's pile-up: onsets uniform over 0…10 of 4 s events in 10 s, two in five of them moved to 6 s.
  @Test func aPileUpIsSeen() {
    let fixed = (0..<10_000).map { min(Double($0) / 1_000, 6) }
    expectClose(KolmogorovSmirnov.distance(of: SortedNumbers(fixed), from: .uniform(0...10)), 0.4, within: 1e-3)
  }

  /// Smirnov's table: 1.9495 ÷ √n for large n, and Stephens' smaller values for small n.
  @Test func criticalValues() {
    expectClose(KolmogorovSmirnov.criticalDistance(count: 1_000_000), 0.001_949_2, within: 1e-6)
    expectClose(KolmogorovSmirnov.criticalDistance(count: 100), 0.192_4, within: 5e-4)
    #expect(KolmogorovSmirnov.criticalDistance(count: 1) <= 1)
  }

  @Test func cumulativeFunctionsRunFromZeroToOne() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SmallGenerator(seed: seed)
    for distribution: Distribution in [
      .uniform(1...2), .normal(mean: 0, deviation: 3), .truncnorm(mean: 1, deviation: 2, in: -1...5), .choose([1, 2]),
      .chooseWeighted([2, 1], weights: [0.3, 0.7]), .const(1), .cycle([0, 1]),
    ] {
      #expect(distribution.cumulative(-.infinity) == 0)
      expectClose(distribution.cumulative(.infinity), 1, within: 1e-12)
      let places = (0..<50).map { _ in Double.random(in: -10...10, using: &generator) }.sorted().map(
        distribution.cumulative)
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 }, "seed \(seed)")
      // The inverse of the quantile.
      guard distribution.points == nil else { continue }
      for u in [0.01, 0.3, 0.9] {
        expectClose(distribution.cumulative(distribution.quantile(u) ?? .nan), u, within: 1e-9)
      }
    }
  }

  @Test(
    "A ledger's tuple is the distribution that it was written from",
    arguments: [
      (#"["const", 3]"#, StartDistribution.const(3)), (#"["choose", [1, 2.5]]"#, .choose([1, 2.5])),
      (#"["choose_weighted", [1, 2], [0.25, 0.75]]"#, .chooseWeighted([1, 2], weights: [0.25, 0.75])),
      (#"["uniform", 0, "end"]"#, .uniform(0...(.end))), (#"["normal", 1, 2]"#, .normal(mean: 1, deviation: 2)),
      (#"["truncnorm", 1, 2, 0, 5]"#, .truncnorm(mean: 1, deviation: 2, in: 0...5)),
      (#"["cycle", [1, 2]]"#, .cycle([1, 2])),
      (#"["shared", "a", ["uniform", 0, 1]]"#, .shared("a", .uniform(0...1))),
    ])
  func tuples(text: String, distribution: StartDistribution) throws {
    let tree = try JSONTree(json: text.utf8)
    #expect(StartDistribution(tuple: tree) == distribution)
    #expect(Distribution(tuple: tree) == (distribution.hasEnd ? nil : distribution.resolved(end: 0)))
  }

  @Test(arguments: [
    "null", "[]", #"["uniform"]"#, #"["uniform", 5, 1]"#, #"["choose", []]"#, #"["choose", ["a"]]"#, #"["other", 1]"#,
    #"["shared", "a"]"#, #"["choose_weighted", [1, 2], [1]]"#, "3",
  ])
  func otherTuplesAreNone(text: String) throws { #expect(Distribution(tuple: try JSONTree(json: text.utf8)) == nil) }
}
