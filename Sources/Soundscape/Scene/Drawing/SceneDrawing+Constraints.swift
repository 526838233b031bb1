// Times that depend on each other: max_polyphony, no_overlap, min_gap.

extension SceneDrawing {
  /// How often durations are drawn for a mixture whose times depend on them.
  private static let mostDurations = 64

  /// Durations as drawn once, with the items that must be placed.
  private struct Draft {
    var units: [Cast.Unit]
    var windows: [[Window]]
    var items: [PlacementItem]
    /// The probability that independent times of these durations keep the constraints; nil where it is not known.
    var probability: Double?
  }

  /// All events with times that keep the constraints.
  ///
  /// Durations must be drawn conditional on the constraints too, or long events would be as frequent as where nothing
  /// is asked. Where the probability of a set of durations is known, a set is accepted with it; where none of a bounded
  /// number is, one of them is taken by its weight. The first keys are those of a mixture without constraints.
  mutating func constrainedUnits() throws(SoundscapeError) -> [Placed] {
    let rules = PlacementRules(
      duration: plan.recipe.duration, constraints: plan.recipe.constraints, fit: plan.recipe.fit)
    var tries: [Draft] = []
    var failure: PlacementFailure?
    for attempt in 0..<Self.mostDurations {
      let draft = try draft(attempt, rules)
      if let probability = draft.probability {
        tries.append(draft)
        guard values.draws.uniform(.mixture, .selection, attempt: attempt) < probability else { continue }
      }
      switch place(draft, rules, attempt) {
      case .success(let times): return placed(draft, times)
      case .failure(let found):
        failure = found
        // Where durations are what they are, another try would be the same.
        guard hasRandomDurations else { throw refusal(found) }
      }
    }
    let weights = tries.map { $0.probability ?? 0 }
    let chosen = Distribution.chooseWeighted(tries.indices.map(Double.init), weights: weights)
      .quantile(values.draws.uniform(.mixture, .selection, attempt: Self.mostDurations))
    let order = (chosen.map { [Int($0)] } ?? []) + tries.indices
    for attempt in order {
      switch place(tries[attempt], rules, attempt) {
      case .success(let times): return placed(tries[attempt], times)
      case .failure(let found): failure = found
      }
    }
    guard let failure else { return [] }
    throw refusal(failure)
  }

  private var hasRandomDurations: Bool {
    casting.cast.units.contains { unit in
      unit.members.contains { member in
        let fixed = [member.spec.eventDuration, member.spec.timeStretch].compactMap { $0 }
        return plan.recipe.gate != nil || !fixed.allSatisfy(\.isConstant)
      }
    }
  }

  private mutating func draft(_ attempt: Int, _ rules: PlacementRules) throws(SoundscapeError) -> Draft {
    var draft = Draft(units: [], windows: [], items: [])
    for var unit in casting.cast.units {
      draft.windows.append(try windows(of: &unit, try: attempt))
      draft.units.append(unit)
    }
    for (unit, windows) in zip(draft.units, draft.windows) {
      let parts = zip(unit.members, windows).map { member, window in
        PlacementPart(label: plan.soundbank.foreground.labels[member.label].name, duration: window.length)
      }
      if unit.shares(.eventTime), let first = unit.members.first {
        draft.items.append(PlacementItem(name: unit.key.name, parts: parts, time: try time(first, unit, windows)))
      } else {
        for ((member, window), part) in zip(zip(unit.members, windows), parts) {
          draft.items.append(
            PlacementItem(name: member.key.name, parts: [part], time: try time(member, unit, [window])))
        }
      }
    }
    draft.probability = Placement.logProbability(of: draft.items, rules).map(Math.exponential)
    return draft
  }

  /// The distribution that an item's time is drawn from: what another policy than conditional has drawn is a constant.
  private func time(
    _ member: Cast.Member, _ unit: Cast.Unit, _ windows: [Window]
  ) throws(SoundscapeError) -> Distribution {
    let actor = actor(member, unit, for: .eventTime)
    let settled = try values.settled(member.spec.eventTime, .time, actor, .eventTime)
    guard plan.recipe.fit == .clamp else { return settled }
    let latest = max(0, plan.recipe.duration - (windows.map(\.length).max() ?? 0))
    // Clamping leaves a constant as near as it can be, and of the others the part that fits.
    return settled.mapValues { min($0, latest) }
  }

  private func place(
    _ draft: Draft, _ rules: PlacementRules, _ attempt: Int
  ) -> Result<[Seconds], PlacementFailure> {
    var stream = values.draws.stream(.mixture, .placement, attempt: attempt)
    return Placement.times(of: draft.items, rules) { _ in stream.unitInterval() }
  }

  private func placed(_ draft: Draft, _ times: [Seconds]) -> [Placed] {
    var rest = times[...]
    return zip(draft.units, draft.windows).map { unit, windows in
      let count = unit.shares(.eventTime) && !unit.members.isEmpty ? 1 : unit.members.count
      let own = rest.prefix(count)
      rest = rest.dropFirst(count)
      let all = count == 1 ? Array(repeating: own.first ?? 0, count: unit.members.count) : Array(own)
      return (unit, windows, all.map { ValueDrawing.Time(value: $0, drawn: .init($0), isMoved: false) })
    }
  }

  private func refusal(_ failure: PlacementFailure) -> SoundscapeError {
    .draw(event: "constraints", problem: "\(failure.constraint.rawValue): \(failure.description)")
  }
}
