/// The draws of one mixture.
struct MixtureDraws: Sendable {
  let random: KeyedRandom
  let mixture: Int

  func uniform(_ event: EventKey, _ field: DrawKey.Field, attempt: Attempt = .first) -> Double {
    random.uniform(mixture: mixture, event: event, field: field, attempt: attempt)
  }

  /// The same for a value that may be one of `let`, which is drawn once for all that name it.
  func uniform(
    drawing distribution: Distribution, _ event: EventKey, _ field: DrawKey.Field, attempt: Attempt = .first
  ) -> Double {
    if case .shared(let name, _) = distribution { return uniform(.value(name), .value) }
    return uniform(event, field, attempt: attempt)
  }

  func stream(_ event: EventKey, _ field: DrawKey.Field, attempt: Attempt = .first) -> Philox {
    random.stream(DrawKey(mixture: mixture, event: event, field: field, attempt: attempt))
  }
}
