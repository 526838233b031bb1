/// The labels whose files are always played whole.
public enum ProtectedLabels: Hashable, Sendable {
  case listed([String])
  /// Those of the whole soundbank.
  case all
}

extension ProtectedLabels: ExpressibleByArrayLiteral {
  public init(arrayLiteral labels: String...) { self = .listed(labels) }
}

extension ProtectedLabels {
  /// Those that are written out: none for all.
  public var names: [String] {
    switch self {
    case .listed(let labels): labels
    case .all: []
    }
  }

  func contains(_ label: String) -> Bool {
    switch self {
    case .listed(let labels): labels.containsName(label)
    case .all: true
    }
  }
}
