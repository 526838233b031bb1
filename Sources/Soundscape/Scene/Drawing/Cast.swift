/// Who plays in a mixture: how many events, which label, which file. Nothing about when and how loud yet.
struct Cast: Sendable {
  /// One event as cast.
  struct Member: Sendable {
    let plan: EventPlan
    let key: EventKey
    let isCoherent: Bool
    /// The label's place in the soundbank.
    var label: Int
    /// The file's place in its label.
    var file: Int
    /// How often the spec was used in the data set before; of use where it has a cycle.
    var use: Int

    /// What is drawn from: of a coherent group's member, with the group's values of what is shared.
    var spec: EventSpec { sharedSpec.spec }
    var sharedSpec: SharedSpec { isCoherent ? plan.coherentSpec : plan.sharedSpec }

    /// The label that was cast, or all that may be.
    var possibleLabels: [Int] { label < 0 ? plan.labels.all : [label] }
  }

  /// Events that are drawn together: one alone, or a group.
  struct Unit: Sendable {
    let key: EventKey
    let group: GroupPlan?
    /// Whether the members share what the group's `share` lists.
    let isCoherent: Bool
    var members: [Member]
    /// How often the group was used before.
    var use: Int

    /// Whether one draw of the field holds for all members.
    func shares(_ field: EventField) -> Bool { isCoherent && group?.group.shared.contains(field) == true }

    /// One event by itself.
    init(single plan: EventPlan, key: EventKey) {
      (self.key, group, isCoherent, use) = (key, nil, false, 0)
      members = [Member(plan: plan, key: key, isCoherent: false, label: -1, file: -1, use: 0)]
    }

    /// One event for each of a group's labels.
    init(group: GroupPlan, key: EventKey, isCoherent: Bool) {
      (self.key, self.group, self.isCoherent, use) = (key, group, isCoherent, 0)
      members = []
      members = group.members.indices.map { member(at: $0, of: group) }
    }

    /// A group's member, its file still open.
    func member(at i: Int, of group: GroupPlan) -> Member {
      let plan = group.members[i]
      return Member(
        plan: plan, key: EventKey("\(key.name)/\(plan.labelName)"), isCoherent: isCoherent, label: plan.onlyLabel,
        file: -1, use: members.first { $0.plan.key == plan.key }?.use ?? 0)
    }
  }

  var backgrounds: [Unit]
  var units: [Unit]
}

/// How often each spec, and each spec with each label, was used in the mixtures before one.
///
/// What a mixture's cycles go on from: the same for whoever draws that mixture.
struct CycleUses: Hashable, Sendable {
  struct Use: Hashable, Sendable {
    /// The spec's name, without the number of a copy.
    var spec: UInt64
    /// The label that a cycle of files runs in; −1 for cycles of anything else, −2 for the songs of a group.
    var label: Int
  }

  static let anyLabel = -1
  static let songs = -2

  var counts: [Use: Int] = [:]

  /// The number of uses so far, which goes up by one.
  mutating func next(_ spec: EventKey, _ label: Int = CycleUses.anyLabel) -> Int {
    let use = Use(spec: spec.code, label: label)
    defer { counts[use, default: 0] += 1 }
    return counts[use, default: 0]
  }
}
