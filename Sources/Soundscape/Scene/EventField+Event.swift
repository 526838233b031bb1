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
    switch field.eventPath {
    case .number(let path)?: self[keyPath: path]
    case .optionalNumber(let path)?: self[keyPath: path]
    case nil: nil
    }
  }
}
