/// A way to lay out a data set: what the files of a mixture are called, and which events each stem holds.
///
/// A layout that is not built in goes into the list that a generator is given (`Layouts.adding`); a recipe's
/// `output.layout` then names it.
public protocol Layout: Sendable {
  /// The name that recipes choose it by.
  var name: String { get }

  /// What it can name stems by: `output.stem_names` of a recipe must be one of them.
  var stemNames: [OutputOptions.StemNames] { get }

  /// What it can make stems of: `output.stems_of` of a recipe must be one of them.
  var stemsOf: [OutputOptions.StemsOf] { get }

  /// All files that a mixture may have: one mixture, one annotation, any number of stems, at most one label track.
  ///
  /// Those that are not wanted are left out later. The annotation's name does not depend on the events.
  func artifacts(of mixture: MixtureOutline) -> [Artifact]

  /// Whether `MixtureOutline.labels` matters: every mixture of a data set has a file for each of them.
  var needsLabels: Bool { get }

  /// Whether `MixtureOutline.sourceCount` matters: every mixture of a data set has as many files for its foreground events.
  var needsSourceCount: Bool { get }

  /// Whether what reads it wants stems, so that mixtures without them are of no use.
  var needsStems: Bool { get }

  /// Whether mixtures are cut to the time in which all their foreground events sound.
  var cutsToShortest: Bool { get }

  /// Whether what reads it looks for the files that annotations name from the current folder, and so needs absolute paths.
  var needsAbsolutePaths: Bool { get }

  /// Whether files lie in tar archives: a part of their names ends with `.tar`, and the mixtures of a shard are packed
  /// together (`PackedShard`).
  var isPacked: Bool { get }

  /// Whether the layout has lists of a data set's mixtures: tables, scripts of paths, manifests of other tools.
  var hasLists: Bool { get }

  /// Whether every stem can be a single event: from files of a data set laid out so, any other layout can be added up.
  var canSeparateEvents: Bool { get }

  /// Adds a mixture to the lists. Mixtures come in the order of their indices, failed ones left out.
  func list(_ mixture: ListedMixture, in lists: inout DatasetLists)

  /// Why sound of a format cannot be laid out so; nil where it can.
  func problem(of format: AudioFormat) -> String?

  /// The label whose events a stem's file holds, by the file's path; nil where stems hold single events.
  func label(ofStem path: String) -> String?
}

extension Layout {
  public func label(ofStem path: String) -> String? { nil }
  public var needsLabels: Bool { false }
  public var needsSourceCount: Bool { false }
  public var needsStems: Bool { false }
  public var cutsToShortest: Bool { false }
  public var needsAbsolutePaths: Bool { false }
  public func problem(of format: AudioFormat) -> String? { nil }
  public var isPacked: Bool { false }
  public var hasLists: Bool { false }
  public var canSeparateEvents: Bool { false }
  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {}

  public var stemNames: [OutputOptions.StemNames] { [.label] }

  public var stemsOf: [OutputOptions.StemsOf] { [.event] }
}

/// A folder for each mixture: `000042/mixture.wav`, `000042/stems/dog.wav`, `000042/mixture.jams`, `000042/labels.txt`.
public struct FolderLayout: Layout {
  public let name = "folder"
  public let stemNames = OutputOptions.StemNames.allCases
  public let stemsOf = OutputOptions.StemsOf.allCases
  public let canSeparateEvents = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let folder = Path.join(mixture.split ?? "", mixture.path)
    let ending = mixture.format.fileExtension
    let parts = mixture.stemParts
    let stems = zip(StemList.unique(parts.map(\.name)), parts).map { name, part in
      Artifact(.stem(events: part.events), name: "\(folder)/stems/\(name).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.labels, name: "\(folder)/labels.txt"),
      Artifact(.annotation, name: "\(folder)/mixture.jams"),
    ]
  }
}

/// Scaper's: files side by side, stems in a folder `<name>_events` by role, number among the events of the role, label.
public struct ScaperLayout: Layout {
  public let name = "scaper"
  /// nussl opens the files of Scaper's data sets from the current folder.
  public let needsAbsolutePaths = true
  public let canSeparateEvents = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let base = Path.join(mixture.split ?? "", mixture.path)
    let ending = mixture.format.fileExtension
    var counts: [Role: Int] = [:]
    let stems = mixture.events.enumerated().map { i, event in
      let number = counts[event.role, default: 0]
      counts[event.role] = number + 1
      return Artifact(
        .stem(events: [i]), name: "\(base)_events/\(event.role.rawValue)\(number)_\(event.label).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "\(base).\(ending)"), Artifact(.labels, name: "\(base).txt"),
      Artifact(.annotation, name: "\(base).jams"),
    ]
  }
}
