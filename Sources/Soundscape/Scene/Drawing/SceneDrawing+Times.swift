// When each event sounds.

extension SceneDrawing {
  /// A unit with what its members play and when.
  typealias Placed = (unit: Cast.Unit, windows: [Window], times: [ValueDrawing.Time])

  /// All events of the mixture, in the order of the recipe.
  mutating func placedUnits() throws(SoundscapeError) -> [Placed] {
    if plan.recipe.constraints.concernsTimes { return try constrainedUnits() }
    var placed: [Placed] = []
    for var unit in casting.cast.units {
      let windows = try windows(of: &unit, try: 0)
      placed.append((unit, windows, try times(of: unit, windows)))
    }
    return placed
  }

  /// Times that depend on nothing but the event's length.
  private func times(of unit: Cast.Unit, _ windows: [Window]) throws(SoundscapeError) -> [ValueDrawing.Time] {
    let longest = unit.shares(.eventTime) ? windows.map(\.length).max() : nil
    var times: [ValueDrawing.Time] = []
    times.reserveCapacity(windows.count)
    for i in windows.indices {
      let latest = max(0, plan.recipe.duration - (longest ?? windows[i].length))
      let member = unit.members[i]
      times.append(
        try values.time(
          member.spec.eventTime, .time, latest: latest, actor(member, unit, for: .eventTime), .eventTime))
    }
    return times
  }
}
