// Times that depend on each other: max_polyphony, no_overlap, min_gap.

extension SceneDrawing {
  /// How often durations are drawn for a mixture whose times depend on them.
  private static let mostDurations = 64

  /// Durations as drawn once, with the items that must be placed.
  private struct Draft {
    var groups: [EventSelection.Group]
    var windows: [[Window]]
    var items: [PlacementItem]
    /// The probability that independent times of these durations keep the constraints; nil where it is not known.
    var probability: Double?
  }

  /// A group with what its events play and when.
  struct Placed {
    var group: EventSelection.Group
    var windows: [Window]
    var times: [FittedTime]
  }

  /// All events with times that keep the constraints.
  ///
  /// Durations must be drawn conditional on the constraints too, or long events would be as frequent as where nothing
  /// is asked. Where the probability of a set of durations is known, a set is accepted with it; where none of a bounded
  /// number is, one of them is taken by its weight. The first keys are those of a mixture without constraints.
  mutating func constrainedGroups() throws(SoundscapeError) -> [Placed] {
    let rules = PlacementRules(
      duration: plan.recipe.duration, constraints: plan.recipe.constraints, fit: plan.recipe.fit)
    var tries: [Draft] = []
    var failure: PlacementFailure?
    for attempt in 0..<Self.mostDurations {
      let draft = try draft(attempt, rules)
      if let probability = draft.probability {
        tries.append(draft)
        guard values.draws.uniform(.mixture, .selection, attempt: Attempt(retry: attempt)) < probability else {
          continue
        }
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
      .quantile(values.draws.uniform(.mixture, .selection, attempt: Attempt(retry: Self.mostDurations)))
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
    selecting.selection.foreground.contains { group in
      group.events.contains { event in
        let fixed = [event.sharedSpec.spec.eventDuration, event.sharedSpec.spec.timeStretch].compactMap { $0 }
        return plan.recipe.gate != nil || !fixed.allSatisfy(\.isConstant)
      }
    }
  }

  private mutating func draft(_ attempt: Int, _ rules: PlacementRules) throws(SoundscapeError) -> Draft {
    var draft = Draft(groups: [], windows: [], items: [])
    for var group in selecting.selection.foreground {
      draft.windows.append(try windows(of: &group, durations: attempt))
      draft.groups.append(group)
    }
    for (group, windows) in zip(draft.groups, draft.windows) {
      let parts = zip(group.events, windows).map { event, window in
        PlacementPart(label: plan.soundbank.foreground.labels[event.label].name, duration: window.length)
      }
      if group.shares(.eventTime), let first = group.events.first {
        let time = try times(of: first, in: group, windows)
        draft.items.append(PlacementItem(name: group.key.name, parts: parts, time: time))
      } else {
        for ((event, window), part) in zip(zip(group.events, windows), parts) {
          let time = try times(of: event, in: group, [window])
          draft.items.append(PlacementItem(name: event.key.name, parts: [part], time: time))
        }
      }
    }
    draft.probability = Placement.logProbability(of: draft.items, rules).map(Math.exponential)
    return draft
  }

  /// The distribution that an item's time is drawn from: what another policy than conditional has drawn is a constant.
  private func times(
    of event: EventSelection.Selected, in group: EventSelection.Group, _ windows: [Window]
  ) throws(SoundscapeError) -> Distribution {
    let scope = DrawScope(event, of: group, for: .eventTime)
    let time = event.sharedSpec.spec.eventTime
    let settled = try values.constant(of: time, as: .eventTime, in: scope).map { .const($0) } ?? time
    guard plan.recipe.fit == .clamp else { return settled }
    let latest = max(0, plan.recipe.duration - (windows.map(\.length).max() ?? 0))
    // Clamping leaves a constant as near as it can be, and of the others the part that fits.
    return settled.mapValues { min($0, latest) }
  }

  private func place(
    _ draft: Draft, _ rules: PlacementRules, _ attempt: Int
  ) -> Result<[Seconds], PlacementFailure> {
    var stream = values.draws.stream(.mixture, .placement, attempt: Attempt(retry: attempt))
    return Placement.times(of: draft.items, rules) { _ in stream.unitInterval() }
  }

  private func placed(_ draft: Draft, _ times: [Seconds]) -> [Placed] {
    var rest = times[...]
    return zip(draft.groups, draft.windows).map { group, windows in
      let count = group.shares(.eventTime) && !group.events.isEmpty ? 1 : group.events.count
      let found = rest.prefix(count)
      rest = rest.dropFirst(count)
      let all = count == 1 ? Array(repeating: found.first ?? 0, count: group.events.count) : Array(found)
      return Placed(group: group, windows: windows, times: all.map { FittedTime(value: $0, drawn: .init($0)) })
    }
  }

  private func refusal(_ failure: PlacementFailure) -> SoundscapeError {
    .draw(event: "constraints", problem: "\(failure.constraint.rawValue): \(failure.description)")
  }
}
