/// Draws which events a mixture has: how many, then their labels, then their files.
struct SelectionDrawing {
  let plan: RecipePlan
  let draws: MixtureDraws
  let orders: CycleOrders
  /// Where the cycles are; advances with every use.
  var uses: CycleUses
  var warnings: [Warning] = []
  private(set) var selection = EventSelection()
  private var foregroundRules: DistinctSelection?

  init(plan: RecipePlan, draws: MixtureDraws, orders: CycleOrders, uses: CycleUses) {
    self.plan = plan
    self.draws = draws
    self.orders = orders
    self.uses = uses
  }

  mutating func run() throws(SoundscapeError) {
    let counts = plan.entries.map { entry in
      entry.count.map { $0.wholeNumber(at: draws.uniform(drawing: $0, entry.key, .count)) }
    }
    var backgrounds = plan.backgroundSlots
    var foreground = plan.slotGroups(counts: counts) { key, group in
      group.spec.coherence > 0 && draws.uniform(key, .coherent) < group.spec.coherence
    }
    if plan.hasCycles {
      countUses(&backgrounds)
      countUses(&foreground)
    }
    var backgroundRules = try rules(for: backgrounds, .background)
    var rules = try rules(for: foreground, .foreground)
    let backgroundLabels = try labels(of: backgrounds, &backgroundRules)
    let labels = try labels(of: foreground, &rules)
    selection.backgrounds = try files(for: backgrounds, labels: backgroundLabels, &backgroundRules)
    selection.foreground = try files(for: foreground, labels: labels, &rules)
    foregroundRules = rules
  }

  /// Draws the files of a foreground group once more, since its windows were too quiet.
  mutating func redrawFiles(of group: inout EventSelection.Group, window: Int) throws(SoundscapeError) {
    var rules = foregroundRules
    rules?.releaseSong(of: group.key)
    for event in group.events { rules?.releaseFile(of: event.slot, label: event.label) }
    // A label that the song lacked is in the group's slots, and drawn for again.
    let labels = group.slots.slots.compactMap { slot in
      slot.fixedLabel ?? group.events.first { $0.key == slot.key }?.label
    }
    group = try files(for: group.slots, labels: labels[...], &rules, window: window)
    foregroundRules = rules
  }

  private mutating func countUses(_ groups: inout [SlotGroup]) {
    for i in groups.indices {
      if let plan = groups[i].plan { groups[i].use = uses.next(.events, of: plan.key) }
      for j in groups[i].slots.indices {
        groups[i].slots[j].use = uses.next(.events, of: groups[i].slots[j].plan.key)
      }
    }
  }

  private func rules(for groups: [SlotGroup], _ role: Role) throws(SoundscapeError) -> DistinctSelection? {
    do { return try plan.distinctSelection(of: groups, role) } catch {
      throw .draw(event: "constraints", problem: plan.message(of: error))
    }
  }

  // MARK: Labels

  /// The labels of all slots, group after group.
  private mutating func labels(
    of groups: [SlotGroup], _ rules: inout DistinctSelection?
  ) throws(SoundscapeError) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(groups.count)
    for group in groups {
      for slot in group.slots { labels.append(try label(of: slot, &rules)) }
    }
    return labels
  }

  private mutating func label(
    of slot: EventSlot, _ rules: inout DistinctSelection?
  ) throws(SoundscapeError) -> Int {
    if let label = slot.fixedLabel {
      // It still counts for the others.
      guard rules?.takes(label: label, for: slot) ?? true else {
        throw .draw(event: slot.key.name, problem: "label: another event of this mixture needs it")
      }
      return label
    }
    var choice = Pick(options: slot.plan.labels, key: slot.key, field: .label, window: 0)
    if choice.options.isCycle {
      choice.cycled = orders.element(slot.plan.labelCycle, use: slot.use, of: choice.options.count)
    }
    return try pick(choice) { label in rules?.takes(label: label, for: slot) ?? true }
  }

  // MARK: Files

  /// The files of all groups, whose slots have these labels one after the other.
  private mutating func files(
    for groups: [SlotGroup], labels: [Int], _ rules: inout DistinctSelection?
  ) throws(SoundscapeError) -> [EventSelection.Group] {
    var selected: [EventSelection.Group] = []
    selected.reserveCapacity(groups.count)
    var rest = labels[...]
    for i in groups.indices {
      selected.append(try files(for: groups[i], labels: rest, &rules, window: 0))
      rest = rest.dropFirst(groups[i].slots.count)
    }
    return selected
  }

  private mutating func files(
    for slots: SlotGroup, labels: ArraySlice<Int>, _ rules: inout DistinctSelection?, window: Int
  ) throws(SoundscapeError) -> EventSelection.Group {
    if let plan = slots.plan, slots.shares(.sourceFile) {
      return try song(for: slots, plan, labels: labels, &rules, window: window)
    }
    var group = EventSelection.Group(slots: slots, events: [])
    group.events.reserveCapacity(slots.slots.count)
    for (slot, label) in zip(slots.slots, labels) {
      guard let options = slot.plan.files[label] else { continue }
      var choice = Pick(options: options, key: slot.key, field: .sourceFile, window: window)
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
    for slots: SlotGroup, _ plan: GroupPlan, labels: ArraySlice<Int>, _ rules: inout DistinctSelection?, window: Int
  ) throws(SoundscapeError) -> EventSelection.Group {
    var choice = Pick(options: plan.songOptions, key: slots.key, field: .sourceFile, window: window)
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
