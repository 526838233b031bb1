/// What was drawn for a mixture as a whole and is not heard in itself: it is kept for the record.
public struct MixtureOrigin: Hashable, Sendable, Codable {
  /// Which of a recipe's variants a mixture is of.
  public enum Variant: Hashable, Sendable, Codable {
    /// The place in the list, from 0, of a variant without a name.
    case place(Int)
    case name(String)

    /// The name or the place.
    public var text: String {
      switch self {
      case .place(let place): "\(place)"
      case .name(let name): name
      }
    }
  }

  /// What a value of `let` was drawn as.
  public enum LetValue: Hashable, Sendable, Codable {
    case number(Double)
    case text(String)
  }

  /// nil where the recipe has no variants, and where it is not known.
  public var variant: Variant?
  /// The split that the mixture falls into; nil without splits.
  public var split: String?
  /// A text that says what is heard in the mixture; nil for none.
  public var prompt: String?
  /// The values of `let` that the mixture uses, by name.
  public var values: NameTable<LetValue> = [:]

  public init() {}
}

/// The group that an event is a member of.
public struct GroupMembership: Hashable, Sendable, Codable {
  /// What the group's draws are keyed by: its name, with the number of a copy.
  public var name: String
  /// Whether the members share what the group shares: one song.
  public var isCoherent: Bool
  /// The song that all members are of; nil where each has a file of its own.
  public var song: String?

  public init(name: String, isCoherent: Bool, song: String? = nil) {
    self.name = name
    self.isCoherent = isCoherent
    self.song = song
  }

  /// The name in the recipe, without the number of a copy.
  var specName: String { String(name.parts(between: "#", mostSplits: 1)[0]) }
}

extension Sequence where Element == Event {
  /// Whether each group of the events is coherent, by the group's name.
  var coherence: NameTable<Bool> {
    var coherence: NameTable<Bool> = [:]
    for event in self { if let group = event.group { coherence[group.name] = group.isCoherent } }
    return coherence
  }
}
