/// Why times could not be found, and how close the best try came.
struct PlacementFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The recipe's key that was not satisfied.
  enum Constraint: String, Hashable, Sendable {
    case maxPolyphony = "max_polyphony"
    case noOverlap = "no_overlap"
    case eventTime = "event_time"
  }

  var constraint: Constraint
  /// The names of the items concerned; the last is the one that could not be placed.
  var items: [String]
  /// By how much it failed.
  var shortfall: Seconds
  /// Whether nothing can satisfy it, with these durations; otherwise only the search ended.
  var isCertain = false
  /// One sentence without a full stop.
  var description: String
}

extension PlacementFailure {
  init(_ violation: PlacementProblem.Violation, in problem: PlacementProblem, isCertain: Bool) {
    let names = violation.items.map { "`\(problem.items[$0].name)`" }
    let amount = problem.seconds(violation.shortfall)
    let what =
      switch violation.kind {
      case .overlap:
        "\(names[1]) overlapping \(names[0]) by \(amount)"
      case .gap(let gap):
        "\(names[1]) \(amount) short of the gap of \(problem.seconds(gap)) to \(names[0])"
      case .polyphony(let count):
        "\(count) events sounding at once for \(amount), from \(names[0]) on, of \(problem.maxPolyphony ?? count) allowed"
      }
    let constraint: Constraint = if case .polyphony = violation.kind { .maxPolyphony } else { violation.constraint }
    let start = isCertain ? "the fixed times leave " : "the best try left "
    self.init(
      constraint: constraint, items: violation.items.map { problem.items[$0].name }, shortfall: violation.shortfall,
      isCertain: isCertain, description: start + what)
  }
}
