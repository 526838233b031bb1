/// What a number in a distribution must be: checked for every number that a draw can give.
struct NumberRule: Sendable {
  /// The range in words, for errors.
  var wanted: String
  var range: ClosedRange<Double>
  /// Whether the value belongs to an event or a background, which takes its turn in a cycle.
  var allowsCycle = false
  /// Whether it is in seconds, and can be written in samples.
  var isTime = false
  /// What is left of the rule in Scaper's semantics.
  var limit = Limit.none

  enum Limit {
    /// All of it.
    case none
    case atLeastZero, aboveZero
    /// A wider range: Scaper has none, but the libraries that stretch and the arithmetic of levels do.
    case widened(ClosedRange<Double>, wanted: String)
  }

  func allows(_ value: Double) -> Bool { range.contains(value) }

  /// What a number may be in a recipe or an annotation of Scaper's semantics. Scaper sets no limits but 0, to durations,
  /// stretching and times; others are as wide as this program can work with.
  var asInScaper: NumberRule {
    switch limit {
    case .none, .atLeastZero: self
    case .widened(let range, let wanted): NumberRule(wanted: wanted, range: range, limit: limit)
    case .aboveZero: NumberRule(wanted: "a number over 0", range: Self.aboveZero, isTime: isTime, limit: .aboveZero)
    }
  }

  /// What a draw of Scaper keeps: it draws again until a duration, a ratio or a time is not below 0, and no other number.
  /// What cannot be worked with is an error when the scene is made, so that the draws after it stay Scaper's.
  var keptByScaper: NumberRule {
    guard case .widened(let range, _) = limit else { return asInScaper }
    return range.lowerBound > 0 ? NumberRule(wanted: "a number over 0", range: Self.aboveZero) : .any
  }

  /// The rule for a number that an annotation holds. A recipe's time may be any, since it is cut to the file and to the
  /// mixture; what was cut already has an end.
  var recorded: NumberRule {
    guard range.upperBound > RecipeLimits.mostRecordedSeconds else { return self }
    var rule = self
    rule.range = range.lowerBound...RecipeLimits.mostRecordedSeconds
    rule.wanted += " and up to \(plain(RecipeLimits.mostRecordedSeconds)) s"
    return rule
  }

  /// From the least normal number, not the least: a library that flushes denormals makes that 0.
  private static let aboveZero = Double.leastNormalMagnitude...Double.infinity
  private static let fromZero = 0...Double.infinity

  static let any = NumberRule(wanted: "a number", range: -Double.infinity...Double.infinity)
  static let time = NumberRule(
    wanted: "a time of 0 s or later", range: fromZero, allowsCycle: true, isTime: true, limit: .atLeastZero)
  static let duration = NumberRule(
    wanted: "a duration over 0 s", range: aboveZero, allowsCycle: true, isTime: true, limit: .aboveZero)
  static let stretch = NumberRule(
    wanted: "a ratio of output to input duration from 0.05 to 20", range: 0.05...20, allowsCycle: true,
    limit: .widened(0.01...100, wanted: "a ratio of output to input duration from 0.01 to 100"))
  static let pitch = NumberRule(
    wanted: "−60 to 60 semitones", range: -60...60, allowsCycle: true,
    limit: .widened(-120...120, wanted: "−120 to 120 semitones"))
  static let level = NumberRule(
    wanted: "−200 to 200 dB", range: -200...200, allowsCycle: true,
    limit: .widened(-1_000...1_000, wanted: "−1000 to 1000 dB"))
  static let loudness = NumberRule(
    wanted: "−120 to 20 LUFS", range: -120...20, limit: .widened(-1_000...1_000, wanted: "−1000 to 1000 LUFS"))
  /// A factor of 0 would be no event at all.
  static let gainFactor = NumberRule(
    wanted: "a gain factor from 0.000001 to 1000", range: 1e-6...1_000, allowsCycle: true)
  static let count = NumberRule(
    wanted: "a count from 0 to \(RecipeLimits.mostEvents)", range: 0...Double(RecipeLimits.mostEvents))
  static let share = NumberRule(wanted: "an amount of reverb from 0 to 1", range: 0...1)
  static let probability = NumberRule(wanted: "a probability from 0 to 1", range: 0...1)
}
