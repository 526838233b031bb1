/// One event of an annotation: as drawn, and as it turned out in the mixture.
public struct AnnotatedEvent: Hashable, Sendable, Codable {
  /// A file as an annotation names it.
  public struct NamedFile: Hashable, Sendable, Codable {
    /// As written; its last two parts are the label and the file's name.
    public var path: String
    /// SHA-256 of its content; nil where it is not known.
    public var digest: String?

    public init(path: String, digest: String? = nil) {
      self.path = path
      self.digest = digest
    }
  }

  /// With the spec that was asked for, and what was drawn. In an annotation that was read, its sources are known by
  /// name only, until they are found (`Annotation.resolve`).
  public var event: Event
  /// The fields of `event.spec` that the annotation does not have, so that their values there mean nothing.
  public var unknownRequests: Set<EventField> = []
  public var sourceFile: NamedFile
  /// The files that a chained background continues with, as `event.continuations`.
  public var continuations: [NamedFile] = []
  /// Seconds from the mixture's start, and for how long it lasts there: those of the event, unless they were cut.
  public var time: Seconds
  public var duration: Seconds
  public var altered: [Annotation.Alteration] = []
  /// nil where nothing was rendered.
  public var measured: StemMeasurements?
  /// The frame of the mixture at which its stem begins, and how many there are; nil where nothing was rendered.
  public var firstFrame: Int?
  public var frameCount: Int?
  /// What else its file holds.
  var written: [JAMSObject: WrittenForm] = [:]

  public init(_ event: Event, sourceFile: NamedFile, continuations: [NamedFile] = []) {
    self.event = event
    self.sourceFile = sourceFile
    self.continuations = continuations
    time = event.eventTime
    duration = event.duration
  }

  /// Seconds in the mixture at which it is over.
  public var endTime: Seconds { time + duration }
  /// What a number field was asked to be, `end` among its numbers only for a source time.
  ///
  /// nil for names, where nothing was asked, and where the annotation does not say.
  public func request(_ field: EventField) -> StartDistribution? {
    guard !unknownRequests.contains(field) else { return nil }
    return switch event.spec.request(field) {
    case .name: nil
    case .sourceTime(let numbers): numbers
    case .number(let numbers): numbers.map { StartDistribution($0) }
    }
  }
}

extension AnnotatedEvent {
  /// What the event's draws have in common with those of the same spec in other mixtures.
  ///
  /// The spec's key path, which ends with the label of a group's member; without it the name, without the number of a
  /// copy; without that the role.
  var specName: String {
    if !event.specPath.isEmpty { return event.specPath }
    guard isNamed else { return event.role.rawValue }
    let parts = event.name.parts(between: "/", mostSplits: 1)
    let member = parts.count > 1 ? "/\(parts[1])" : ""
    return String(parts[0].parts(between: "#", mostSplits: 1)[0]) + member
  }

  /// Whether its file gives it a name.
  private var isNamed: Bool { !event.name.begins(with: Self.unnamed) }

  /// What an event without a name is called: `data[3]`.
  static func unnamed(at position: Int) -> String { "\(unnamed)\(position)]" }
  private static let unnamed = "data["
}
