/// In which mixtures all members of a group come from one song.
public enum Coherence: Hashable, Sendable, Codable {
  /// In each with this probability.
  case chance(Double)
  /// As the cards of a shuffled pack say, over and over: of `[false, true]` exactly half.
  case cycle([Bool])
}

extension Coherence: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .chance(value) }
  public init(integerLiteral value: Int) { self = .chance(Double(value)) }
}

extension Coherence {
  var mayHold: Bool {
    switch self {
    case .chance(let probability): probability > 0
    case .cycle(let cards): cards.contains(true)
    }
  }

  var alwaysHolds: Bool {
    switch self {
    case .chance(let probability): probability >= 1
    case .cycle(let cards): !cards.contains(false)
    }
  }

  var isCycle: Bool { if case .cycle = self { true } else { false } }
}
