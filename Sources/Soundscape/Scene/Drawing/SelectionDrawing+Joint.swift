// Labels and files that must differ are drawn together, or what one event may take would depend on who was drawn first.

extension SelectionDrawing {
  /// Groups with labels and files, and the joint try that they are from.
  typealias Found = (groups: [EventSelection.Group], attempt: Int)

  /// Labels and files of all groups: each by its own law, given that they differ where they must.
  ///
  /// 1. Drawn independently until they differ: exact.
  /// 2. Drawn by `DistinctDraw`, where labels or files must differ and not both: exact.
  /// 3. Drawn one after the other, then by a Markov chain: exact but for what is left of the start.
  mutating func jointly(
    _ groups: [SlotGroup], _ rules: DistinctSelection?, from first: Int
  ) throws(SoundscapeError) -> Found {
    guard let rules else { return (try independently(groups, attempt: Attempt(joint: first)), first) }
    var attempt = first
    if together == nil {
      if let found = try tried(groups, rules, &attempt, count: bounds.selections) { return found }
      together = JointLaw(draw: bounds.drawsAtOnce ? SelectionDraw(groups, rules, of: self) : nil)
    }
    let before = uses
    if let draw = together?.draw {
      for _ in 0..<bounds.selections {
        uses = before
        attempt += 1
        let found = try together(groups, draw, Attempt(joint: attempt))
        if rules.areKept(by: found) { return (found, attempt) }
      }
      uses = before
    }
    if !plan.hasCycles, let found = try tried(groups, rules, &attempt, count: bounds.lastSelections) { return found }
    return try chained(groups, rules, from: attempt)
  }

  /// Independent draws that differ where they must; nil where none of so many do.
  private mutating func tried(
    _ groups: [SlotGroup], _ rules: DistinctSelection, _ attempt: inout Int, count: Int
  ) throws(SoundscapeError) -> Found? {
    let (before, first) = (uses, attempt)
    while attempt < first + count {
      uses = before
      do {
        let found = try independently(groups, attempt: Attempt(joint: attempt))
        if rules.areKept(by: found) { return (found, attempt) }
      } catch {
        // What cannot be drawn is reported as it is without constraints: where the first try meets it.
        if attempt == 0 { throw error }
      }
      attempt += 1
    }
    uses = before
    return nil
  }

  /// Labels or files as the law of all of them gives them at once.
  private mutating func together(
    _ groups: [SlotGroup], _ draw: SelectionDraw, _ attempt: Attempt
  ) throws(SoundscapeError) -> [EventSelection.Group] {
    var stream = draws.stream(groups.first?.key ?? .mixture, .selection, attempt: attempt)
    var numbers = UniformNumbers { _ in stream.unitInterval() }
    let drawn = draw.draw(&numbers)
    var rules: DistinctSelection?
    guard draw.givesFiles else { return try files(for: groups, labels: drawn.map(\.label), &rules, attempt: attempt) }
    var rest = drawn[...]
    return groups.map { group in
      let own = rest.prefix(group.slots.count)
      rest = rest.dropFirst(group.slots.count)
      let events = zip(group.slots, own).map { EventSelection.Selected(slot: $0, label: $1.label, file: $1.file) }
      return EventSelection.Group(slots: group, events: events)
    }
  }

  /// Events drawn in turn, which are then drawn again, one or two at a time, and exchange what they have.
  ///
  /// *Source:* Metropolis et al.: *Equation of state calculations by fast computing machines*, J. Chem. Phys. 1953.
  private mutating func chained(
    _ groups: [SlotGroup], _ rules: DistinctSelection, from first: Int
  ) throws(SoundscapeError) -> Found {
    var attempt = first
    var own: DistinctSelection? = rules
    var found = try inTurn(groups, &own, attempt: Attempt(joint: attempt))
    guard !plan.hasCycles, groups.count > 1 else { return (found, attempt) }
    var stream = draws.stream(groups[0].key, .selection, attempt: Attempt(joint: attempt))
    var numbers = UniformNumbers { _ in stream.unitInterval() }
    let law = SlotLaw(draws: draws, orders: orders)
    for _ in 0..<min(64, max(4, 4_096 / groups.count)) {
      attempt += 1
      for i in groups.indices {
        let j = numbers.index(below: groups.count)
        // One, or two.
        let changed = numbers.next() < 0.5 || i == j ? [i] : [i, j]
        var next = found
        guard let drawn = try? independently(changed.map { groups[$0] }, attempt: Attempt(joint: attempt, window: i))
        else { continue }
        for (place, group) in zip(changed, drawn) { next[place] = group }
        if rules.areKept(by: next) { found = next }
      }
      for i in groups.indices {
        let (j, u) = (numbers.index(below: groups.count), numbers.next())
        guard i != j, let next = exchanged(found, i, j, law), u < next.ratio, rules.areKept(by: next.groups) else {
          continue
        }
        found = next.groups
      }
    }
    return (found, attempt)
  }

  /// Two events with each other's label and file, and by how much that is likelier; nil for groups.
  func exchanged(
    _ groups: [EventSelection.Group], _ i: Int, _ j: Int, _ law: SlotLaw
  ) -> (groups: [EventSelection.Group], ratio: Double)? {
    guard groups[i].plan == nil, groups[j].plan == nil, let a = groups[i].events.first, let b = groups[j].events.first
    else { return nil }
    let after = law.probability(b.label, b.file, of: a.slot) * law.probability(a.label, a.file, of: b.slot)
    let before = law.probability(a.label, a.file, of: a.slot) * law.probability(b.label, b.file, of: b.slot)
    var next = groups
    next[i].events[0] = EventSelection.Selected(slot: a.slot, label: b.label, file: b.file)
    next[j].events[0] = EventSelection.Selected(slot: b.slot, label: a.label, file: a.file)
    return (next, before > 0 ? after / before : 0)
  }
}

/// The law of all labels and files together: the same in every try of a mixture, and a good deal of work.
struct JointLaw {
  /// nil where they cannot be drawn by it.
  let draw: SelectionDraw?
}
