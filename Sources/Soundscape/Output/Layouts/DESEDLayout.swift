/// DESED: the sound in `audio/<split>/`, and tables of events in `metadata/`, one of each kind for a split.
///
/// The strong labels are merged by DESED's rule, so that events of one label never overlap (psds_eval refuses those).
///
/// *Source:* github.com/turpaultn/DESED.
public struct DESEDLayout: Layout {
  public let name = "desed"
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? ListedMixture.wholeSplit
    let ending = mixture.format.fileExtension
    let base = "\(split)/\(mixture.path)"
    let stems = StemList.unique(mixture.events.map(\.label)).enumerated().map { i, name in
      Artifact(.stem(events: [i]), name: "stems/\(base)/\(name).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "audio/\(base).\(ending)"), Artifact(.labels, name: "annotations/\(base).txt"),
      Artifact(.annotation, name: "annotations/\(base).jams"),
    ]
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    LabelTables(options: .desed).add(mixture, named: "metadata/\(mixture.split)", in: &lists)
  }
}
