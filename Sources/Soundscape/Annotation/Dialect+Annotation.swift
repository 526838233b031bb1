extension Dialect {
  /// Whether two events that touch sound at once, in the statistics.
  var touchingEventsOverlap: Bool {
    switch semantics {
    case .soundscape: false
    case .scaper: true
    }
  }

  /// What is left of a rule for a value of an event.
  func rule(_ rule: NumberRule) -> NumberRule {
    switch semantics {
    case .soundscape: rule
    case .scaper: rule.asInScaper
    }
  }
}
