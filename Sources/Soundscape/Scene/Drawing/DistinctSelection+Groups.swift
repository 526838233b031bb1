extension DistinctSelection {
  /// Whether events that were drawn without regard to each other differ where they must.
  func areKept(by groups: [EventSelection.Group]) -> Bool {
    if concernsLabels {
      var labels: Set<Int> = []
      for group in groups {
        for slot in group.slots.slots {
          // Only a group's members have fixed labels; one that the song lacks counts too.
          guard let label = slot.fixedLabel ?? group.events.first?.label else { continue }
          if !labels.insert(label).inserted { return false }
        }
      }
    }
    guard let keys else { return true }
    var sources: Set<Int> = []
    for group in groups {
      let own = group.events.compactMap { keys[$0.label, $0.file] }
      // The files of one song do not exclude each other.
      for key in group.shares(.sourceFile) ? Array(Set(own)) : own {
        if !sources.insert(key).inserted { return false }
      }
    }
    return true
  }

  /// The same rules where all events have what they have now; nil where they break them.
  func settled(by groups: [EventSelection.Group]) -> DistinctSelection? {
    var rules = self
    for group in groups {
      for event in group.events where !rules.takes(label: event.label, for: event.slot) { return nil }
      if let plan = group.plan, group.shares(.sourceFile) {
        let files = plan.members.map { member in group.events.first { $0.plan === member }?.file }
        if !rules.takes(song: files, of: plan, for: group.key) { return nil }
      } else {
        for event in group.events where !rules.takes(file: event.file, ofLabel: event.label, for: event.slot) {
          return nil
        }
      }
    }
    return rules
  }
}
