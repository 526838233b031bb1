/// A mixture as the lists of a data set name it: its line of the manifest and its annotation.
public struct ListedMixture: Sendable {
  public let row: ManifestRow
  public let annotation: Annotation
  /// The data set's folder, absolute.
  let root: String

  init(row: ManifestRow, annotation: Annotation, root: String) {
    self.row = row
    self.annotation = annotation
    self.root = root
  }

  /// What a split is called that has no name.
  static let wholeSplit = "train"

  /// The split; `train` where the data set has none.
  public var split: String { row.split ?? Self.wholeSplit }

  /// The mixture's number with leading zeros, or the name that its files have.
  public var id: String { Path.stem(of: Path.name(of: row.jams ?? "")) }

  /// Whether the annotation names files by absolute paths, and lists too.
  var namesAbsolutely: Bool { annotation.files.jams?.begins(with: "/") ?? false }

  /// A path of the row as lists write it: from the data set's folder, or absolute.
  public func shown(_ path: String) -> String { namesAbsolutely ? Path.join(root, path) : path }

  /// The events that the label track has, in the order of their onsets.
  public var foreground: [AnnotatedEvent] {
    let events = annotation.events.filter { $0.event.role == .foreground }
    return events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// Seconds, to the last bit those of the file where there is one.
  public var duration: Seconds { seconds(of: frameCount, at: sampleRate) }

  public var frameCount: Int { annotation.frameCount }
  public var sampleRate: Hertz { annotation.settings.sampleRate }
  public var channelCount: Int { annotation.settings.channelCount }
}

extension AnnotatedEvent {
  /// What a kept column says of the sound, under the first of several names that it has.
  func kept(_ names: String...) -> String? {
    for name in names { if let value = event.source.origin?.kept[name], !value.isEmpty { return value } }
    return nil
  }

  /// Who speaks, where the bank says so.
  var speaker: String? { kept("speaker", "speaker_id", "client_id", "artist") ?? event.source.origin?.group }

  /// What is said, where the bank says so; else the label.
  var words: String { kept("text", "transcript", "sentence", "caption") ?? event.label }
}
