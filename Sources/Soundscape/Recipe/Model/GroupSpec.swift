/// Events that belong together, one for each label: the stems of one song, or of as many songs.
///
/// Files of the same name in the label folders belong to one song.
public struct GroupSpec: Hashable, Sendable, Codable {
  /// What happens where a song has no file for one of the labels.
  public enum MissingRule: String, Hashable, Sendable, CaseIterable, Codable {
    /// The mixture fails.
    case error
    /// The label is left out.
    case skip
    /// Another song is drawn: only complete ones are.
    case redraw
  }

  /// What the members' levels are set by.
  public enum Balance: String, Hashable, Sendable, CaseIterable, Codable {
    /// Each member by its own snr.
    case snr
    /// The members' sum by the group's snr, with one gain: their balance stays as it is.
    case preserve
  }

  /// One for each label, in the recipe's order: the group's fields with what `override` lays over them, `label` the
  /// constant. What is shared is taken from the group, not from here, where the group is drawn coherent.
  public var members: [EventSpec]
  /// When all members come from one song.
  public var coherence = Coherence.chance(0)
  /// The fields that a coherent group draws once for all its members.
  public var shared: Set<EventField> = GroupSpec.sharedByDefault
  public var onMissing = MissingRule.redraw
  public var balance = Balance.snr

  public static let sharedByDefault: Set<EventField> = [.sourceFile, .sourceTime, .pitchShift, .timeStretch]

  public init(members: [EventSpec]) { self.members = members }
}
