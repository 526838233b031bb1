/// A way to lay out a data set: what the files of a mixture are called, and which events each stem holds.
///
/// A layout that is not built in goes into the list that a generator is given (`Layouts.adding`); a recipe's
/// `output.layout` then names it.
public protocol Layout: Sendable {
  /// The name that recipes choose it by.
  var name: String { get }

  /// What it can name stems by: `output.stem_names` of a recipe must be one of them.
  var stemNames: [OutputOptions.StemNames] { get }

  /// All files that a mixture may have: one mixture, one annotation, any number of stems, at most one label track.
  ///
  /// Those that are not wanted are left out later. The annotation's name does not depend on the events.
  func artifacts(of mixture: MixtureOutline) -> [Artifact]

  /// The label whose events a stem's file holds, by the file's path; nil where stems hold single events.
  func label(ofStem path: String) -> String?
}

extension Layout {
  public func label(ofStem path: String) -> String? { nil }

  public var stemNames: [OutputOptions.StemNames] { [.label] }
}

/// A folder for each mixture: `000042/mixture.wav`, `000042/stems/dog.wav`, `000042/mixture.jams`, `000042/labels.txt`.
public struct FolderLayout: Layout {
  public let name = "folder"
  public let stemNames = OutputOptions.StemNames.allCases

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let folder = Path.join(mixture.split ?? "", mixture.path)
    let ending = mixture.format.fileExtension
    let stems = unique(mixture.events.map { $0.stemName(by: mixture.stemNames) }).enumerated().map { i, name in
      Artifact(.stem(events: [i]), name: "\(folder)/stems/\(name).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.labels, name: "\(folder)/labels.txt"),
      Artifact(.annotation, name: "\(folder)/mixture.jams"),
    ]
  }

  /// Each name where only one event has it, else the name and the event's number among those of the name.
  private func unique(_ names: [String]) -> [String] {
    let totals = NameTable(names.map { ($0, 1) }, uniquingKeysWith: +)
    var counts: NameTable<Int> = [:]
    var taken = NameSet(names)
    return names.map { name in
      guard totals[name] != 1 else { return name }
      while true {
        let number = counts[name, default: 0]
        counts[name] = number + 1
        // A label may itself be called `dog-1`: then the next number is tried.
        if taken.insert("\(name)-\(number)").inserted { return "\(name)-\(number)" }
      }
    }
  }
}

/// Scaper's: files side by side, stems in a folder `<name>_events` by role, number among the events of the role, label.
public struct ScaperLayout: Layout {
  public let name = "scaper"

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
