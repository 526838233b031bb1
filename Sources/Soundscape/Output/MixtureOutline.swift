/// What a layout knows of a mixture when it names its files.
public struct MixtureOutline: Hashable, Sendable {
  /// An event as far as it matters for names.
  public struct Event: Hashable, Sendable {
    public var label: String
    public var role: Role
    /// The name that its draws are keyed by, such as `speech` or `events[2]#1`.
    public var name: String

    public init(label: String, role: Role, name: String = "") {
      self.label = label
      self.role = role
      self.name = name
    }
  }

  public var index: Int
  /// The index with leading zeros, unless the mixture has another name.
  public var name: String
  public var split: String?
  /// In the order of the scene.
  public var events: [Event]
  public var format: FileFormat

  public init(
    index: Int, name: String? = nil, split: String? = nil, events: [Event] = [], format: FileFormat = .wav
  ) {
    self.index = index
    self.name = name ?? Self.name(of: index)
    self.split = split
    self.events = events
    self.format = format
  }

  /// Digits of an index in names: a million mixtures sort by name as they do by number.
  private static let digits = 6

  /// The name of a mixture that has no other: its index with leading zeros.
  public static func name(of index: Int) -> String {
    let text = "\(index)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension MixtureOutline.Event {
  init(_ event: Soundscape.Event) { self.init(label: event.label, role: event.role, name: event.name) }
}
