/// A number that is drawn: what its draws are keyed by, and what it must be.
struct DrawnNumber {
  let field: DrawKey.Field
  let rule: NumberRule

  static let referenceLoudness = DrawnNumber(field: .referenceLoudness, rule: .loudness)
  static let reverb = DrawnNumber(field: .reverb, rule: .share)
  static let sourceTime = DrawnNumber(.sourceTime)
  static let eventTime = DrawnNumber(.eventTime)
  static let eventDuration = DrawnNumber(.eventDuration)
  static let snr = DrawnNumber(.snr)
  static let timeStretch = DrawnNumber(.timeStretch)

  init(field: DrawKey.Field, rule: NumberRule) {
    self.field = field
    self.rule = rule
  }

  /// A number of an event.
  init(_ field: EventField) { self.init(field: field.drawCode, rule: field.rule ?? .any) }
}
