/// Draws the numbers of one mixture: each from one uniform double, by the inverse of its distribution.
struct ValueDrawing {
  let draws: MixtureDraws
  let orders: CycleOrders
  let fit: FitPolicy

  /// A value that nothing else bounds.
  func value(
    of number: DrawnNumber, from distribution: Distribution, in scope: DrawScope, attempt: Attempt = .first
  ) throws(SoundscapeError) -> Double {
    let range = number.rule.range
    if let constant = try constant(of: distribution, as: number, in: scope) {
      if range.contains(constant) { return constant }
    } else if distribution.reaches(range),
      let value = distribution.quantile(draws.uniform(scope.key, number.field, attempt: attempt), in: range)
    {
      return value
    }
    throw .impossibleDraw(of: number, from: distribution, in: scope)
  }

  /// A time that must not be later than what fits.
  func time(
    of number: DrawnNumber, from distribution: Distribution, latest: Seconds, in scope: DrawScope,
    attempt: Attempt = .first
  ) throws(SoundscapeError) -> FittedTime {
    if let constant = try constant(of: distribution, as: number, in: scope) {
      return try time(of: number, from: .const(constant), latest: latest, in: scope, attempt: attempt)
    }
    return try fitting(number, scope, latest, attempt).time(from: distribution)
  }

  /// A start in a file that must leave room for the duration.
  func sourceTime(
    from distribution: StartDistribution, latest: Seconds, in scope: DrawScope, attempt: Attempt
  ) throws(SoundscapeError) -> FittedTime {
    if let constant = try constant(of: distribution, as: .sourceTime, in: scope) {
      return try sourceTime(from: .const(constant), latest: latest, in: scope, attempt: attempt)
    }
    if case .step(let from, .end, let by) = distribution {
      return try step(Steps(from: from.number ?? 0, to: latest, by: by), latest: latest, in: scope, attempt: attempt)
    }
    // A distribution that ends at `end` is confined by that of the event.
    return try fitting(.sourceTime, scope, latest, attempt)
      .time(from: distribution.resolved(end: latest), isConfined: distribution.hasEnd)
  }

  /// The step that the file has come to; what a gate has refused is drawn again, of all.
  private func step(
    _ steps: Steps, latest: Seconds, in scope: DrawScope, attempt: Attempt
  ) throws(SoundscapeError) -> FittedTime {
    guard steps.count > 0 else {
      return try sourceTime(from: .const(.seconds(steps.from)), latest: latest, in: scope, attempt: attempt)
    }
    if let use = scope.fileUse, attempt.window == 0 {
      let value = steps[use % steps.count]
      return FittedTime(value: value, drawn: .init(value))
    }
    let u = draws.uniform(scope.key, .sourceTime, attempt: attempt)
    let value = steps[min(Int(u * Double(steps.count)), steps.count - 1)]
    return FittedTime(value: value, drawn: .init(value))
  }

  private func fitting(
    _ number: DrawnNumber, _ scope: DrawScope, _ latest: Seconds, _ attempt: Attempt
  ) -> TimeFitting {
    TimeFitting(draws: draws, fit: fit, number: number, scope: scope, latest: latest, attempt: attempt)
  }

  /// The constant that a shared value or one of a cycle is in this mixture; nil for any other distribution.
  func constant<Value: TupleNumber>(
    of distribution: NumberDistribution<Value>, as number: DrawnNumber, in scope: DrawScope
  ) throws(SoundscapeError) -> Value? {
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
      return value
    case .cycle(let values):
      let distinct = Set(values).sorted()
      let cycle = EventKey("\(scope.spec.name):\(field.name)")
      return distinct[orders.element(cycle, use: scope.use, of: distinct.count)]
    case .step(let from, let to, let by):
      guard let first = from.number, let last = to.number else { return nil }
      let steps = Steps(from: first, to: last, by: by)
      return Value(number: steps[scope.use % max(steps.count, 1)])
    default: return nil
    }
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
