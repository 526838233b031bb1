/// What an annotation says beside the scene: where files lie, and what was made of them.
///
/// All paths are as they are to be written: relative to the data set's root, or absolute.
public struct AnnotationContext: Hashable, Sendable {
  public var foregroundFolder: String
  public var backgroundFolder: String
  public var foregroundLabels: [String]
  public var backgroundLabels: [String]
  /// nil where it is not written, as the next three.
  public var mixturePath: String?
  /// In the order of the scene's events; empty where stems are not written.
  public var stemPaths: [String] = []
  public var stemFolder: String?
  public var jamsPath: String?
  public var labelsPath: String?
  /// SHA-256 of each event's source file, in the order of the scene's events; empty where it is not told.
  public var sourceDigests: [String] = []
  /// Those of each event's continuations.
  public var continuationDigests: [[String]] = []
  /// SHA-256 of the recipe's content.
  public var recipeDigest = ""

  public init(soundbank: Soundbank, foregroundFolder: String, backgroundFolder: String) {
    self.foregroundFolder = foregroundFolder
    self.backgroundFolder = backgroundFolder
    foregroundLabels = soundbank.foreground.labelNames
    backgroundLabels = soundbank.background.labelNames
  }

  /// The path of an event's source file.
  func sourcePath(of event: Event) -> String { filePath(event.source.name, label: event.label, role: event.role) }

  func filePath(_ name: String, label: String, role: Role) -> String {
    Path.join(Path.join(role == .foreground ? foregroundFolder : backgroundFolder, label), name)
  }
}
