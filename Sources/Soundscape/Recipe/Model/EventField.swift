/// What a recipe can say about each event: the one table of an event's fields.
///
/// The order is that of recipes, annotations and statistics; the raw value is the key in both. The reader, coherent
/// groups, the ledger, editing and statistics loop over these cases, so that a new field is a case and a row here, a
/// property of `EventSpec` and one of `Event`.
public enum EventField: String, Hashable, Sendable, CaseIterable {
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
    case number(WritableKeyPath<EventSpec, Distribution>)
    case optionalNumber(WritableKeyPath<EventSpec, Distribution?>)
  }

  /// A row of the table.
  struct Row {
    /// What the field's draws are keyed by.
    let drawCode: DrawKey.Field
    /// In what the number is measured; nil for names and ratios.
    var unit: String?
    /// What each number must be; nil for names.
    var rule: NumberRule?
    let specPath: SpecPath
    /// Whether a group can draw it once for all its members.
    var isSharable = true
  }

  var row: Row {
    switch self {
    case .label: Row(drawCode: .label, specPath: .name(\.label), isSharable: false)
    case .sourceFile: Row(drawCode: .sourceFile, specPath: .name(\.sourceFile))
    case .sourceTime: Row(drawCode: .sourceTime, unit: "s", rule: .sourceTime, specPath: .number(\.sourceTime))
    case .eventTime: Row(drawCode: .eventTime, unit: "s", rule: .time, specPath: .number(\.eventTime))
    case .eventDuration:
      Row(drawCode: .eventDuration, unit: "s", rule: .duration, specPath: .optionalNumber(\.eventDuration))
    case .snr: Row(drawCode: .snr, unit: "dB", rule: .level, specPath: .number(\.snr))
    case .pitchShift:
      Row(drawCode: .pitchShift, unit: "semitones", rule: .pitch, specPath: .optionalNumber(\.pitchShift))
    case .timeStretch: Row(drawCode: .timeStretch, rule: .stretch, specPath: .optionalNumber(\.timeStretch))
    }
  }

  public var drawCode: DrawKey.Field { row.drawCode }
  /// In what the number is measured; nil for names and ratios.
  public var unit: String? { row.unit }
  /// Whether the field is a number, not a name.
  public var isNumber: Bool { row.rule != nil }
  /// Whether a group can draw it once for all its members.
  public var isSharable: Bool { row.isSharable }
  /// Whether it can be changed in an annotation: a name cannot, since the sound behind it would be another.
  public var isEditable: Bool { isNumber }

  var rule: NumberRule? { row.rule }
  var specPath: SpecPath { row.specPath }

  /// The fields that are numbers.
  public static let numbers = allCases.filter(\.isNumber)
  /// The fields that a group can draw once for all its members, and that its members can override.
  public static let sharable = allCases.filter(\.isSharable)
  /// The fields that can be changed in an annotation.
  public static let editable = allCases.filter(\.isEditable)
}

extension EventSpec {
  /// Takes a field's distribution from another spec.
  mutating func copy(_ field: EventField, from other: EventSpec) {
    switch field.specPath {
    case .name(let path): self[keyPath: path] = other[keyPath: path]
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
