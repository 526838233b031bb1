/// Draws the numbers of one mixture: each from one uniform double, by the inverse of its distribution.
struct ValueDrawing {
  let draws: MixtureDraws
  let orders: CycleOrders
  let fit: FitPolicy

  /// A value that nothing else bounds.
  func value(
    of number: DrawnNumber, from distribution: Distribution, in scope: DrawScope, attempt: Attempt = .first
  ) throws(SoundscapeError) -> Double {
    let settled = try settled(distribution, as: number, in: scope)
    guard settled.reaches(number.rule.range),
      let value = settled.quantile(draws.uniform(scope.key, number.field, attempt: attempt), in: number.rule.range)
    else { throw impossible(distribution, number, scope) }
    return value
  }

  /// A time that must not be later than what fits.
  func time(
    of number: DrawnNumber, from distribution: Distribution, latest: Seconds, in scope: DrawScope,
    attempt: Attempt = .first
  ) throws(SoundscapeError) -> FittedTime {
    let settled = try settled(distribution, as: number, in: scope)
    let isConfined = settled.support.upperBound > latest + TimeFitting.rounding
    return try fitting(number, scope, latest, attempt).time(from: settled, isConfined: isConfined)
  }

  /// A start in a file that must leave room for the duration.
  func sourceTime(
    from distribution: StartDistribution, latest: Seconds, in scope: DrawScope, attempt: Attempt
  ) throws(SoundscapeError) -> FittedTime {
    let settled = try settled(distribution, as: .sourceTime, in: scope)
    let resolved = settled.resolved(end: latest)
    // A distribution that ends at `end` is confined by that of the event.
    let isConfined = settled.hasEnd || resolved.support.upperBound > latest + TimeFitting.rounding
    return try fitting(.sourceTime, scope, latest, attempt).time(from: resolved, isConfined: isConfined)
  }

  private func fitting(
    _ number: DrawnNumber, _ scope: DrawScope, _ latest: Seconds, _ attempt: Attempt
  ) -> TimeFitting {
    TimeFitting(draws: draws, fit: fit, number: number, scope: scope, latest: latest, attempt: attempt)
  }

  /// A shared value or one of a cycle as the constant that it is in this mixture; any other distribution as it is.
  func settled<Value: TupleNumber>(
    _ distribution: NumberDistribution<Value>, as number: DrawnNumber, in scope: DrawScope
  ) throws(SoundscapeError) -> NumberDistribution<Value> {
    let field = number.field
    switch distribution {
    case .shared(let name, let inner):
      // The same for all that name it, and so not bent to what this one may be.
      guard let value = Value.quantile(draws.uniform(.value(name), .value), of: inner.unshared) else {
        throw .draw(
          event: scope.key.name,
          problem: "\(field.name): let.\(name) is drawn up to `end`, which differs from event to event")
      }
      if let drawn = value.number, !number.rule.range.contains(drawn) {
        throw .draw(
          event: scope.key.name,
          problem: "\(field.name) needs \(number.rule.wanted) (found \(plain(drawn)), from let.\(name))")
      }
      return .const(value)
    case .cycle(let values):
      let distinct = Set(values).sorted()
      let cycle = EventKey("\(scope.spec.name):\(field.name)")
      return .const(distinct[orders.element(cycle, use: scope.use, of: distinct.count)])
    default: return distribution
    }
  }

  private func impossible(
    _ distribution: Distribution, _ number: DrawnNumber, _ scope: DrawScope
  ) -> SoundscapeError {
    .impossibleDraw(of: number, from: distribution, in: scope)
  }
}

extension SoundscapeError {
  /// A distribution that has nothing of what the rule allows.
  static func impossibleDraw(
    of number: DrawnNumber, from distribution: Distribution, in scope: DrawScope
  ) -> SoundscapeError {
    .draw(
      event: scope.key.name.isEmpty ? "recipe" : scope.key.name,
      problem: "\(number.field.name): its \(distribution.name) distribution never gives \(number.rule.wanted)")
  }
}

extension Distribution {
  /// Below this, a distribution counts as having nothing in a range: no data set is so large that one draw came there.
  private static let leastProbability = 1e-12

  /// Whether a draw can be expected within a range; what is left of a normal distribution far out in its tail cannot.
  func reaches(_ range: ClosedRange<Double>) -> Bool {
    switch self {
    case .normal(let mean, _), .truncnorm(let mean, _, _):
      range.contains(mean) || probability(in: range) >= Self.leastProbability
    default: true
    }
  }
}
