/// The draws of one mixture.
struct MixtureDraws: Sendable {
  let random: KeyedRandom
  let mixture: Int

  func uniform(_ event: EventKey, _ field: DrawKey.Field, attempt: Int = 0) -> Double {
    random.uniform(DrawKey(mixture: mixture, event: event, field: field, attempt: attempt))
  }

  /// The same for a value that may be one of `let`, which is drawn once for all that name it.
  func uniform(
    drawing distribution: Distribution, _ event: EventKey, _ field: DrawKey.Field, attempt: Int = 0
  ) -> Double {
    if case .shared(let name, _) = distribution { return uniform(.value(name), .value) }
    return uniform(event, field, attempt: attempt)
  }

  func stream(_ event: EventKey, _ field: DrawKey.Field, attempt: Int = 0) -> Philox {
    random.stream(DrawKey(mixture: mixture, event: event, field: field, attempt: attempt))
  }
}

extension Distribution {
  /// The largest count that a recipe may ask for.
  private static let mostWhole = 1e6

  /// The least number that `wholeNumber` can give.
  var leastWholeNumber: Int {
    switch self {
    case .uniform(let range): Int(range.lowerBound.rounded(.up))
    case .shared(_, let inner): inner.leastWholeNumber
    default: Int(min(max(support.lowerBound.rounded(), 0), Self.mostWhole))
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
      let value = quantile(u, in: -Double.infinity...Double.infinity) ?? 0
      return Int(min(max(value.rounded(), 0), Self.mostWhole))
    }
  }
}
