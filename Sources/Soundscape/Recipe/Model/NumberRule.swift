/// What a number in a distribution must be: checked for every number that a draw can give.
struct NumberRule: Sendable {
  /// The range in words, for errors.
  var wanted: String
  var range: ClosedRange<Double>
  /// Whether the value belongs to an event or a background, which takes its turn in a cycle.
  var allowsCycle = false
  /// What is left of the rule in Scaper's semantics.
  var limit = Limit.none

  enum Limit { case none, atLeastZero, aboveZero }

  func allows(_ value: Double) -> Bool { range.contains(value) }

  /// Scaper sets no limits but 0: to durations, stretching and times.
  var asInScaper: NumberRule {
    switch limit {
    case .none: .any
    case .atLeastZero: self
    case .aboveZero: NumberRule(wanted: "a number over 0", range: Self.aboveZero, limit: .aboveZero)
    }
  }

  /// From the least normal number, not the least: a library that flushes denormals makes that 0.
  private static let aboveZero = Double.leastNormalMagnitude...Double.infinity
  private static let fromZero = 0...Double.infinity

  static let any = NumberRule(wanted: "a number", range: -Double.infinity...Double.infinity)
  static let time = NumberRule(
    wanted: "a time of 0 s or later", range: fromZero, allowsCycle: true, limit: .atLeastZero)
  static let duration = NumberRule(
    wanted: "a duration over 0 s", range: aboveZero, allowsCycle: true, limit: .aboveZero)
  static let stretch = NumberRule(
    wanted: "a ratio of output to input duration from 0.05 to 20", range: 0.05...20, allowsCycle: true,
    limit: .aboveZero)
  static let pitch = NumberRule(wanted: "−60 to 60 semitones", range: -60...60, allowsCycle: true)
  static let level = NumberRule(wanted: "−200 to 200 dB", range: -200...200, allowsCycle: true)
  static let loudness = NumberRule(wanted: "−120 to 20 LUFS", range: -120...20)
  static let count = NumberRule(wanted: "a count from 0 to 1000000", range: 0...1_000_000)
  static let share = NumberRule(wanted: "an amount of reverb from 0 to 1", range: 0...1)
  static let probability = NumberRule(wanted: "a probability from 0 to 1", range: 0...1)
}
