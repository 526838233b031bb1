/// FUSS: Scaper's files with names of its own, and a list of each split's mixtures with their sources.
///
/// The backgrounds together are `background0`. Splits are `train`, `validation` and `eval`; `valid`, `val` and `test` become
/// these.
///
/// *Source:* github.com/google-research/sound-separation/tree/master/datasets/fuss; nussl's `FUSS` reads it too.
public struct FUSSLayout: Layout {
  public let name = "fuss"
  public let needsStems = true
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let base =
      "\(Self.folder(of: mixture.split ?? ListedMixture.wholeSplit))/\(Path.join(mixture.folder, "example\(mixture.name)"))"
    let ending = mixture.format.fileExtension
    var stems: [Artifact] = []
    let backgrounds = mixture.events.indices.filter { mixture.events[$0].role == .background }
    if let first = backgrounds.first {
      let name = "\(base)_sources/background0_\(mixture.events[first].label).\(ending)"
      stems.append(Artifact(.stem(events: backgrounds), name: name))
    }
    for (i, event) in mixture.events.indices.filter({ mixture.events[$0].role == .foreground }).enumerated() {
      let name = "\(base)_sources/foreground\(i)_\(mixture.events[event].label).\(ending)"
      stems.append(Artifact(.stem(events: [event]), name: name))
    }
    return stems + [
      Artifact(.mixture, name: "\(base).\(ending)"), Artifact(.labels, name: "\(base).txt"),
      Artifact(.annotation, name: "\(base).jams"),
    ]
  }

  private static func folder(of split: String) -> String {
    switch split {
    case "valid", "val": "validation"
    case "test": "eval"
    default: split
    }
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture else { return }
    let paths = [file] + mixture.row.stems
    lists.add(
      paths.map(mixture.shown).joined(separator: "\t"), to: "\(Self.folder(of: mixture.split))_example_list.txt")
  }
}
