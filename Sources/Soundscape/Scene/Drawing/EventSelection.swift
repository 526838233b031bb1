/// Which events a mixture has, of which label and which file. Nothing about when and how loud yet.
struct EventSelection: Sendable {
  /// One event with its label and file.
  struct Selected: Sendable {
    let slot: EventSlot
    /// The label's place in the soundbank.
    let label: Int
    /// The file's place in its label.
    let file: Int
    /// How often the spec played the file before; nil where that is not counted.
    var fileUse: Int?

    var key: EventKey { slot.key }
    var plan: EventPlan { slot.plan }
    /// A spec is large: reading a field of it here copies nothing else.
    var sharedSpec: SharedSpec { slot.sharedSpec }
  }

  /// Events that are drawn together: one by itself, or those of a group that are not left out.
  struct Group: Sendable {
    let slots: SlotGroup
    var events: [Selected]
    /// How often the group played the song before; nil where that is not counted.
    var fileUse: Int?

    var key: EventKey { slots.key }
    var plan: GroupPlan? { slots.plan }
    func shares(_ field: EventField) -> Bool { slots.shares(field) }
  }

  var backgrounds: [Group] = []
  var foreground: [Group] = []
}
