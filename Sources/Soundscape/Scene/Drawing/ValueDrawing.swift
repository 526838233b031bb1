/// Draws the numbers of one mixture: each from one uniform double, by the inverse of its distribution.
struct ValueDrawing {
  /// Who draws: an event, or a group for what its members share.
  struct Actor {
    let key: EventKey
    /// The spec's name, without the number of a copy: what its cycles are keyed by.
    let spec: EventKey
    let use: Int
  }

  /// A time that was made to fit.
  struct Time {
    var value: Seconds
    var drawn: DrawnTimes.Time
    /// Whether the value had to be moved.
    var isMoved: Bool
  }

  /// How often a time is drawn again under `fit: resample`: what fits in one draw of a hundred is all but sure to come.
  private static let mostResamples = 1_000
  /// Values this close to the latest that fits are that value: sums of times differ by roundings.
  private static let rounding: Seconds = 1e-9

  let draws: MixtureDraws
  let orders: CycleOrders
  let fit: FitPolicy

  /// A value that nothing else bounds.
  func value(
    _ distribution: Distribution, _ rule: NumberRule, _ actor: Actor, _ field: DrawKey.Field, attempt: Int = 0
  ) throws(SoundscapeError) -> Double {
    let own = try settled(distribution, rule, actor, field)
    guard own.reaches(rule.range),
      let value = own.quantile(draws.uniform(actor.key, field, attempt: attempt), in: rule.range)
    else { throw impossible(distribution, rule, actor, field) }
    return value
  }

  /// A time that must not pass the latest that fits.
  func time(
    _ distribution: Distribution, _ rule: NumberRule, latest: Seconds, _ actor: Actor, _ field: DrawKey.Field,
    attempt: Int = 0
  ) throws(SoundscapeError) -> Time {
    let own = try settled(distribution, rule, actor, field)
    let bounded = own.mapValues { $0 == .infinity ? latest : $0 }
    func draw(_ attempt: Int, to highest: Double) -> Double? {
      guard rule.range.lowerBound <= highest else { return nil }
      let range = rule.range.lowerBound...min(highest, rule.range.upperBound)
      guard bounded.reaches(range) else { return nil }
      return bounded.quantile(draws.uniform(actor.key, field, attempt: attempt), in: range)
    }
    if fit == .conditional, let value = draw(attempt, to: latest + Self.rounding) {
      // A distribution that ends at `end` is confined by the event's own.
      let isConfined = own.support.upperBound > latest + Self.rounding
      // What must be above 0 is told as confined from 0.
      let least = rule.range.lowerBound > .leastNormalMagnitude ? rule.range.lowerBound : 0
      let drawn = DrawnTimes.Time(min(value, latest), in: isConfined ? least...max(least, latest) : nil)
      return Time(value: drawn.value, drawn: drawn, isMoved: false)
    }
    let tries = fit == .resample ? Self.mostResamples : 1
    for tried in 0..<tries {
      guard let value = draw(attempt + tried, to: .infinity) else {
        throw impossible(distribution, rule, actor, field)
      }
      if value <= latest + Self.rounding {
        return Time(value: min(value, latest), drawn: .init(value), isMoved: false)
      }
      // Where no part of the distribution fits, the nearest that does is taken, as Scaper does.
      if fit == .clamp || fit == .conditional { return Time(value: latest, drawn: .init(value), isMoved: true) }
      if fit == .error {
        throw .draw(
          event: actor.key.name,
          problem: "\(field.name): \(rounded(value, 3)) s was drawn and no more than \(rounded(latest, 3)) s fits")
      }
    }
    throw .draw(
      event: actor.key.name,
      problem: "\(field.name): none of \(tries) draws is as little as the \(rounded(latest, 3)) s that fit")
  }

  /// A shared value or one of a cycle as the constant that it is in this mixture; any other distribution as it is.
  func settled(
    _ distribution: Distribution, _ rule: NumberRule, _ actor: Actor, _ field: DrawKey.Field
  ) throws(SoundscapeError) -> Distribution {
    switch distribution {
    case .shared(let name, let inner):
      // The same for all that name it, and so not bent to what this one may be.
      let everything = -Double.infinity...Double.infinity
      guard let value = inner.unshared.quantile(draws.uniform(.value(name), .value), in: everything) else {
        throw .draw(
          event: actor.key.name,
          problem: "\(field.name): let.\(name) ends at `end`, which every event and file has of its own")
      }
      // `end` is known to the one that names it.
      guard rule.range.contains(value) || value == .infinity else {
        throw .draw(
          event: actor.key.name, problem: "\(field.name) needs \(rule.wanted) (found \(plain(value)), from let.\(name))"
        )
      }
      return .const(value)
    case .cycle(let values):
      let distinct = Set(values).sorted()
      let cycle = EventKey("\(actor.spec.name):\(field.name)")
      return .const(distinct[orders.element(cycle, use: actor.use, of: distinct.count)])
    default: return distribution
    }
  }

  private func impossible(
    _ distribution: Distribution, _ rule: NumberRule, _ actor: Actor, _ field: DrawKey.Field
  ) -> SoundscapeError {
    let problem = "\(field.name): its \(distribution.name) distribution never gives \(rule.wanted)"
    return .draw(event: actor.key.name.isEmpty ? "recipe" : actor.key.name, problem: problem)
  }
}

extension Distribution {
  /// Below this, a distribution counts as having nothing in a range: no data set is so large that one draw came there.
  private static let leastProbability = 1e-12

  /// Whether a draw can be expected within a range; what is left of a normal distribution far out in its tail is not.
  fileprivate func reaches(_ range: ClosedRange<Double>) -> Bool {
    switch self {
    case .normal(let mean, _), .truncnorm(let mean, _, _):
      range.contains(mean) || probability(in: range) >= Self.leastProbability
    default: true
    }
  }
}
