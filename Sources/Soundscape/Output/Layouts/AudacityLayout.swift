/// What Audacity opens: a folder for each mixture with its stems, a label track, and `open.lof`, which opens the sounds as
/// tracks one below the other. Labels are imported by hand (File, Import, Labels).
///
/// *Source:* manual.audacityteam.org/man/lof_files.html.
public struct AudacityLayout: Layout {
  public let name = "audacity"
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let folder = Path.join(mixture.split ?? "", mixture.path)
    let ending = mixture.format.fileExtension
    let stems = StemList.unique(mixture.events.map(\.label)).enumerated().map { i, name in
      Artifact(.stem(events: [i]), name: "\(folder)/stems/\(name).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.labels, name: "\(folder)/labels.txt"),
      Artifact(.annotation, name: "\(folder)/mixture.jams"),
    ]
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture, let jams = mixture.row.jams else { return }
    let folder = Path.parent(of: jams)
    for path in [file] + mixture.row.stems {
      lists.add("file \"\(Path.below(path, folder: folder))\" offset 0", to: "\(folder)/open.lof")
    }
  }
}
