// When each event sounds.

extension SceneDrawing {
  /// Draws what the foreground events play, when, and how loud, in the order of the recipe.
  mutating func drawForeground(into events: inout [Event]) throws(SoundscapeError) {
    if isJoint {
      for placed in try jointGroups() {
        for (i, selected) in placed.group.events.enumerated() {
          events.append(try event(selected, in: placed.group, placed.windows[i], at: placed.times[i]))
        }
      }
      return
    }
    for var group in selecting.selection.foreground {
      let windows = try windows(of: &group)
      let longest = group.shares(.eventTime) ? windows.map(\.length).max() : nil
      for (selected, window) in zip(group.events, windows) {
        let time = try time(of: selected, in: group, lasting: longest ?? window.length)
        events.append(try event(selected, in: group, window, at: time))
      }
    }
  }

  /// A time that depends on nothing but the event's length.
  func time(
    of selected: EventSelection.Selected, in group: EventSelection.Group, lasting length: Seconds,
    attempt: Attempt = .first
  ) throws(SoundscapeError) -> FittedTime {
    let sharedSpec = selected.sharedSpec
    return try values.time(
      of: .eventTime, from: sharedSpec.spec.eventTime, latest: max(0, self.duration - length),
      in: DrawScope(selected, of: group, for: .eventTime), attempt: attempt)
  }
}
