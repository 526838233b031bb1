import TestSupport
import Testing

@testable import Soundscape

@Suite struct DistributionQuantileTests {
  private static let everywhere = -Double.infinity...Double.infinity

  /// A quantile of a normal distribution cut to a range, and the log of the range's probability, worked out with 60 digits.
  struct Golden: CustomTestStringConvertible, Sendable {
    let mean, deviation: Double
    let range: ClosedRange<Double>
    let u, value, logMass: Double
    var testDescription: String { "normal(\(mean), \(deviation)) in \(range) at \(u)" }
  }

  /// The middle, both tails, far out in them, very narrow ranges and very narrow ones far out.
  static let goldens = [
    Golden(mean: 0, deviation: 1, range: everywhere, u: 0.3, value: -0.524400512708040816, logMass: 0),
    Golden(mean: 0, deviation: 1, range: everywhere, u: 0x1p-53, value: -8.20953615160138686, logMass: 0),
    Golden(mean: 5, deviation: 2, range: 0...10, u: 0.25, value: 3.67049767898305054, logMass: -0.01249709506390489),
    Golden(mean: 5, deviation: 2, range: 9...9.5, u: 0.9, value: 9.43602215368931605, logMass: -4.55393926069767465),
    Golden(mean: 0, deviation: 1, range: 36...37, u: 0.5, value: 36.0192341357330609, logMass: -652.503227593798397),
    Golden(
      mean: 0, deviation: 1, range: 50 ... .infinity, u: 0.75, value: 50.0277071394217525, logMass: -1254.8313611394199),
    Golden(
      mean: 0, deviation: 1, range: -51...(-50), u: 0.25, value: -50.0277071394217525, logMass: -1254.8313611394199),
    Golden(mean: 0, deviation: 1e-3, range: 3...4, u: 0.5, value: 3.00000023104902562, logMass: -4500008.92530621178),
    Golden(
      mean: 0, deviation: 1, range: 2...2.000001, u: 0.5, value: 2.00000049999975007, logMass: -16.734450091029169),
    Golden(
      mean: 0, deviation: 1, range: -1e-7...2e-7, u: 0.125, value: -6.25000000000000587e-8,
      logMass: -15.9384218954948879),
    Golden(
      mean: 0, deviation: 1, range: 39...39.00001, u: 0.5, value: 39.0000049995125015, logMass: -772.932058991536714),
    Golden(mean: 0, deviation: 1, range: -6...5, u: 0.999, value: 3.09014726944371639, logMass: -2.8763820089209495e-7),
  ]

  /// To 10⁻¹⁰ of a deviation, and of the range's width where that is less.
  @Test(arguments: goldens) func isExactInTheTailsAndInNarrowRanges(golden: Golden) throws {
    let distribution = Distribution.normal(mean: golden.mean, deviation: golden.deviation)
    let value = try #require(distribution.quantile(golden.u, in: golden.range))
    let width = golden.range.upperBound - golden.range.lowerBound
    // A double near 39 has no more than 7e-15.
    expectClose(value, golden.value, within: max(1e-10 * min(golden.deviation, width), 1e-15 * abs(golden.value)))
    let interval = NormalInterval(golden.range, mean: golden.mean, deviation: golden.deviation)
    expectClose(interval.logMass, golden.logMass, within: 1e-10 + 1e-13 * abs(golden.logMass))
    if golden.range == 0...10 {
      let cut = Distribution.truncnorm(mean: golden.mean, deviation: golden.deviation, in: golden.range)
      #expect(cut.quantile(golden.u) == value)
    }
  }

  @Test func aConstantIsItselfWhereItIsInside() {
    #expect(Distribution.const(2).quantile(0.9) == 2)
    #expect(Distribution.const(2).quantile(0.9, in: 2...3) == 2)
    #expect(Distribution.const(2).quantile(0.9, in: 2.5...3) == nil)
    #expect(Distribution.const(2).quantile(0.9, in: [0...1, 2...3]) == 2)
    #expect(Distribution.const(2).quantile(0.9, in: [0...1, 3...4]) == nil)
  }

  @Test func aListIsSortedWithoutDuplicatesAndCutToTheRanges() {
    let list = Distribution.choose([3, 1, 2, 3, 3, 9])
    #expect([0, 0.25, 0.5, 0.75, 1.0.nextDown].map { list.quantile($0) } == [1, 2, 3, 9, 9])
    #expect([0, 0.49, 0.5, 0.99].map { list.quantile($0, in: 2...3) } == [2, 2, 3, 3])
    #expect([0, 0.49, 0.5, 0.99].map { list.quantile($0, in: [0...1.5, 2.5...4]) } == [1, 1, 3, 3])
    #expect(list.quantile(0.5, in: 4...5) == nil)
    #expect(Distribution.cycle([3, 1, 2]).quantile(0.5) == 2)
    #expect(Distribution.choose([]).quantile(0.5) == nil)
    #expect(Distribution.shared("x", list).quantile(0.25) == 2)
    #expect(list.probability(in: 2...3) == 0.5)
  }

  @Test func aWeightedListGoesByItsCumulativeWeight() {
    let list = Distribution.chooseWeighted([5, 1, 7], weights: [1, 0, 3])
    #expect([0, 0.2, 0.25, 0.9].map { list.quantile($0) } == [5, 5, 7, 7])
    #expect(list.quantile(0.9, in: 0...6) == 5)
    #expect(list.quantile(0.9, in: 0...2) == nil, "a weight of 0 has no mass")
    #expect(list.probability(in: [0...5]) == 0.25)
    // A value that is listed twice has both weights.
    #expect(Distribution.chooseWeighted([5, 5, 7], weights: [1, 1, 2]).probability(in: 5...5) == 0.5)
  }

