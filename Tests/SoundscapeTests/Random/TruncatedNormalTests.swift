import TestSupport
import Testing

@testable import Soundscape

@Suite struct TruncatedNormalTests {
  /// To 1e-9 relative: SciPy and this library invert the same function by other series, each good to about 1e-12. And
  /// near the mean both solve for the logarithm of a probability near ½, whose last digit is worth 1e-16 of a deviation.
  @Test(arguments: SciPyTruncnorm.all) func drawsAsSciPy(golden: SciPyTruncnorm) {
    var source = MersenneTwister(seed: .integer(42))
    for expected in golden.draws {
      let drawn = source.truncatedNormal(mean: golden.mean, deviation: golden.deviation, in: golden.range)
      expectClose(drawn, expected, within: max(1e-9 * abs(expected), 2e-15 * golden.deviation))
      #expect(golden.range.contains(drawn))
    }
  }

  /// The inverse rises from the lower bound to the upper one and stays between them.
  @Test(arguments: SciPyTruncnorm.all) func risesFromBoundToBound(golden: SciPyTruncnorm) {
    let a = (golden.range.lowerBound - golden.mean) / golden.deviation
    let b = (golden.range.upperBound - golden.mean) / golden.deviation
    var last = a
    for i in 1..<100 {
      let x = TruncatedNormal.inverse(Double(i) / 100, between: a, and: b)
      // The last digits may waver in a range of a millionth.
      #expect(x >= last - 1e-14 * max(1, abs(last)) && x <= b + 1e-14 * max(1, abs(b)), "at \(i) of 100")
      last = x
    }
  }

  /// Mirror images: the distribution is symmetric.
  @Test(arguments: [(-1.0, 2.0), (5.0, 6.0), (9.0, 30.0), (0.0, 0.5)]) func isSymmetric(a: Double, b: Double) {
    for q in [0.001, 0.25, 0.5, 0.875] {
      let x = TruncatedNormal.inverse(q, between: a, and: b)
      let mirrored = -TruncatedNormal.inverse(1 - q, between: -b, and: -a)
      expectClose(x, mirrored, within: 1e-11 * max(1, abs(x)))
    }
  }

  @Test func withoutBoundsItIsTheNormalDistribution() {
    // Quantiles of the normal distribution, from tables.
    for (q, x) in [(0.5, 0.0), (0.975, 1.959963984540054), (0.025, -1.959963984540054), (0.999, 3.090232306167813)] {
      expectClose(TruncatedNormal.inverse(q, between: -.infinity, and: .infinity), x, within: 1e-12)
    }
  }

  /// Farther out than a double holds the density's logarithm, all of the mass is at the bound nearest to the mean.
  @Test(arguments: [1e3, 1e8, 1e150, 1e200, 1e300]) func farOutTheNearBoundIsDrawn(distance: Double) {
    var source = MersenneTwister(seed: .integer(1))
    for _ in 0..<10 {
      let above = source.truncatedNormal(mean: 0, deviation: 1, in: distance...(distance * 2))
      expectClose(above, distance, within: distance * 1e-4)
      let below = source.truncatedNormal(mean: 0, deviation: 1, in: (-distance * 2)...(-distance))
      expectClose(below, -distance, within: distance * 1e-4)
    }
    let tiny = source.truncatedNormal(mean: 0, deviation: .leastNormalMagnitude, in: 3...4)
    #expect(tiny == 3)
  }
}
