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
    files(named: Self.name(of: scene.index), events: scene.events, in: split ?? "")
  }

  /// The files of a mixture of any name, in a folder below the root or in the root itself.
  func files(named name: String, events: [Event], in top: String = "") -> MixtureFiles {
    files(named: name, labels: events.map(\.label), roles: events.map(\.role), in: top)
  }

  /// - Parameter roles: those of the labels; without them all count as foreground.
  func files(named name: String, labels: [String], roles: [Role] = [], in top: String = "") -> MixtureFiles {
    switch options.layout {
    case .folder:
      let folder = Path.join(top, name)
      let stemFolder = "\(folder)/stems"
      return MixtureFiles(
        folder: folder, mixture: "\(folder)/mixture.\(ending)",
        stems: stemNames(labels).map { "\(stemFolder)/\($0).\(ending)" }, stemFolder: stemFolder,
        jams: "\(folder)/mixture.jams", labels: "\(folder)/labels.txt")
    case .scaper:
      let base = Path.join(top, name)
      let stemFolder = "\(base)_events"
      return MixtureFiles(
        folder: nil, mixture: "\(base).\(ending)",
        stems: scaperStemNames(labels, roles).map { "\(stemFolder)/\($0).\(ending)" }, stemFolder: stemFolder,
        jams: "\(base).jams", labels: "\(base).txt")
    }
  }

  private var ending: String { options.format.fileExtension }

  /// The label where one event alone has it, else the label and the event's number among those of the label.
  private func stemNames(_ labels: [String]) -> [String] {
    let totals = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
    var counts: [String: Int] = [:]
    var taken = Set(labels)
    return labels.map { label in
      guard totals[label] != 1 else { return label }
      while true {
        let number = counts[label, default: 0]
        counts[label] = number + 1
        // A label may itself be called `dog-1`: then the number goes on.
        if taken.insert("\(label)-\(number)").inserted { return "\(label)-\(number)" }
      }
    }
  }

  /// Scaper's: role, number among the events of the role, label.
  private func scaperStemNames(_ labels: [String], _ roles: [Role]) -> [String] {
    var counts: [Role: Int] = [:]
    return labels.enumerated().map { i, label in
      let role = i < roles.count ? roles[i] : .foreground
      let number = counts[role, default: 0]
      counts[role] = number + 1
      return "\(role.rawValue)\(number)_\(label)"
    }
  }
}
