/// An event's times as drawn.
public struct DrawnTimes: Hashable, Sendable, Codable {
  /// One time: what the draw gave, and the range that it was confined to because nothing else fits.
  public struct Time: Hashable, Sendable, Codable {
    public var value: Seconds
    /// nil where nothing was excluded before the draw.
    public var range: ClosedRange<Seconds>?

    public init(_ value: Seconds, in range: ClosedRange<Seconds>? = nil) {
      self.value = value
      self.range = range
    }
  }

  public var sourceTime: Time
  public var eventTime: Time
  public var eventDuration: Time

  public init(sourceTime: Time, eventTime: Time, eventDuration: Time) {
    self.sourceTime = sourceTime
    self.eventTime = eventTime
    self.eventDuration = eventDuration
  }
}

extension DrawnTimes {
  /// The fields whose times are kept.
  static let fields: [EventField] = [.sourceTime, .eventTime, .eventDuration]

  /// The time that a field was drawn as; nil for fields that are not times.
  func time(_ field: EventField) -> Time? {
    switch field {
    case .sourceTime: sourceTime
    case .eventTime: eventTime
    case .eventDuration: eventDuration
    default: nil
    }
  }
}
