// The files and songs of events whose labels are drawn.

extension SelectionDrawing {
  /// The files of all groups, whose slots have these labels one after the other.
  mutating func files(
    for groups: [SlotGroup], labels: [Int], _ rules: inout DistinctSelection?, attempt: Attempt
  ) throws(SoundscapeError) -> [EventSelection.Group] {
    var selected: [EventSelection.Group] = []
    selected.reserveCapacity(groups.count)
    var rest = labels[...]
    for i in groups.indices {
      selected.append(try files(for: groups[i], labels: rest, &rules, attempt: attempt))
      rest = rest.dropFirst(groups[i].slots.count)
    }
    return selected
  }

  mutating func files(
    for slots: SlotGroup, labels: ArraySlice<Int>, _ rules: inout DistinctSelection?, attempt: Attempt
  ) throws(SoundscapeError) -> EventSelection.Group {
    if let plan = slots.plan, slots.shares(.sourceFile) {
      return try song(for: slots, plan, labels: labels, &rules, attempt: attempt)
    }
    var group = EventSelection.Group(slots: slots, events: [])
    group.events.reserveCapacity(slots.slots.count)
    for (slot, label) in zip(slots.slots, labels) {
      guard let options = slot.plan.files[label] else { continue }
      var choice = Pick(options: options, key: slot.key, field: .sourceFile, attempt: attempt)
      if options.isCycle, let cycle = slot.plan.fileCycles[label] {
        let use = uses.next(.files(label: label), of: slot.plan.key)
        choice.cycled = orders.element(cycle, use: use, of: options.count)
      }
      let file = try pick(choice) { file in rules?.takes(file: file, ofLabel: label, for: slot) ?? true }
      group.events.append(EventSelection.Selected(slot: slot, label: label, file: file))
    }
    return group
  }

  /// One song for all members; those whose label lacks it are left out.
  private mutating func song(
    for slots: SlotGroup, _ plan: GroupPlan, labels: ArraySlice<Int>, _ rules: inout DistinctSelection?,
    attempt: Attempt
  ) throws(SoundscapeError) -> EventSelection.Group {
    var choice = Pick(options: plan.songOptions, key: slots.key, field: .sourceFile, attempt: attempt)
    if choice.options.isCycle {
      choice.cycled = orders.element(plan.songCycle, use: uses.next(.songs, of: plan.key), of: choice.options.count)
    }
    let song = try pick(choice) { song in
      rules?.takes(song: plan.songFiles[song], of: plan, for: slots.key) ?? true
    }
    let files = plan.songFiles[song]
    var group = EventSelection.Group(slots: slots, events: [])
    for (i, (slot, label)) in zip(slots.slots, labels).enumerated() {
      guard let file = files[i] else {
        if plan.spec.onMissing == .skip { continue }
        throw .draw(
          event: slots.key.name,
          problem: "the song \(plan.songs[song]) has no file under \(slot.plan.labelName) (on_missing: error)")
      }
      group.events.append(EventSelection.Selected(slot: slot, label: label, file: file))
    }
    return group
  }
}
