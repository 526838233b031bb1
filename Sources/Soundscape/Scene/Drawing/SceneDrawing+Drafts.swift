// Tries at a whole mixture whose events depend on each other.

extension SceneDrawing {
  mutating func draft(of group: EventSelection.Group, _ attempt: Int) throws(SoundscapeError) -> GroupDraft {
    var group = group
    let windows = try windows(of: &group, joint: attempt, keepsApart: false)
    return GroupDraft(group: group, windows: windows, attempt: attempt)
  }

  /// Times that depend on nothing but the events' lengths, for each event of each group.
  func independentTimes(of drafts: [GroupDraft]) throws(SoundscapeError) -> [[FittedTime]] {
    var times: [[FittedTime]] = []
    times.reserveCapacity(drafts.count)
    for draft in drafts { times.append(try independentTimes(of: draft)) }
    return times
  }

  func independentTimes(of draft: GroupDraft) throws(SoundscapeError) -> [FittedTime] {
    var times: [FittedTime] = []
    for (place, event) in draft.group.events.enumerated() {
      var time = try time(
        of: event, in: draft.group, lasting: draft.length(of: place), attempt: Attempt(joint: draft.attempt))
      // Confined by other events too, which no range says.
      if plan.recipe.constraints.concernsTimes { time.drawn.range = nil }
      times.append(time)
    }
    return times
  }

  func parts(of drafts: [GroupDraft], _ times: [[FittedTime]]) -> [PlacementCheck.Part] {
    var parts: [PlacementCheck.Part] = []
    var item = 0
    for (draft, times) in zip(drafts, times) {
      for (place, event) in draft.group.events.enumerated() {
        let start = times[place].value
        parts.append(
          .init(
            item: item + (draft.isOne ? 0 : place), label: event.label, start: start,
            end: start + draft.windows[place].length))
      }
      item += draft.itemCount
    }
    return parts
  }

  /// Whether times that look as if they kept the constraints do so to the last bit.
  func keepsConstraints(_ drafts: [GroupDraft], _ times: [[FittedTime]]) -> Bool {
    var items: [PlacementItem] = []
    var starts: [Seconds?] = []
    for (draft, times) in zip(drafts, times) {
      items += self.items(of: draft)
      let own = (draft.isOne ? times.prefix(1) : times[...]).map(\.value)
      starts += own + Array(repeating: nil, count: draft.itemCount - own.count)
    }
    return PlacementProblem(items, placementRules).worstViolation(starts) == nil
  }

  var placementRules: PlacementRules {
    PlacementRules(duration: duration, constraints: plan.recipe.constraints, fit: plan.recipe.fit)
  }

  /// What of a group must be placed.
  func items(of draft: GroupDraft) -> [PlacementItem] {
    let parts = zip(draft.group.events, draft.windows).map { event, window in
      PlacementPart(label: plan.soundbank.foreground.labels[event.label].name, duration: window.length)
    }
    let nothing = PlacementItem(name: draft.group.key.name, parts: [], time: .const(0))
    if draft.isOne {
      guard !draft.group.events.isEmpty else { return [nothing] }
      return [PlacementItem(name: draft.group.key.name, parts: parts, time: timeLaw(of: 0, in: draft))]
    }
    let items = draft.group.events.indices.map { place in
      PlacementItem(
        name: draft.group.events[place].key.name, parts: [parts[place]], time: timeLaw(of: place, in: draft))
    }
    return items + Array(repeating: nothing, count: draft.itemCount - items.count)
  }

  /// The distribution that an event's time has, given its length.
  private func timeLaw(of place: Int, in draft: GroupDraft) -> Distribution {
    let time = settledTime(of: place, in: draft)
    let latest = max(0, self.duration - draft.length(of: place))
    let fitting = 0...(latest + TimeFitting.rounding)
    let isReached = time.reaches(fitting) && time.quantile(0.5, in: fitting) != nil
    switch plan.recipe.fit {
    case .conditional: return isReached ? time : .const(latest)
    // Of a list, each that is too late is moved; of the others `PlacementProblem` knows how likely that is.
    case .clamp: return time.isContinuous ? isReached ? time : .const(latest) : time.clamped(to: latest)
    case .resample, .error: return time
    }
  }

  /// The time's distribution; the constant that a cycle or a value of `let` is.
  private func settledTime(of place: Int, in draft: GroupDraft) -> Distribution {
    let event = draft.group.events[place]
    let time = event.sharedSpec.spec.eventTime
    let scope = DrawScope(event, of: draft.group, for: .eventTime)
    return (try? values.constant(of: time, as: .eventTime, in: scope)).flatMap { $0 }.map { .const($0) } ?? time
  }

  /// A time that was found, with what was drawn where it had to be moved to the latest that fits.
  func fitted(_ value: Seconds, of place: Int, in draft: GroupDraft) -> FittedTime {
    let latest = max(0, self.duration - draft.length(of: place))
    let time = settledTime(of: place, in: draft)
    let later = (latest + TimeFitting.rounding).nextUp...Double.infinity
    let isMoved =
      abs(value - latest) <= TimeFitting.rounding
      && (plan.recipe.fit == .clamp || (plan.recipe.fit == .conditional && timeLaw(of: place, in: draft) != time))
    let scope = DrawScope(draft.group.events[place], of: draft.group, for: .eventTime)
    let u = values.draws.uniform(scope.key, .eventTime, attempt: Attempt(joint: draft.attempt))
    guard isMoved, time.reaches(later), let drawn = time.quantile(u, in: later) else {
      return FittedTime(value: value, drawn: .init(value))
    }
    return FittedTime(value: value, drawn: .init(drawn), wasClamped: true)
  }
}

extension Distribution {
  /// A list with what is later than a time moved to it; equal values count as often as there are.
  fileprivate func clamped(to latest: Seconds) -> Distribution {
    switch self {
    case .choose(let values), .cycle(let values):
      let distinct = Set(values).sorted()
      return .chooseWeighted(distinct.map { min($0, latest) }, weights: distinct.map { _ in 1 })
    default: return mapValues { min($0, latest) }
    }
  }
}
