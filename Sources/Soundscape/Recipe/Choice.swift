/// How a name (a label, a source file) is drawn.
public enum Choice: Hashable, Sendable {
  case const(String)
  /// One of the list, each as likely; duplicates count once. An empty list means all there are.
  case choose([String])
  /// One of the list by its probability.
  case chooseWeighted([String], weights: [Double])
}

extension Choice {
  /// Every label, or every file of the label.
  public static let any = Choice.choose([])

  /// The names that are written out: none for an empty list.
  public var names: [String] {
    switch self {
    case .const(let name): [name]
    case .choose(let names), .chooseWeighted(let names, _): names
    }
  }

  /// The distribution's name in a tuple.
  public var name: String {
    switch self {
    case .const: "const"
    case .choose: "choose"
    case .chooseWeighted: "choose_weighted"
    }
  }

  /// The same choice with each name replaced.
  func mapNames(_ change: (String) -> String) -> Choice {
    switch self {
    case .const(let name): .const(change(name))
    case .choose(let names): .choose(names.map(change))
    case .chooseWeighted(let names, let weights): .chooseWeighted(names.map(change), weights: weights)
    }
  }
}
