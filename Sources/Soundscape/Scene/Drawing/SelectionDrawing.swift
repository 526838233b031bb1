/// Draws which events a mixture has: how many, then their labels, then their files.
struct SelectionDrawing {
  let plan: RecipePlan
  let draws: MixtureDraws
  let orders: CycleOrders
  /// Where the cycles are; advances with every use.
  var uses: CycleUses
  var warnings: [Warning] = []
  private(set) var selection = EventSelection()
  /// The foreground events before anything of them is drawn.
  private(set) var slots: [SlotGroup] = []
  private(set) var foregroundRules: DistinctSelection?
  /// The number of the joint try that labels and files are from.
  private(set) var attempt = 0
  /// How labels and files are drawn at once; nil until independent draws were seen to differ too rarely.
  var together: JointLaw?
  var bounds = JointBounds()

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
    try plan.checkEventCount(counts)
    var backgrounds = plan.backgroundSlots
    var foreground = plan.slotGroups(counts: counts) { key, group in isCoherent(key, group) }
    if plan.hasCycles {
      countUses(&backgrounds)
      countUses(&foreground)
    }
    let backgroundRules = try rules(for: backgrounds, .background)
    foregroundRules = try rules(for: foreground, .foreground)
    slots = foreground
    selection.backgrounds = try jointly(backgrounds, backgroundRules, from: 0).groups
    together = nil
    if let compositions = plan.compositions {
      selection.foreground = try compositions.groups(for: slots, mixture: draws.mixture)
    } else {
      try redrawForeground(from: 0)
    }
    if plan.hasFileSteps {
      var counted = selection
      countFileUses(&counted.backgrounds)
      countFileUses(&counted.foreground)
      selection = counted
    }
  }

  private mutating func isCoherent(_ key: EventKey, _ group: GroupPlan) -> Bool {
    switch group.spec.coherence {
    case .chance(let probability): return probability > 0 && draws.uniform(key, .coherent) < probability
    case .cycle(let cards):
      let use = uses.next(.coherence, of: group.key)
      return cards[orders.element(group.coherenceCycle, use: use, of: cards.count)]
    }
  }

  /// Draws labels and files of all foreground events, in the first joint try from this one on that keeps them apart.
  mutating func redrawForeground(from first: Int) throws(SoundscapeError) {
    let found = try jointly(slots, foregroundRules, from: first)
    (selection.foreground, attempt) = (found.groups, found.attempt)
  }

  /// Draws the files of a foreground group once more, since its windows were too quiet.
  ///
  /// - Parameter keepsApart: whether only files are drawn that no other event of the mixture excludes. Where whole
  ///   mixtures are drawn until they keep their constraints, events are drawn as if there were no others.
  mutating func redrawFiles(
    of group: inout EventSelection.Group, attempt: Attempt, keepsApart: Bool
  ) throws(SoundscapeError) {
    // A label that the song lacked is in the group's slots, and drawn for again.
    let labels = group.slots.slots.compactMap { slot in
      slot.fixedLabel ?? group.events.first { $0.key == slot.key }?.label
    }
    var rules = keepsApart ? foregroundRules : nil
    rules?.releaseSong(of: group.key)
    for event in group.events { rules?.releaseFile(of: event.slot, label: event.label) }
    group = try files(for: group.slots, labels: labels[...], &rules, attempt: attempt)
    if keepsApart { foregroundRules = rules }
  }

  /// Labels and files of all groups, each drawn as if it were by itself.
  mutating func independently(
    _ groups: [SlotGroup], attempt: Attempt
  ) throws(SoundscapeError) -> [EventSelection.Group] {
    var rules: DistinctSelection?
    return try inTurn(groups, &rules, attempt: attempt)
  }

  /// Labels and files of all groups, one after the other, each from what the rules leave.
  mutating func inTurn(
    _ groups: [SlotGroup], _ rules: inout DistinctSelection?, attempt: Attempt
  ) throws(SoundscapeError) -> [EventSelection.Group] {
    let labels = try labels(of: groups, &rules, attempt: attempt)
    return try files(for: groups, labels: labels, &rules, attempt: attempt)
  }

  /// Keeps rules in which all events have what they have now.
  mutating func settle(_ rules: DistinctSelection?) { foregroundRules = rules }

  private mutating func countUses(_ groups: inout [SlotGroup]) {
    for i in groups.indices {
      if let plan = groups[i].plan { groups[i].use = uses.next(.events, of: plan.key) }
      for j in groups[i].slots.indices {
        groups[i].slots[j].use = uses.next(.events, of: groups[i].slots[j].plan.key)
      }
    }
  }

  /// Counts the files that steps go through.
  private mutating func countFileUses(_ groups: inout [EventSelection.Group]) {
    for i in groups.indices {
      if let plan = groups[i].plan, groups[i].shares(.sourceTime) {
        guard plan.template.sourceTime.stepsToEnd, let first = groups[i].events.first else { continue }
        // The files of one song come together; of several songs, no file has the steps to itself.
        groups[i].fileUse =
          groups[i].shares(.sourceFile)
          ? uses.next(.file(label: first.label, file: first.file), of: plan.key) : groups[i].slots.use
        continue
      }
      for j in groups[i].events.indices where groups[i].events[j].sharedSpec.spec.sourceTime.stepsToEnd {
        let event = groups[i].events[j]
        groups[i].events[j].fileUse = uses.next(.file(label: event.label, file: event.file), of: event.plan.key)
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
    of groups: [SlotGroup], _ rules: inout DistinctSelection?, attempt: Attempt
  ) throws(SoundscapeError) -> [Int] {
    var labels: [Int] = []
    labels.reserveCapacity(groups.count)
    for group in groups {
      for slot in group.slots { labels.append(try label(of: slot, &rules, attempt: attempt)) }
    }
    return labels
  }

  private mutating func label(
    of slot: EventSlot, _ rules: inout DistinctSelection?, attempt: Attempt
  ) throws(SoundscapeError) -> Int {
    if let label = slot.fixedLabel {
      // It still counts for the others.
      guard rules?.takes(label: label, for: slot) ?? true else {
        throw .draw(event: slot.key.name, problem: "label: another event of this mixture needs it")
      }
      return label
    }
    var choice = Pick(options: slot.plan.labels, key: slot.key, field: .label, attempt: attempt)
    if choice.options.isCycle {
      choice.cycled = orders.element(slot.plan.labelCycle, use: slot.use, of: choice.options.count)
    }
    return try pick(choice) { label in rules?.takes(label: label, for: slot) ?? true }
  }
}
