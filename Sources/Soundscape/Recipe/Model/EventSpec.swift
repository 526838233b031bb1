/// What one foreground event, or several copies of it, can be.
public struct EventSpec: Hashable, Sendable, Codable {
  /// What its draws are keyed by; nil takes the label's name, or the position in the list.
  public var name: String?
  /// How many copies; nil for a single event that is not a copy.
  public var count: Distribution?
  public var label = Choice.any
  public var sourceFile = Choice.any
  /// Seconds into the source.
  public var sourceTime = StartDistribution.const(0)
  /// Seconds from the mixture's start.
  public var eventTime = Distribution.const(0)
  /// Seconds of source, before stretching; nil is the mixture's duration.
  public var eventDuration: Distribution?
  /// dB above the reference loudness.
  public var snr = Distribution.const(0)
  /// Semitones; nil leaves the pitch as it is.
  public var pitchShift: Distribution?
  /// Output ÷ input duration (2 is twice as long); nil leaves the duration as it is.
  public var timeStretch: Distribution?
  /// A factor on the sound once its level is set; nil leaves the level as it is.
  public var gain: Distribution?
  /// Which point of the event's part of the source `sourceTime` is.
  public var sourceAnchor = SourceAnchor.start
  /// What happens where the file is shorter than the event.
  public var fill = EventFill.cut
  /// What says of the event what is heard; nil for nothing.
  public var prompt: PromptTemplate?
  /// What the sound goes through before its level is set, in this order.
  public var effects: [EffectSpec] = []
  /// One event for each of several labels, of one song or of many; nil is a single event. With it, the fields above
  /// are what the group shares, and `label` has no meaning.
  public var group: GroupSpec?

  public init() {}
}

/// What an event does whose file is shorter than the duration that it is to have.
public enum EventFill: String, Hashable, Sendable, CaseIterable, Codable {
  /// It ends with the file.
  case cut
  /// The file is repeated, one copy straight after the other.
  case tile
}

/// Which point of the part of a source that an event plays its source time is.
public enum SourceAnchor: String, Hashable, Sendable, CaseIterable, Codable {
  /// The part lies within the file.
  case start
  /// The part may reach beyond both ends of the file, where it is silent.
  case centre
}

/// What a background can be: it lasts as long as the mixture, at the reference loudness.
public struct BackgroundSpec: Hashable, Sendable {
  /// What its draws are keyed by; nil takes the position in the list.
  public var name: String?
  public var label = Choice.any
  public var sourceFile = Choice.any
  /// Seconds into the source.
  public var sourceTime = StartDistribution.const(0)

  public init() {}
}

extension EventSpec {
  /// Whether a value is drawn by going through all there are, over the whole data set.
  var hasCycle: Bool {
    effects.contains(where: \.hasCycle)
      || EventField.allCases.contains { field in
        switch field.specPath {
        case .name(let path): self[keyPath: path].isCycle
        case .sourceTime(let path): self[keyPath: path].isCycle
        case .number(let path): self[keyPath: path].isCycle
        case .optionalNumber(let path): self[keyPath: path]?.isCycle ?? false
        }
      }
  }
}
