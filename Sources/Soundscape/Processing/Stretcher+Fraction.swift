extension Stretcher {
  /// Ratios of small whole numbers cost libsoxr two thirds of what others do: its filters need no interpolation.
  private static let mostDenominator = 400.0
  /// A twentieth of a cent, which is far below what SoundTouch itself is off by.
  private static let mostError = 2.9e-5

  /// The nearest ratio that libsoxr is fast at; the ratio itself where that would be off by a twentieth of a cent.
  ///
  /// *Source:* best rational approximations by continued fractions; Khinchin: *Continued Fractions*, 1964.
  static func fraction(near ratio: Double) -> Double {
    var (numerator, denominator) = (1.0, 0.0)
    var (lastNumerator, lastDenominator) = (0.0, 1.0)
    var rest = ratio
    var nearest = ratio
    while true {
      let whole = rest.rounded(.down)
      // Fewer of the last fraction than the whole number asks for, where all of them would be too many.
      let room = denominator == 0 ? whole : ((mostDenominator - lastDenominator) / denominator).rounded(.down)
      let times = min(whole, room)
      let next = (times * numerator + lastNumerator, times * denominator + lastDenominator)
      let candidate = next.0 / next.1
      if next.1 > 0, nearest == ratio || abs(candidate - ratio) < abs(nearest - ratio) { nearest = candidate }
      if times < whole || rest - whole < 1e-12 { break }
      (lastNumerator, lastDenominator) = (numerator, denominator)
      (numerator, denominator) = next
      rest = 1 / (rest - whole)
    }
    return abs(nearest / ratio - 1) <= mostError ? nearest : ratio
  }
}
