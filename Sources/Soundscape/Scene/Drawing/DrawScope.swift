/// What a draw belongs to: an event, a group for what its events share, or the mixture.
///
/// Initialisers own their arguments by default, which would copy a whole group for each value that is drawn.
struct DrawScope {
  let key: EventKey
  /// The spec's name, without the number of a copy: what its cycles are keyed by.
  let spec: EventKey
  /// How often the spec was used before.
  let use: Int
  /// How often the spec played the same file before; nil where that is not counted.
  var fileUse: Int?

  static let mixture = DrawScope(key: .mixture, spec: .mixture, use: 0)

  init(key: EventKey, spec: EventKey, use: Int) {
    (self.key, self.spec, self.use) = (key, spec, use)
  }

  /// An event by itself.
  init(_ event: borrowing EventSelection.Selected) {
    self.init(key: event.key, spec: event.plan.key, use: event.slot.use)
    fileUse = event.fileUse
  }

  /// The group where its events share the field, else the event itself.
  init(_ event: borrowing EventSelection.Selected, of group: borrowing EventSelection.Group, for field: EventField) {
    if group.shares(field), let scope = DrawScope(group) { self = scope } else { self.init(event) }
  }

  /// A group; nil for an event by itself.
  init?(_ group: borrowing EventSelection.Group) {
    guard let plan = group.plan else { return nil }
    self.init(key: group.key, spec: plan.key, use: group.slots.use)
    fileUse = group.fileUse
  }
}
