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
  case gain
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
    case .gain: .optionalNumber(\.gain)
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
    /// Whether an event can be without the number, and is left as it is then.
    var isOptional = false
    /// Whether its draw depends on no other value.
    var isIndependent = false
    /// Whether Scaper has it too: its semantics refuses any other.
    var isOfScaper = false
  }

  private var row: Row {
    switch self {
    case .label: Row(drawCode: .label, isSharable: false, isOfScaper: true)
    case .sourceFile: Row(drawCode: .sourceFile, isOfScaper: true)
    case .sourceTime: Row(drawCode: .sourceTime, rule: .time, unit: "s", isOfScaper: true)
    case .eventTime: Row(drawCode: .eventTime, rule: .time, unit: "s", isOfScaper: true)
    case .eventDuration: Row(drawCode: .eventDuration, rule: .duration, unit: "s", isOfScaper: true)
    case .snr: Row(drawCode: .snr, rule: .level, unit: "dB", isOfScaper: true)
    case .pitchShift:
      Row(
        drawCode: .pitchShift, rule: .pitch, unit: "semitones", isOptional: true, isIndependent: true, isOfScaper: true)
    case .timeStretch: Row(drawCode: .timeStretch, rule: .stretch, isOptional: true, isOfScaper: true)
    case .gain: Row(drawCode: .gain, rule: .gainFactor, isOptional: true, isIndependent: true)
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
  /// Whether every event of an annotation has it; what Scaper does not know is only there where it is asked for.
  var isAlwaysWritten: Bool { row.isOfScaper }
  /// Whether an event can be without the number, and is left as it is then.
  var isOptional: Bool { row.isOptional }

  /// The fields that are numbers.
  public static let numbers = allCases.filter(\.isNumber)
  /// The fields that a group can draw once for all its members, and that its members can override.
  public static let sharable = allCases.filter(\.isSharable)
  /// The numbers that are drawn last, since their draws depend on no other value.
  static let independent = numbers.filter { $0.row.isIndependent }
  /// The fields that Scaper's semantics refuses.
  static let unknownToScaper = allCases.filter { !$0.row.isOfScaper }
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
    case .gain: .number(gain)
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
  public static var label: Self { Self(rawValue: 3) }
  public static var sourceFile: Self { Self(rawValue: 4) }
  public static var eventDuration: Self { Self(rawValue: 5) }
  public static var timeStretch: Self { Self(rawValue: 6) }
  public static var sourceTime: Self { Self(rawValue: 7) }
  public static var eventTime: Self { Self(rawValue: 8) }
  public static var snr: Self { Self(rawValue: 9) }
  public static var pitchShift: Self { Self(rawValue: 10) }
  public static var gain: Self { Self(rawValue: 25) }

  /// The name in the recipe.
  public var name: String { Self.names[self] ?? "\(rawValue)" }

  /// The names of all of them; no two have the same code.
  static let names = otherNames.merging(
    EventField.allCases.map { ($0.drawCode, $0.rawValue) }, uniquingKeysWith: { first, _ in first })
}
