extension ProtectedLabels {
  /// What an annotation records: the list; of all labels those that its foreground events have, in byte order.
  func recorded(with events: [Event]) -> [String] {
    switch self {
    case .listed(let labels): labels
    case .all: NameSet(events.filter { $0.role == .foreground }.map(\.label)).sorted()
    }
  }
}
