extension PlacementProblem {
  /// Where a set of times fails.
  struct Violation {
    enum Kind {
      case overlap
      case gap(Seconds)
      case polyphony(Int)
    }
    var kind: Kind
    var constraint: PlacementFailure.Constraint
    /// In order of time.
    var items: [Int]
    var shortfall: Seconds
  }

  /// What fails by most, nil when all constraints are satisfied; items whose time is nil do not count.
  func worstViolation(_ times: [Seconds?]) -> Violation? {
    var worst: Violation?
    func record(_ violation: @autoclosure () -> Violation, _ shortfall: Seconds) {
      if shortfall > (worst?.shortfall ?? 0) { worst = violation() }
    }
    let placed = times.enumerated().compactMap { index, time in time.map { (index, $0) } }
    if !groups.isEmpty {
      var last = [(release: Seconds, item: Int)?](repeating: nil, count: groups.count)
      for (index, time) in placed.sorted(by: { $0.1 < $1.1 }) {
        for demand in items[index].demands {
          let gap = groups[demand.group].gap
          let release = TouchingTimes.release(time, demand.duration, gap: gap)
          if let (before, other) = last[demand.group], before - time > items[other].forgiven {
            let shortfall = before - time
            record(
              Violation(
                kind: shortfall > gap || gap == 0 ? .overlap : .gap(gap), constraint: groups[demand.group].constraint,
                items: [other, index], shortfall: shortfall > gap ? shortfall - gap : shortfall), shortfall)
          }
          if release > (last[demand.group]?.release ?? -.infinity) { last[demand.group] = (release, index) }
        }
      }
    }
    if let maxPolyphony {
      var changes: [(time: Seconds, step: Int, item: Int)] = []
      for (index, time) in placed {
        for duration in items[index].durations {
          changes.append((time, 1, index))
          changes.append((time + duration - items[index].forgiven, -1, index))
        }
      }
      // What ends goes before what begins: touching is not an overlap.
      changes.sort { $0.time == $1.time ? $0.step < $1.step : $0.time < $1.time }
      var count = 0
      for (position, change) in changes.enumerated() {
        count += change.step
        if count > maxPolyphony, position + 1 < changes.count {
          let shortfall = changes[position + 1].time - change.time
          let atOnce = count
          record(
            Violation(
              kind: .polyphony(atOnce), constraint: .maxPolyphony, items: [change.item], shortfall: shortfall),
            shortfall)
        }
      }
    }
    return worst
  }
}
