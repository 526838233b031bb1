/// The standard normal distribution cut to an interval, in log space so that intervals far out in a tail are exact too.
///
/// Agrees with SciPy's `truncnorm.ppf` to about 10⁻¹² relative.
enum TruncatedNormal {
  /// The value below which the part `q` of the mass between `a` and `b` lies.
  ///
  /// *Range:* q in 0…1, a < b; either bound may be infinite.
  static func inverse(_ q: Double, between a: Double, and b: Double) -> Double {
    let logMass = logMass(between: a, and: b)
    // Worked out in the tail that the interval begins in, where differences of probabilities keep their digits.
    if a < 0 {
      return inverseOfLogCDF(logSum(logCDF(a), Math.naturalLog(q) + logMass))
    }
    return -inverseOfLogCDF(logSum(logCDF(-b), Math.naturalLogOfOnePlus(-q) + logMass))
  }

  /// log Φ(x).
  static func logCDF(_ x: Double) -> Double {
    if x > 0 { return Math.naturalLogOfOnePlus(-upperTail(x)) }
    if x > asymptoticBound { return Math.naturalLog(upperTail(-x)) }
    if x == -.infinity { return -.infinity }
    // Mills' ratio, Abramowitz and Stegun 26.2.12: the next term, 945 ÷ x¹⁰, is below 10⁻¹² here.
    let inverseSquare = 1 / (x * x)
    let series =
      -inverseSquare * (1 - inverseSquare * (3 - inverseSquare * (15 - inverseSquare * 105)))
    return -x * x / 2 - Math.naturalLog(-x) - logRootOfTwoPi + Math.naturalLogOfOnePlus(series)
  }

  /// log(Φ(b) − Φ(a)).
  static func logMass(between a: Double, and b: Double) -> Double {
    if b <= 0 { return logDifference(logCDF(b), logCDF(a)) }
    if a > 0 { return logDifference(logCDF(-a), logCDF(-b)) }
    return Math.naturalLogOfOnePlus(-upperTail(-a) - upperTail(b))
  }

  /// The x of which log Φ(x) is `logProbability`, by Newton's method.
  ///
  /// log Φ is concave and rises, and the start is left of the root: each step comes closer without passing it.
  private static func inverseOfLogCDF(_ logProbability: Double) -> Double {
    if logProbability >= 0 { return .infinity }
    if logProbability == -.infinity { return -.infinity }
    if logProbability > logOfHalf {
      return -inverseOfLogCDF(Math.naturalLog(-Math.exponentialMinusOne(logProbability)))
    }
    var x = -(-2 * logProbability).squareRoot()
    for _ in 0..<mostSteps {
      let logCDF = logCDF(x)
      let logSlope = -x * x / 2 - logRootOfTwoPi - logCDF
      let step = (logProbability - logCDF) * Math.exponential(-logSlope)
      x += step
      if abs(step) <= abs(x) * 1e-16 { break }
    }
    return x
  }

  /// The farthest interval that is worked out: the square of a bound must be a number.
  static let farthest = 1e150

  /// Newton's method needs 4 to 7 steps here; the bound is only there so that a rounding cycle ends.
  private static let mostSteps = 64
  /// Left of this, `erfc` leaves the range of normal doubles.
  private static let asymptoticBound = -36.0
  private static let logOfHalf = -0.693_147_180_559_945_3
  static let logRootOfTwoPi = 0.918_938_533_204_672_7

  /// 1 − Φ(x).
  private static func upperTail(_ x: Double) -> Double { Math.complementaryError(x / 2.0.squareRoot()) / 2 }

  /// log(eᵃ + eᵇ).
  private static func logSum(_ a: Double, _ b: Double) -> Double {
    let larger = max(a, b)
    guard larger > -.infinity else { return larger }
    return larger + Math.naturalLogOfOnePlus(Math.exponential(min(a, b) - larger))
  }

  /// log(eᵃ − eᵇ), a ≥ b.
  private static func logDifference(_ a: Double, _ b: Double) -> Double {
    guard a > -.infinity else { return a }
    return a + Math.naturalLogOfOnePlus(-Math.exponential(b - a))
  }
}
