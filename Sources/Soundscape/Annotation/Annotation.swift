/// The annotation of a mixture: the scene as drawn, what became of it in the mixture, and where the files are.
///
/// It is written as JAMS (`jams`) and read back (`init(jams:path:)`), and gives the scene back (`scene(sounds:)`).
/// One that was read holds what its file says, checked for being possible: every number is finite, times and durations
/// are 0 s or more, levels, ratios and the mixture's shape are within the limits of recipes.
public struct Annotation: Hashable, Sendable, Codable {
  /// The file that it was read from, for errors and to find files beside it; empty for one made in memory. It is
  /// not part of the JAMS.
  public var path = ""
  /// What made it; nil for an annotation of Scaper's.
  public var header: Header?
  /// Those of the scene: its duration is that before any cut.
  public var settings: Scene.Settings
  /// Seconds of the mixture as it is: shorter than the scene's where it was cut.
  public var duration: Seconds
  public var files: Files
  /// In the order of the observations and of the stems.
  public var events: [AnnotatedEvent]
  /// How rendering scaled mixture and stems; nil without audio.
  public var rendering: Rendering?
  /// What was altered of the mixture as a whole.
  public var altered: [Alteration] = []
  public var statistics: Statistics
  /// The cuts that `trim` made, in order; each counts time from the start of what the one before left.
  public var cuts: [Cut] = []
  /// The changes made after drawing, in order.
  public var edits: [EditRecord] = []
  /// `fg_spec` and `bg_spec` as they were read; nil has them made of the events' specs.
  var recordedSpecs: RecordedSpecs?
  /// What else its file holds, by the object that it is in.
  var written: [JAMSObject: WrittenForm] = [:]
  /// The other annotations of its file, before it and after it.
  var others = OtherAnnotations()

  public init(
    header: Header? = nil, settings: Scene.Settings, files: Files, events: [AnnotatedEvent],
    rendering: Rendering? = nil,
    altered: [Alteration] = []
  ) {
    self.header = header
    self.settings = settings
    duration = settings.duration
    self.files = files
    self.events = events
    self.rendering = rendering
    self.altered = altered
    statistics = Statistics()
    updateStatistics()
  }

  /// What the values mean. A file without a header is Scaper's.
  public var semantics: Semantics { header?.semantics ?? .scaper }

  /// Scaper's statistics over the observations as they are.
  mutating func updateStatistics() {
    let intervals = events.filter { $0.event.role == .foreground }.map { (start: $0.time, end: $0.time + $0.duration) }
    statistics = Statistics(of: intervals, duration: duration, semantics: semantics)
  }

  func failure(_ field: String, _ problem: String) -> SoundscapeError {
    .annotation(path: path, problem: "\(field): \(problem)")
  }
}

extension Annotation {
  /// The specs of Scaper's sandbox as they were read.
  struct RecordedSpecs: Hashable, Sendable, Codable {
    var foreground: JSONTree
    var background: JSONTree
    /// Whether the events' specs say all that these do.
    var isDerivable: Bool
  }

  /// Annotations of other kinds in the same file.
  struct OtherAnnotations: Hashable, Sendable, Codable {
    var before: [JSONTree] = []
    var after: [JSONTree] = []
  }
}
