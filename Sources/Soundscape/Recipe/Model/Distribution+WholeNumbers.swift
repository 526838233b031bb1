extension Distribution {
  /// The largest count that a recipe may ask for.
  static let mostWhole = 1e6

  /// The least number that `wholeNumber` can give.
  var leastWholeNumber: Int {
    switch self {
    case .uniform(let range): Int(range.lowerBound.rounded(.up))
    case .shared(_, let inner): inner.leastWholeNumber
    default: Int(min(max(support.lowerBound.rounded(), 0), Self.mostWhole))
    }
  }

  /// The largest number that `wholeNumber` can give.
  var mostWholeNumber: Int {
    switch self {
    case .uniform(let range): Int(range.upperBound.rounded(.down))
    case .shared(_, let inner): inner.mostWholeNumber
    default: Int(min(max(support.upperBound.rounded(), 0), Self.mostWhole))
    }
  }

  /// The whole number that u falls on: of a uniform range, both ends are as likely as what is between; others are
  /// rounded.
  func wholeNumber(at u: Double) -> Int {
    switch self {
    case .uniform(let range):
      let low = range.lowerBound.rounded(.up)
      let high = range.upperBound.rounded(.down)
      return Int(low) + min(Int(u * (high - low + 1)), Int(high - low))
    case .shared(_, let inner): return inner.wholeNumber(at: u)
    default:
      let value = quantile(u) ?? 0
      return Int(min(max(value.rounded(), 0), Self.mostWhole))
    }
  }
}
