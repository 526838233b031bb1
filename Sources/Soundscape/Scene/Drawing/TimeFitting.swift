/// A time that was made to fit.
struct FittedTime {
  var value: Seconds
  var drawn: DrawnTimes.Time
  /// Whether the value is another than what was drawn.
  var wasClamped = false
}

/// Draws one time by the recipe's `fit`, so that it is not later than what fits.
struct TimeFitting {
  /// Values this close to the latest that fits are that value: sums of times differ by roundings.
  static let rounding: Seconds = 1e-9
  /// How often a time is drawn again under `fit: resample`: what fits in one draw of a hundred is all but sure to come.
  private static let mostResamples = 1_000

  let draws: MixtureDraws
  let fit: FitPolicy
  let number: DrawnNumber
  let scope: DrawScope
  let latest: Seconds
  let attempt: Attempt

  /// - Parameter isConfined: whether what fits ends the distribution itself.
  func time(from distribution: Distribution, isConfined: Bool = false) throws(SoundscapeError) -> FittedTime {
    switch fit {
    case .conditional:
      // Where no part of the distribution fits, the nearest time that does is taken; so does Scaper.
      let isConfined = isConfined || distribution.support.upperBound > latest + Self.rounding
      if let time = conditional(distribution, isConfined: isConfined) { return time }
      return try clamped(distribution)
    case .clamp: return try clamped(distribution)
    case .resample: return try resampled(distribution)
    case .error: return try unchanged(distribution)
    }
  }

  /// Drawn from the part that fits; nil where there is none.
  ///
  /// - Parameter isConfined: whether the distribution has something later than what fits.
  private func conditional(_ distribution: Distribution, isConfined: Bool) -> FittedTime? {
    guard let value = draw(distribution, to: latest + Self.rounding) else { return nil }
    let lowest = number.rule.range.lowerBound
    // What must be above 0 is recorded as confined from 0.
    let least = lowest > .leastNormalMagnitude ? lowest : 0
    let drawn = DrawnTimes.Time(min(value, latest), in: isConfined ? least...max(least, latest) : nil)
    return FittedTime(value: drawn.value, drawn: drawn)
  }

  private func clamped(_ distribution: Distribution) throws(SoundscapeError) -> FittedTime {
    let value = try unconfined(distribution)
    return fitted(value) ?? FittedTime(value: latest, drawn: .init(value), wasClamped: true)
  }

  private func resampled(_ distribution: Distribution) throws(SoundscapeError) -> FittedTime {
    for retry in 0..<Self.mostResamples {
      if let time = fitted(try unconfined(distribution, retry: retry)) { return time }
    }
    throw .draw(
      event: scope.key.name,
      problem:
        "\(number.field.name): none of \(Self.mostResamples) draws is at most the \(rounded(latest, 3)) s that fit")
  }

  private func unchanged(_ distribution: Distribution) throws(SoundscapeError) -> FittedTime {
    let value = try unconfined(distribution)
    if let time = fitted(value) { return time }
    throw .draw(
      event: scope.key.name,
      problem: "\(number.field.name): \(rounded(value, 3)) s was drawn and at most \(rounded(latest, 3)) s fits")
  }

  /// The time as drawn, where it fits.
  private func fitted(_ value: Seconds) -> FittedTime? {
    value <= latest + Self.rounding ? FittedTime(value: min(value, latest), drawn: .init(value)) : nil
  }

  private func unconfined(_ distribution: Distribution, retry: Int = 0) throws(SoundscapeError) -> Seconds {
    guard let value = draw(distribution, to: .infinity, retry: retry) else {
      throw .impossibleDraw(of: number, from: distribution, in: scope)
    }
    return value
  }

  private func draw(_ distribution: Distribution, to highest: Seconds, retry: Int = 0) -> Seconds? {
    let allowed = number.rule.range
    guard allowed.lowerBound <= highest else { return nil }
    let range = allowed.lowerBound...min(highest, allowed.upperBound)
    guard distribution.reaches(range) else { return nil }
    var attempt = attempt
    attempt.retry += retry
    return distribution.quantile(draws.uniform(scope.key, number.field, attempt: attempt), in: range)
  }
}
