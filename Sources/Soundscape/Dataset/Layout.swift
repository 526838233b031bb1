/// Where the files of a mixture lie, relative to the data set's root.
struct MixtureFiles: Hashable {
  /// The folder that belongs to this mixture alone; nil where mixtures lie side by side.
  var folder: String?
  var mixture: String
  /// In the order of the scene's events.
  var stems: [String]
  var stemFolder: String
  var jams: String
  var labels: String
}

/// A way to lay out a data set.
struct Layout {
  /// Digits of an index in names: a million mixtures sort by name as they do by number.
  private static let digits = 6

  let options: OutputOptions

  /// The name of a mixture: its index with leading zeros.
  static func name(of index: Int) -> String {
    let text = "\(index)"
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  func files(of scene: Scene, split: String?) -> MixtureFiles {
    let name = Self.name(of: scene.index)
    let top = split ?? ""
    switch options.layout {
    case .folder:
      let folder = Path.join(top, name)
      let stemFolder = "\(folder)/stems"
      return MixtureFiles(
        folder: folder, mixture: "\(folder)/mixture.\(ending)",
        stems: stemNames(scene.events).map { "\(stemFolder)/\($0).\(ending)" }, stemFolder: stemFolder,
        jams: "\(folder)/mixture.jams", labels: "\(folder)/labels.txt")
    case .scaper:
      let base = Path.join(top, name)
      let stemFolder = "\(base)_events"
      return MixtureFiles(
        folder: nil, mixture: "\(base).\(ending)",
        stems: scaperStemNames(scene.events).map { "\(stemFolder)/\($0).\(ending)" }, stemFolder: stemFolder,
        jams: "\(base).jams", labels: "\(base).txt")
    }
  }

  private var ending: String { options.format.fileExtension }

  /// The label where one event alone has it, else the label and the event's number among those of the label.
  private func stemNames(_ events: [Event]) -> [String] {
    let totals = Dictionary(events.map { ($0.label, 1) }, uniquingKeysWith: +)
    var counts: [String: Int] = [:]
    var taken = Set(events.map(\.label))
    return events.map { event in
      guard totals[event.label] != 1 else { return event.label }
      while true {
        let number = counts[event.label, default: 0]
        counts[event.label] = number + 1
        // A label may itself be called `dog-1`: then the number goes on.
        if taken.insert("\(event.label)-\(number)").inserted { return "\(event.label)-\(number)" }
      }
    }
  }

  /// Scaper's: role, number among the events of the role, label.
  private func scaperStemNames(_ events: [Event]) -> [String] {
    var counts: [Role: Int] = [:]
    return events.map { event in
      let number = counts[event.role, default: 0]
      counts[event.role] = number + 1
      return "\(event.role.rawValue)\(number)_\(event.label)"
    }
  }
}
