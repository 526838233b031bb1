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
  /// The folders that are to be above the mixture's files or its folder, such as `000`, so that no folder gets too many
  /// names; empty for none.
  public var folder: String
  /// In the order of the scene.
  public var events: [Event]
  public var format: FileFormat
  /// The labels that events of the data set's mixtures may have, for layouts that give each a file; those of this
  /// mixture's events need not be among them.
  public var labels: [String]
  /// What stems are named by, as far as the layout leaves a choice.
  public var stemNames: OutputOptions.StemNames
  /// What each stem is the sum of, as far as the layout leaves a choice.
  public var stemsOf: OutputOptions.StemsOf
  /// The most foreground events that a mixture of the data set has, for layouts that give each a file; 0 where that is not
  /// known.
  public var sourceCount: Int
  /// The number of its shard, in layouts that pack mixtures (`PackedShard`).
  public var shard: Int

  public init(
    index: Int, name: String? = nil, split: String? = nil, events: [Event] = [], labels: [String] = [],
    format: FileFormat = .wav, stemNames: OutputOptions.StemNames = .label, stemsOf: OutputOptions.StemsOf = .event,
    shardWidth: Int? = nil, shard: Int? = nil,
    sourceCount: Int = 0
  ) {
    folder = shardWidth.map { Self.folder(of: index, width: $0) } ?? ""
    self.index = index
    self.name = name ?? Self.name(of: index)
    self.split = split
    self.events = events
    self.labels = labels
    self.format = format
    self.stemNames = stemNames
    self.stemsOf = stemsOf
    self.sourceCount = sourceCount
    self.shard = shard ?? index / PackedShard.usualSize
  }

  /// The number of its shard with leading zeros.
  public var shardName: String { Self.name(of: shard) }

  /// The name without dots, which end it where samples are known by what comes before the first.
  public var key: String { String(name.map { $0 == "." ? "_" : $0 }) }

  /// The name with the folders above it: what a layout calls a mixture's folder, or its files without their endings.
  public var path: String { Path.join(folder, name) }

  /// Digits of an index in names: a million mixtures sort by name as they do by number.
  private static let digits = 6

  /// The name of a mixture that has no other: its index with leading zeros.
  public static func name(of index: Int) -> String {
    let text = "\(index)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension MixtureOutline {
  /// The folders of a mixture: the digits of its name but for the last `width`, in groups of as many from the end.
  ///
  /// `000` for the 42nd with a width of 3, `1/234` for the 1,234,567th: none of these folders holds more than 10 to the
  /// power of the width, folders of names with more digits not counted.
  static func folder(of index: Int, width: Int) -> String {
    var digits = Array(name(of: index).utf8.dropLast(width))
    var parts: [String] = []
    while !digits.isEmpty {
      parts.append(String(decoding: digits.suffix(width), as: UTF8.self))
      digits.removeLast(min(width, digits.count))
    }
    return parts.reversed().joined(separator: "/")
  }
}

extension MixtureOutline.Event {
  /// What a stem of the event is named by.
  ///
  /// The name that the recipe gives it, with `-` before the number of a copy and before the label of a group's member:
  /// `speech`, `speech-0`, `song-vocals`. Where the recipe gives none, and the name is a place such as `events[2]`, the
  /// label.
  func stemName(by stemNames: OutputOptions.StemNames) -> String {
    guard stemNames == .name, !name.isEmpty, !hasPlaceForName else { return label }
    return name.replacing("#", with: "-").replacing("/", with: "-")
  }

  /// Whether the name begins with a place in the recipe's list.
  var hasPlaceForName: Bool {
    ["events[", "background["].contains { start in
      guard name.begins(with: start) else { return false }
      let digits = name.utf8.dropFirst(start.utf8.count).prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return !digits.isEmpty && digits.endIndex < name.utf8.endIndex && name.utf8[digits.endIndex] == UInt8(ascii: "]")
    }
  }

  init(_ event: Soundscape.Event) { self.init(label: event.label, role: event.role, name: event.name) }
}

extension OutputOptions.StemNames {
  /// What the stems of a single annotation, which no manifest lists, are named by as far as that shows.
  ///
  /// - Parameters:
  ///   - stems: the files, one for each of the events.
  static func used(by stems: [String], of events: [MixtureOutline.Event]) -> Self {
    guard !stems.isEmpty, stems.count == events.count else { return .label }
    let files = stems.map { Path.stem(of: Path.name(of: $0)) }
    return allCases.first { names in
      zip(files, events).allSatisfy { file, event in
        let name = event.stemName(by: names)
        // A number follows where several have the name.
        return hasSameBytes(file, name) || file.begins(with: name + "-")
      }
    } ?? .label
  }
}
