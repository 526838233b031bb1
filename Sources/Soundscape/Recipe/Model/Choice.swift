/// How a name (a label, a source file) is drawn.
public enum Choice: Hashable, Sendable, Codable {
  case const(String)
  /// One of the list, each as likely; duplicates count once. An empty list means all there are.
  case choose([String])
  /// One of the list by its probability.
  case chooseWeighted([String], weights: [Double])
  /// One of the list by its seconds: of a file, or of all files of a label. An empty list means all there are.
  case chooseByDuration([String])
  /// Each of the list once before any twice, over the whole data set. An empty list means all there are.
  case cycle([String])
  /// A value of `let`: drawn once a mixture, the same for all that name it.
  indirect case shared(String, Choice)
}

extension Choice {
  /// Every label, or every file of the label.
  public static let any = Choice.choose([])

  /// The names that are written out: none for an empty list.
  public var names: [String] {
    switch self {
    case .const(let name): [name]
    case .choose(let names), .chooseWeighted(let names, _), .chooseByDuration(let names), .cycle(let names): names
    case .shared(_, let choice): choice.names
    }
  }

  /// The kind, of a shared value that of what it names.
  public var kind: DistributionKind {
    switch self {
    case .const: .const
    case .choose: .choose
    case .chooseWeighted: .chooseWeighted
    case .chooseByDuration: .chooseByDuration
    case .cycle: .cycle
    case .shared(_, let choice): choice.kind
    }
  }

  /// The distribution's name in a tuple.
  public var name: String { kind.rawValue }

  /// The choice itself, where it is a value of `let`.
  var unshared: Choice { if case .shared(_, let inner) = self { inner.unshared } else { self } }

  var isCycle: Bool { if case .cycle = unshared { true } else { false } }

  /// The same choice with each name replaced.
  func mapNames(_ change: (String) -> String) -> Choice {
    switch self {
    case .const(let name): .const(change(name))
    case .choose(let names): .choose(names.map(change))
    case .chooseWeighted(let names, let weights): .chooseWeighted(names.map(change), weights: weights)
    case .chooseByDuration(let names): .chooseByDuration(names.map(change))
    case .cycle(let names): .cycle(names.map(change))
    case .shared(let name, let choice): .shared(name, choice.mapNames(change))
    }
  }
}
