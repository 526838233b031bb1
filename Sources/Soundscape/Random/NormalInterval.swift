/// A normal distribution cut to an interval: its mass and its quantiles, whatever the width and however far out.
///
/// `TruncatedNormal` works with log Φ at the bounds, which loses digits where the interval is very narrow or very far out.
/// There the density is taken relative to the interval itself. Agrees with 50-digit arithmetic to about 10⁻¹⁰ of the
/// interval's scale.
struct NormalInterval {
  let range: ClosedRange<Double>
  private let mean, deviation: Double
  /// The bounds in deviations from the mean.
  private let a, b: Double
  /// b − a, without the rounding of the two.
  private let width: Double

  /// *Range:* deviation > 0; the range's bounds may be infinite.
  init(_ range: ClosedRange<Double>, mean: Double, deviation: Double) {
    self.range = range
    self.mean = mean
    self.deviation = deviation
    a = (range.lowerBound - mean) / deviation
    b = (range.upperBound - mean) / deviation
    width = (range.upperBound - range.lowerBound) / deviation
  }

  /// The log of the probability of the interval: −∞ for a point, and for an interval too far out to compute.
  var logMass: Double {
    if width <= 0 || isBeyond { return -.infinity }
    if width < Self.narrow {
      let half = abs(tilt) / 2
      // log(sinh(half) ÷ half), the mean of the tilted density relative to its middle.
      let logTilt = half < 1e-8 ? 0 : half + Math.naturalLog(-Math.exponentialMinusOne(-2 * half) / (2 * half))
      return logDensity(at: (a + b) / 2) + Math.naturalLog(width) + logTilt
    }
    if a >= Self.farTail { return TruncatedNormal.logCDF(-a) + logPart(TailQuantile(a).logSurvival(width)) }
    if b <= -Self.farTail { return TruncatedNormal.logCDF(b) + logPart(TailQuantile(-b).logSurvival(width)) }
    return TruncatedNormal.logMass(between: a, and: b)
  }

  /// The log of the density at the point of the interval that is nearest to the mean, up to one constant.
  var logGreatestDensity: Double { logDensity(at: distanceInDeviations) }

  /// How far the interval is from the mean, in deviations.
  var distanceInDeviations: Double { max(a, -b, 0) }

  /// The value below which the part `q` of the interval's mass lies.
  ///
  /// *Range:* q in 0…1; the value is within the interval.
  func quantile(_ q: Double) -> Double {
    if isBeyond { return a > 0 ? range.lowerBound : range.upperBound }
    if width <= 0 { return range.lowerBound }
    return unboundedQuantile(q).clamped(to: range)
  }

  private func unboundedQuantile(_ q: Double) -> Double {
    if width < Self.narrow {
      let fromLow = tilt >= 0 ? Self.tiltedQuantile(q, tilt) : 1 - Self.tiltedQuantile(1 - q, -tilt)
      return range.lowerBound + (range.upperBound - range.lowerBound) * fromLow
    }
    if a >= Self.farTail { return range.lowerBound + deviation * TailQuantile(a).distance(q, within: width) }
    if b <= -Self.farTail { return range.upperBound - deviation * TailQuantile(-b).distance(1 - q, within: width) }
    // An end that is infinite is never reached: half the step of a 53-bit uniform number stands for 0.
    let inner = max(q, 0x1p-54)
    return mean + deviation * TruncatedNormal.inverse(inner, between: a, and: b)
  }

  /// How much the log density falls over the interval.
  private var tilt: Double { (a + b) / 2 * width }
  private var isBeyond: Bool { distanceInDeviations > TruncatedNormal.farthest }

  private func logDensity(at z: Double) -> Double { -z * z / 2 - TruncatedNormal.logRootOfTwoPi }

  /// log(1 − e^x), x ≤ 0.
  private func logPart(_ x: Double) -> Double { Math.naturalLog(-Math.exponentialMinusOne(x)) }

  /// The quantile of the density e^(−tilt · x) over 0…1; *Range:* tilt ≥ 0.
  private static func tiltedQuantile(_ q: Double, _ tilt: Double) -> Double {
    if tilt < 1e-12 { return q }
    return -Math.naturalLogOfOnePlus(q * Math.exponentialMinusOne(-tilt)) / tilt
  }

  /// Intervals narrower than this, in deviations, have a density that is exponential to within width² ÷ 8, 10⁻¹¹.
  private static let narrow = 1e-5
  /// From here on Mills' ratio has the digits of a double after four terms.
  private static let farTail = 36.0
}

/// The upper tail of the standard normal distribution relative to a point far out in it.
private struct TailQuantile {
  private let start: Double

  init(_ start: Double) { self.start = start }

  /// log of Q(start + distance) ÷ Q(start), where Q is the upper tail.
  func logSurvival(_ distance: Double) -> Double {
    if distance == .infinity { return -.infinity }
    return -distance * (start + distance / 2) - Math.naturalLogOfOnePlus(distance / start)
      + logSeries(start + distance) - logSeries(start)
  }

  /// The distance from the start within which the part `q` of the mass up to `width` lies, by Newton's method.
  func distance(_ q: Double, within width: Double) -> Double {
    let target = Math.naturalLogOfOnePlus(q * Math.exponentialMinusOne(logSurvival(width)))
    if target == 0 { return 0 }
    // Not left of the root at infinity; the log of the tail is concave, so the steps come closer from one side.
    var distance = min(-target / start, width)
    for _ in 0..<mostSteps {
      let x = start + distance
      // The hazard rate of the normal distribution far out.
      let slope = x + 1 / x
      let step = (logSurvival(distance) - target) / slope
      distance += step
      if abs(step) <= abs(distance) * 1e-15 { break }
    }
    return distance
  }

  /// log of x · Q(x) ÷ φ(x): Mills' ratio, Abramowitz and Stegun 26.2.12.
  private func logSeries(_ x: Double) -> Double {
    let inverseSquare = 1 / (x * x)
    return Math.naturalLogOfOnePlus(
      -inverseSquare * (1 - inverseSquare * (3 - inverseSquare * (15 - inverseSquare * 105))))
  }

  /// 3 to 5 steps are needed; the bound is only there so that a rounding cycle ends.
  private var mostSteps: Int { 32 }
}
