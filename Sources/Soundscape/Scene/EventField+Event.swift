extension EventField {
  /// Where a number is kept in an `Event`.
  enum EventPath {
    case number(WritableKeyPath<Event, Double>)
    /// nil where the event is left as it is.
    case optionalNumber(WritableKeyPath<Event, Double?>)
  }

  /// Where the field's value is kept in an event; nil for names.
  var eventPath: EventPath? {
    switch self {
    case .label, .sourceFile: nil
    case .sourceTime: .number(\.sourceTime)
    case .eventTime: .number(\.eventTime)
    case .eventDuration: .number(\.eventDuration)
    case .snr: .number(\.snr)
    case .pitchShift: .optionalNumber(\.pitchShift)
    case .timeStretch: .optionalNumber(\.timeStretch)
    }
  }

  /// Whether an event can be without the field's value.
  var isOptional: Bool { if case .optionalNumber? = eventPath { true } else { false } }
}

extension Event {
  /// The value of a number field; nil for names and where the event has none.
  public func number(_ field: EventField) -> Double? {
    // Not through key paths: annotations and statistics ask for it with every event.
    switch field {
    case .label, .sourceFile: nil
    case .sourceTime: sourceTime
    case .eventTime: eventTime
    case .eventDuration: eventDuration
    case .snr: snr
    case .pitchShift: pitchShift
    case .timeStretch: timeStretch
    }
  }

  /// Sets a number field; nil leaves the event as it is there, where it can.
  mutating func set(_ field: EventField, to value: Double?) {
    switch field.eventPath {
    case .number(let path)?: if let value { self[keyPath: path] = value }
    case .optionalNumber(let path)?: self[keyPath: path] = value
    case nil: break
    }
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
