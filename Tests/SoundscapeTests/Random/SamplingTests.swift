import TestSupport
import Testing

@testable import Soundscape

@Suite struct SamplingTests {
  /// Each index is drawn as often as the others: χ² below its 99.9 % quantile, for a fixed seed.
  @Test(arguments: [(2, 10.83), (3, 13.82), (5, 18.47), (7, 22.46), (10, 27.88)])
  func indexIsUnbiased(count: Int, quantile: Double) {
    var source = MersenneTwister(seed: .integer(2024))
    let draws = 20_000
    var seen = [Int](repeating: 0, count: count)
    for _ in 0..<draws { seen[source.index(below: count)] += 1 }
    let expected = Double(draws) / Double(count)
    let chiSquare = seen.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare < quantile, "\(seen)")
    #expect(chiSquare > 0, "exactly even would not be random")
  }

  @Test func weightsOfZeroAreNeverDrawn() {
    var source = MersenneTwister(seed: .integer(1))
    let drawn = Set((0..<2000).map { _ in source.index(weights: [0, 0.5, 0, 0.5, 0]) })
    #expect(drawn == [1, 3])
  }

  /// Weights are normalised by their sum, so they need not add up to 1 exactly.
  @Test func weightsAreNormalised() {
    var source = MersenneTwister(seed: .integer(9))
    var scaled = source
    for _ in 0..<200 {
      #expect(source.index(weights: [0.25, 0.5, 0.25]) == scaled.index(weights: [1, 2, 1]))
    }
  }

  @Test func uniformStaysInItsRange() {
    var source = MersenneTwister(seed: .integer(3))
    let values = (0..<5000).map { _ in source.uniform(-2...6) }
    #expect(values.allSatisfy { (-2..<6).contains($0) })
    // The mean of 5,000 has a deviation of 8 ÷ √12 ÷ √5000 = 0.033; four of them are allowed.
    expectClose(values.reduce(0, +) / 5000, 2, within: 0.13)
  }

  @Test func anEmptyRangeGivesItsOnlyValue() {
    var source = MersenneTwister(seed: .integer(3))
    #expect(source.uniform(0.3...0.3) == 0.3)
    #expect(source.truncatedNormal(mean: 9, deviation: 1, in: 0.3...0.3) == 0.3)
  }

  @Test func truncatedNormalOfNoDeviationIsTheMeanPutIntoTheRange() {
    var source = MersenneTwister(seed: .integer(3))
    #expect(source.truncatedNormal(mean: 2, deviation: 0, in: 0...5) == 2)
    #expect(source.truncatedNormal(mean: 9, deviation: 0, in: 0...5) == 5)
    #expect(source.truncatedNormal(mean: -9, deviation: 0, in: 0...5) == 0)
  }

  @Test func normalHasItsMeanAndDeviation() {
    var source = MersenneTwister(seed: .integer(8))
    let values = (0..<10_000).map { _ in source.normal(mean: 3, deviation: 2) }
    let mean = values.reduce(0, +) / 10_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    // Four standard errors: 4 · 2 ÷ √10000 for the mean, 4 · 2 ÷ √20000 for the deviation.
    expectClose(mean, 3, within: 0.08)
    expectClose(variance.squareRoot(), 2, within: 0.057)
  }

  /// A draw that no `Int` can hold does not crash.
  @Test func wholeNumbersAreBounded() {
    var source = MersenneTwister(seed: .integer(8))
    #expect(Distribution.normal(mean: 1e300, deviation: 0).drawWhole(from: &source) == 1_000_000)
    #expect(Distribution.normal(mean: -1e300, deviation: 0).drawWhole(from: &source) == -1_000_000)
    #expect(Distribution.const(2.6).drawWhole(from: &source) == 3)
  }

  @Test func seedsAreWrittenAsTheyAreRead() {
    #expect("\(Seed.integer(7))" == "7")
    #expect("\(Seed.list([1, 2, 3]))" == "[1, 2, 3]")
  }
}
