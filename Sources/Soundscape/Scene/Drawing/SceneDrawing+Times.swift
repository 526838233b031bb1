// When each event sounds.

extension SceneDrawing {
  /// A group with what its events play and when.
  struct Placed {
    var group: EventSelection.Group
    var windows: [Window]
    var times: [FittedTime]
  }

  /// All events of the mixture, in the order of the recipe.
  mutating func placedGroups() throws(SoundscapeError) -> [Placed] {
    if plan.recipe.constraints.concernsTimes { return try constrainedGroups() }
    var placed: [Placed] = []
    placed.reserveCapacity(selecting.selection.foreground.count)
    for var group in selecting.selection.foreground {
      let windows = try windows(of: &group)
      placed.append(Placed(group: group, windows: windows, times: try times(of: group, windows)))
    }
    return placed
  }

  /// Times that depend on nothing but the event's length.
  private func times(
    of group: EventSelection.Group, _ windows: [Window]
  ) throws(SoundscapeError) -> [FittedTime] {
    let longest = group.shares(.eventTime) ? windows.map(\.length).max() : nil
    var times: [FittedTime] = []
    times.reserveCapacity(windows.count)
    for (event, window) in zip(group.events, windows) {
      let latest = max(0, plan.recipe.duration - (longest ?? window.length))
      times.append(
        try values.time(
          of: .eventTime, from: event.spec.eventTime, latest: latest,
          in: DrawScope(event, of: group, for: .eventTime)))
    }
    return times
  }
}
