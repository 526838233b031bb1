// Events that depend on each other: their times by max_polyphony, no_overlap and min_gap, and their files where a gate
// draws these again.

extension SceneDrawing {
  /// A group with what its events play and when.
  struct Placed {
    var group: EventSelection.Group
    var windows: [Window]
    var times: [FittedTime]
  }

  /// Whether all events are drawn together.
  var isJoint: Bool {
    plan.recipe.constraints.concernsTimes || (plan.recipe.gate != nil && selecting.foregroundRules != nil)
  }

  /// All events, by the law of independent ones given that they keep the constraints.
  ///
  /// 1. Labels, files, durations and times are drawn as if there were no constraints until they keep them. Exact, and
  ///    the first try is the mixture without constraints.
  /// 2. Where durations are certain, times only are drawn: `Placement`.
  /// 3. Where none of many tries keeps the constraints, a Markov chain starts from one whose durations could be placed.
  ///
  /// What cannot be drawn at all is an error where the first try meets it, as without constraints.
  mutating func jointGroups() throws(SoundscapeError) -> [Placed] {
    let labels = plan.soundbank.foreground.labels
    let check = PlacementCheck(plan.recipe.constraints) { name in labels.firstIndex { hasSameBytes($0.name, name) } }
    var easiest = EasiestDrafts()
    var attempt = 0
    for number in 0..<mostTries {
      do throws(SoundscapeError) {
        if number > 0 {
          attempt = max(attempt, selecting.attempt) + 1
          if redrawsSelection {
            try selecting.redrawForeground(from: attempt)
            attempt = max(attempt, selecting.attempt)
          }
        }
        var drafts: [GroupDraft] = []
        drafts.reserveCapacity(selecting.selection.foreground.count)
        for group in selecting.selection.foreground { drafts.append(try draft(of: group, attempt)) }
        guard differ(drafts) else { continue }
        let times = try independentTimes(of: drafts)
        let keeps = selecting.bounds.takesTries && check.holds(for: parts(of: drafts, times))
        if keeps, keepsConstraints(drafts, times) {
          return zip(drafts, times).map { Placed(group: $0.group, windows: $0.windows, times: $1) }
        }
        easiest.offer(drafts, plan.recipe.constraints, labels: labels)
      } catch {
        if number == 0 { throw error }
      }
    }
    guard plan.recipe.constraints.concernsTimes else { return try inTurn() }
    return try placed(easiest, after: max(attempt, selecting.attempt))
  }

  private var mostTries: Int {
    if isCertain { return 1 }
    let bounds = selecting.bounds
    let tries = bounds.events / max(1, selecting.slots.reduce(0) { $0 + $1.slots.count })
    return min(max(tries, bounds.mixtures.lowerBound), bounds.mixtures.upperBound)
  }

  /// Whether only times can differ from try to try.
  var isCertain: Bool { !redrawsSelection && !plan.lengths.areDrawn && plan.recipe.gate == nil }

  /// Whether labels and files are drawn again too. What cycles have dealt stays.
  var redrawsSelection: Bool {
    if plan.hasCycles { return false }
    return plan.lengths.dependOnSelection || (plan.recipe.gate != nil && selecting.foregroundRules != nil)
  }

  /// Whether sources differ where they must, after a gate has drawn some again.
  func differ(_ drafts: [GroupDraft]) -> Bool {
    guard plan.recipe.gate != nil, let rules = selecting.foregroundRules else { return true }
    return rules.areKept(by: drafts.map(\.group))
  }

  /// Where hardly any files pass the gate and differ: each group's from what those before it leave.
  private mutating func inTurn() throws(SoundscapeError) -> [Placed] {
    selecting.settle(selecting.foregroundRules?.settled(by: selecting.selection.foreground))
    var placed: [Placed] = []
    for var group in selecting.selection.foreground {
      let windows = try windows(of: &group)
      let draft = GroupDraft(group: group, windows: windows, attempt: 0)
      placed.append(Placed(group: group, windows: windows, times: try independentTimes(of: draft)))
    }
    return placed
  }
}