  @Test func aUniformRangeIsCutToWhatIsInside() {
    let uniform = Distribution.uniform(0...10)
    #expect(uniform.quantile(0.25) == 2.5)
    #expect(uniform.quantile(0.5, in: 8...100) == 9)
    #expect(uniform.quantile(0.5, in: 11...12) == nil)
    #expect(uniform.quantile(0.5, in: 10...12) == 10, "one point is the limit of narrower ranges")
    // 1 s and 3 s: the first quarter of u is the first range.
    #expect([0, 0.125, 0.25, 0.5].map { uniform.quantile($0, in: [1...2, 7...20]) } == [1, 1.5, 7, 8])
    #expect([0, 0.6].map { uniform.quantile($0, in: [3...3, 5...5]) } == [3, 5])
    #expect(
      [0, 0.6].map { uniform.quantile($0, in: [3...3, 5...6]) } == [5, 5.6], "beside a range a point is nothing")
    #expect(uniform.probability(in: [-1...1, 9...11]) == 0.2)
    #expect(Distribution.uniform(4...4).probability(in: 4...5) == 1)
    #expect(Distribution.uniform(0 ... .infinity).quantile(0.5) == nil)
    #expect(Distribution.uniform(0 ... .infinity).quantile(0.5, in: 0...6) == 3)
    #expect(uniform.quantile(0.5, in: []) == nil)
  }

  @Test func aNormalDistributionIsSharedOutAmongTheRangesByTheirProbability() throws {
    let normal = Distribution.normal(mean: 0, deviation: 1)
    let ranges = [-2.0...(-1.0), 0.0...0.5, 3.0...Double.infinity]
    let parts = ranges.map { normal.probability(in: $0) }
    let total = normal.probability(in: ranges)
    expectClose(total, parts.reduce(0, +), within: 1e-15)
    expectClose(parts[0], 0.135905121983278, within: 1e-14)
    // As u rises, so does the value, and each range begins where the one before has used up its share.
    var last = -Double.infinity
    for step in 0..<1000 {
      let u = Double(step) / 1000
      let value = try #require(normal.quantile(u, in: ranges))
      #expect(value >= last && ranges.holds(value))
      #expect((value <= -1) == (u * total < parts[0]) && (value >= 3) == (u * total >= parts[0] + parts[1]))
      last = value
    }
    #expect(normal.quantile(0.9, in: [-3...(-3), 0...0]) == 0, "points go by density")
    #expect(Distribution.normal(mean: 3, deviation: 0).quantile(0.2, in: [2...4]) == 3)
    #expect(Distribution.normal(mean: 3, deviation: 0).quantile(0.2, in: 4...5) == nil)
  }

  /// Where the probability is too small for a double its logarithm still says which range and where.
  @Test func worksFarOutsideOfWhatADoubleCanTell() {
    let normal = Distribution.normal(mean: 0, deviation: 1e-3)
    let value = normal.quantile(0.5, in: [-9...(-8), 1...2])
    #expect(value.map { $0 > 1 && $0 < 1.00001 } == true)
    let narrow = Distribution.normal(mean: 0, deviation: 1e-200)
    #expect(narrow.quantile(0.5, in: 1...2) == 1)
    #expect(narrow.quantile(0.5, in: -2...(-1)) == -1)
    #expect(narrow.quantile(0.5, in: [-9...(-8), 1...2]) == 1)
    #expect(Distribution.truncnorm(mean: 0, deviation: 1e-200, in: 1...5).quantile(0.5) == 1)
    #expect(Distribution.truncnorm(mean: 0, deviation: 1e-200, in: 1...5).probability(in: 0...2) == 1)
  }

  @Test func aCutNormalDistributionCannotLeaveItsRange() {
    let cut = Distribution.truncnorm(mean: 0, deviation: 1, in: 1...2)
    #expect(cut.quantile(0) == 1)
    #expect(cut.quantile(0.5, in: 3...4) == nil)
    #expect(cut.quantile(0.5, in: [0...0.5, 3...4]) == nil)
    expectClose(
      cut.probability(in: [0...1.5, 1.75...9]), 1 - 0.026748044405040976 / 0.135905121983277844, within: 1e-13)
    #expect(cut.probability(in: 0...9) == 1)
    #expect(Distribution.truncnorm(mean: 9, deviation: 0, in: 1...2).quantile(0.5) == 2)
  }

  /// No value outside, none that is not a number, and back through the distribution to u.
  @Test func invertsTheProbability() throws {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    for _ in 0..<2000 {
      let deviation = Math.exponential(source.uniform(-6...3))
      let mean = source.uniform(-5...15)
      let low = source.uniform(0...9)
      let high = low + source.uniform(0.01...5)
      let distributions: [Distribution] = [
        .uniform(0...10), .normal(mean: mean, deviation: deviation),
        .truncnorm(mean: mean, deviation: deviation, in: 0...10),
      ]
      let u = source.unitInterval()
      for distribution in distributions {
        let value = try #require(distribution.quantile(u, in: low...high))
        #expect(value >= low && value <= high, "seed \(seed)")
        let whole = distribution.probability(in: low...high)
        guard whole > 1e-200 else { continue }
        // Where the range is steep, the last digit of the value is worth this much of u.
        let steepness = 1 + high / deviation * max(abs(low - mean), abs(high - mean)) / deviation
        expectClose(distribution.probability(in: low...value) / whole, u, within: 1e-11 * steepness)
      }
    }
  }
}
