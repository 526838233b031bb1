/// Events that belong together, one for each label: the stems of one song, or of as many songs.
///
/// Files of the same name in the label folders belong to one song.
public struct GroupSpec: Hashable, Sendable {
  /// A field of an event that a coherent group may draw once for all its members.
  public enum SharedField: String, Hashable, Sendable, CaseIterable {
    case sourceFile = "source_file"
    case sourceTime = "source_time"
    case eventTime = "event_time"
    case eventDuration = "event_duration"
    case snr
    case pitchShift = "pitch_shift"
    case timeStretch = "time_stretch"
  }

  /// What happens where a song has no file for one of the labels.
  public enum MissingRule: String, Hashable, Sendable, CaseIterable {
    /// The mixture fails.
    case error
    /// The label is left out.
    case skip
    /// Another song is drawn: only complete ones are.
    case redraw
  }

  /// What the members' levels are set by.
  public enum Balance: String, Hashable, Sendable, CaseIterable {
    /// Each member by its own snr.
    case snr
    /// The members' sum by the group's snr, with one gain: their own balance stays.
    case preserve
  }

  /// One for each label, in the recipe's order: the group's fields with what `override` lays over them, `label` the
  /// constant. What is shared is taken from the group, not from here, where the group is drawn coherent.
  public var members: [EventSpec]
  /// The probability that all members come from one song.
  public var coherence = 0.0
  public var shared: Set<SharedField> = GroupSpec.sharedByDefault
  public var onMissing = MissingRule.redraw
  public var balance = Balance.snr

  public static let sharedByDefault: Set<SharedField> = [.sourceFile, .sourceTime, .pitchShift, .timeStretch]

  public init(members: [EventSpec]) { self.members = members }
}
