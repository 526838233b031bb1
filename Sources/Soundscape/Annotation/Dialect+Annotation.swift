extension Dialect {
  /// Whether two events that touch sound at once, in the statistics.
  var touchingEventsOverlap: Bool {
    switch semantics {
    case .soundscape: false
    case .scaper: true
    }
  }
}
