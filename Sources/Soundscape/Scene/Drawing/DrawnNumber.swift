/// A number that is drawn: what its draws are keyed by, and what it must be.
struct DrawnNumber {
  let field: DrawKey.Field
  let rule: NumberRule

  static let referenceLoudness = DrawnNumber(field: .referenceLoudness, rule: .loudness)
  static let reverb = DrawnNumber(field: .reverb, rule: .share)
  static let sourceTime = DrawnNumber(field: .sourceTime, rule: .time)
  static let eventTime = DrawnNumber(field: .eventTime, rule: .time)
  static let eventDuration = DrawnNumber(field: .eventDuration, rule: .duration)
  static let snr = DrawnNumber(field: .snr, rule: .level)
  static let pitchShift = DrawnNumber(field: .pitchShift, rule: .pitch)
  static let timeStretch = DrawnNumber(field: .timeStretch, rule: .stretch)
}
