/// One sound in a scene: which part of which file, where, how loud, and how changed.
public struct Event: Hashable, Sendable, Codable {
  /// What its draws were keyed by; unique in the scene.
  public var name: String
  /// The place among the scene's events in the order in which they were drawn.
  public var drawingOrder = 0
  public var role: Role
  public var label: String
  public var source: Sound
  /// Seconds into the source where the window begins.
  public var sourceTime: Seconds
  /// Seconds from the mixture's start.
  public var eventTime: Seconds
  /// Seconds of source that are heard, before stretching.
  public var eventDuration: Seconds
  /// dB above the reference loudness.
  public var snr: Decibels
  /// nil leaves the pitch as it is.
  public var pitchShift: Semitones?
  /// Output ÷ input duration (2 is twice as long); nil leaves the duration as it is.
  public var timeStretch: Double?
  /// A factor on the sound once its level is set; nil leaves the level as it is.
  public var gain: Double?
  /// What the values were drawn from.
  public var spec: EventSpec {
    get { sharedSpec.spec }
    set { sharedSpec = SharedSpec(newValue) }
  }
  /// A spec is large, and all events that are drawn from one refer to the same.
  var sharedSpec: SharedSpec
  /// The key path of the spec in its recipe: `events[2]`, or `events[2].override.vocals` of a group's member.
  public var specPath = ""
  /// What was drawn before it was made to fit; nil where the times are not known to have been drawn.
  public var drawn: DrawnTimes?
  /// Events of one level group are levelled together, with one gain, so that their sum has the loudness that `snr`
  /// asks for; nil for an event that is levelled by itself.
  public var levelGroup: String?
  /// The group that it is a member of; nil for an event by itself, and where it is not known.
  public var group: GroupMembership?
  /// The files that follow a background's first, each from its start (`fill: chain`).
  public var continuations: [Sound] = []
  /// A text that says what is heard; nil for none.
  public var prompt: String?
  /// What happens where its file is shorter than it.
  public var fill = EventFill.cut
  /// What the sound goes through after its fades and before its level, in this order.
  public var effects: [EffectInstance] = []

  /// Seconds in the mixture: event duration × time stretch.
  public var duration: Seconds { eventDuration * (timeStretch ?? 1) }
  /// dB by which its gain moves its level.
  var gainLevel: Decibels { gain.map { decibels(of: $0) } ?? 0 }
  /// Seconds in the mixture at which the event is over.
  public var endTime: Seconds { eventTime + duration }
  /// Whether its pitch or its length is changed.
  var isTransformed: Bool { (timeStretch ?? 1) != 1 || (pitchShift ?? 0) != 0 }
}

// In an extension, so that the library itself keeps the memberwise initializer: an event that one written here makes is
// copied once more.
extension Event {
  /// An event of a scene made by hand.
  ///
  /// - Parameters:
  ///   - name: unique in its scene.
  ///   - drawingOrder: unique in its scene too; annotations list specs in this order.
  ///   - spec: what it was drawn from; by default it plays the label's files as they are.
  public init(
    name: String, drawingOrder: Int = 0, role: Role = .foreground, label: String, source: Sound,
    sourceTime: Seconds = 0, eventTime: Seconds, eventDuration: Seconds, snr: Decibels = 0,
    pitchShift: Semitones? = nil, timeStretch: Double? = nil, spec: EventSpec = EventSpec()
  ) {
    self.init(
      name: name, drawingOrder: drawingOrder, role: role, label: label, source: source, sourceTime: sourceTime,
      eventTime: eventTime, eventDuration: eventDuration, snr: snr, pitchShift: pitchShift, timeStretch: timeStretch,
      sharedSpec: SharedSpec(spec))
  }
}

/// A spec that several events refer to; equal to any other that says the same.
final class SharedSpec: Hashable, Sendable, Codable {
  let spec: EventSpec

  init(_ spec: EventSpec) { self.spec = spec }

  static func == (a: SharedSpec, b: SharedSpec) -> Bool { a === b || a.spec == b.spec }

  func hash(into hasher: inout Hasher) { hasher.combine(spec) }
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
    case .gain: gain
    }
  }

  /// Sets a number field; nil leaves the event as it is there, where it can.
  mutating func set(_ field: EventField, to value: Double?) {
    switch field {
    case .label, .sourceFile: break
    case .sourceTime: if let value { sourceTime = value }
    case .eventTime: if let value { eventTime = value }
    case .eventDuration: if let value { eventDuration = value }
    case .snr: if let value { snr = value }
    case .pitchShift: pitchShift = value
    case .timeStretch: timeStretch = value
    case .gain: gain = value
    }
  }
}
