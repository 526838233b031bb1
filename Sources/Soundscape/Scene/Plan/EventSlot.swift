/// One event of a mixture before anything of it is drawn.
struct EventSlot: Sendable {
  let plan: EventPlan
  let key: EventKey
  let isCoherent: Bool
  /// The label's place in the soundbank, where the recipe leaves no choice: for a group's members.
  let fixedLabel: Int?
  /// How often the spec was used in the data set before; of use where it has a cycle.
  var use = 0

  /// What is drawn from: for a coherent group's member, with the group's values of what is shared.
  var spec: EventSpec { sharedSpec.spec }
  var sharedSpec: SharedSpec { isCoherent ? plan.coherentSpec : plan.sharedSpec }

  /// All labels that the event can have.
  var possibleLabels: [Int] { fixedLabel.map { [$0] } ?? plan.labels.all }
}

/// Events that are drawn together: one by itself, or a group.
struct SlotGroup: Sendable {
  let key: EventKey
  /// nil for one event by itself.
  let plan: GroupPlan?
  /// Whether the slots share what the group's `share` lists.
  let isCoherent: Bool
  var slots: [EventSlot]
  /// How often the group was used before.
  var use = 0

  /// Whether one draw of the field holds for all slots.
  func shares(_ field: EventField) -> Bool { isCoherent && plan?.spec.shared.contains(field) == true }

  /// One event by itself.
  init(single plan: EventPlan, key: EventKey) {
    (self.key, self.plan, isCoherent) = (key, nil, false)
    slots = [EventSlot(plan: plan, key: key, isCoherent: false, fixedLabel: nil)]
  }

  /// One event for each of a group's labels.
  init(group: GroupPlan, key: EventKey, isCoherent: Bool) {
    (self.key, plan, self.isCoherent) = (key, group, isCoherent)
    slots = group.members.map { member in
      EventSlot(
        plan: member, key: EventKey("\(key.name)/\(member.labelName)"), isCoherent: isCoherent,
        fixedLabel: member.firstLabel)
    }
  }
}
