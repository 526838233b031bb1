/// What a recipe can say about each event: the one table of an event's fields.
///
/// The order is that of recipes, annotations and statistics; the raw value is the key in both. The reader, coherent
/// groups, annotations, editing and statistics loop over these cases, so that a new field is a case and a row here, a
/// property of `EventSpec` and one of `Event`.
public enum EventField: String, Hashable, Sendable, CaseIterable, Codable {
  case label
  case sourceFile = "source_file"
  case sourceTime = "source_time"
  case eventTime = "event_time"
  case eventDuration = "event_duration"
  case snr
  case pitchShift = "pitch_shift"
  case timeStretch = "time_stretch"
}

extension EventField {
  /// Where a field is kept in an `EventSpec`, by what it is drawn from.
  enum SpecPath {
    case name(WritableKeyPath<EventSpec, Choice>)
    case sourceTime(WritableKeyPath<EventSpec, StartDistribution>)
    case number(WritableKeyPath<EventSpec, Distribution>)
    case optionalNumber(WritableKeyPath<EventSpec, Distribution?>)
  }

  /// Where the field is kept in an `EventSpec`.
  var specPath: SpecPath {
    switch self {
    case .label: .name(\.label)
    case .sourceFile: .name(\.sourceFile)
    case .sourceTime: .sourceTime(\.sourceTime)
    case .eventTime: .number(\.eventTime)
    case .eventDuration: .optionalNumber(\.eventDuration)
    case .snr: .number(\.snr)
    case .pitchShift: .optionalNumber(\.pitchShift)
    case .timeStretch: .optionalNumber(\.timeStretch)
    }
  }

  /// A row of the table.
  private struct Row {
    /// What the field's draws are keyed by.
    let drawCode: DrawKey.Field
    /// What each number must be; nil for names.
    var rule: NumberRule?
    /// In what the number is measured; nil for names and ratios.
    var unit: String?
    /// Whether a group can draw it once for all its members.
    var isSharable = true
  }

  private var row: Row {
    switch self {
    case .label: Row(drawCode: .label, isSharable: false)
    case .sourceFile: Row(drawCode: .sourceFile)
    case .sourceTime: Row(drawCode: .sourceTime, rule: .time, unit: "s")
    case .eventTime: Row(drawCode: .eventTime, rule: .time, unit: "s")
    case .eventDuration: Row(drawCode: .eventDuration, rule: .duration, unit: "s")
    case .snr: Row(drawCode: .snr, rule: .level, unit: "dB")
    case .pitchShift: Row(drawCode: .pitchShift, rule: .pitch, unit: "semitones")
    case .timeStretch: Row(drawCode: .timeStretch, rule: .stretch)
    }
  }

  public var drawCode: DrawKey.Field { row.drawCode }
  /// In what the number is measured; nil for names and ratios.
  public var unit: String? { row.unit }
  /// Whether the field is a number, not a name.
  public var isNumber: Bool { row.rule != nil }
  /// Whether a group can draw it once for all its members.
  public var isSharable: Bool { row.isSharable }
  /// Whether it can be changed in an annotation: a name cannot, since that would mean another sound.
  public var isEditable: Bool { isNumber }

  var rule: NumberRule? { row.rule }

  /// The fields that are numbers.
  public static let numbers = allCases.filter(\.isNumber)
  /// The fields that a group can draw once for all its members, and that its members can override.
  public static let sharable = allCases.filter(\.isSharable)
  /// The fields that can be changed in an annotation.
  public static let editable = allCases.filter(\.isEditable)
}

extension EventSpec {
  /// What a field is drawn from.
  enum Request {
    case name(Choice)
    case sourceTime(StartDistribution)
    case number(Distribution?)
  }

  /// What a field is drawn from. It goes through no key paths: annotations and statistics ask for it with every event.
  func request(_ field: EventField) -> Request {
    switch field {
    case .label: .name(label)
    case .sourceFile: .name(sourceFile)
    case .sourceTime: .sourceTime(sourceTime)
    case .eventTime: .number(eventTime)
    case .eventDuration: .number(eventDuration)
    case .snr: .number(snr)
    case .pitchShift: .number(pitchShift)
    case .timeStretch: .number(timeStretch)
    }
  }

  /// Takes a field's distribution from another spec.
  mutating func copy(_ field: EventField, from other: EventSpec) {
    switch field.specPath {
    case .name(let path): self[keyPath: path] = other[keyPath: path]
    case .sourceTime(let path): self[keyPath: path] = other[keyPath: path]
    case .number(let path): self[keyPath: path] = other[keyPath: path]
    case .optionalNumber(let path): self[keyPath: path] = other[keyPath: path]
    }
  }
}

extension DrawKey.Field {
  /// The name in the recipe.
  public var name: String {
    switch self {
    case .referenceLoudness: "ref_db"
    case .value: "let"
    default: Self.eventFields[self]?.rawValue ?? "\(self)"
    }
  }

  private static let eventFields = Dictionary(uniqueKeysWithValues: EventField.allCases.map { ($0.drawCode, $0) })
}
