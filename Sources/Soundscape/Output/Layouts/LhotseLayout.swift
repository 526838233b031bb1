/// lhotse's manifests: recordings, supervisions and cuts of each split, with stems as custom recordings of the cuts.
///
/// Stems are sums of labels, so that every cut has the same: `cut.load_custom("vocals")`.
public struct LhotseLayout: Layout {
  public let name = "lhotse"
  public let needsLabels = true
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let folder = "audio/\(mixture.split ?? ListedMixture.wholeSplit)/\(mixture.path)"
    let ending = mixture.format.fileExtension
    return LabelStems.of(mixture) { "\(folder)/\($0).\(ending)" } + [
      Artifact(.mixture, name: "\(folder)/mixture.\(ending)"), Artifact(.labels, name: "\(folder)/labels.txt"),
      Artifact(.annotation, name: "\(folder)/\(mixture.name).jams"),
    ]
  }

  public func label(ofStem path: String) -> String? { Path.stem(of: Path.name(of: path)) }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture else { return }
    let manifests = LhotseManifests(mixture: mixture) { mixture.shown($0) }
    func add(_ kind: String, _ write: (inout JSONWriter) -> Void) {
      var json = JSONWriter()
      write(&json)
      lists.add(json.text, to: "\(kind)_\(mixture.split).jsonl.gz")
    }
    add("recordings") { manifests.recording(file, named: mixture.id, in: &$0) }
    for (i, event) in mixture.foreground.enumerated() where event.duration > 0 {
      add("supervisions") { json in json.object { json in manifests.supervision(event, i, in: &json) } }
    }
    lists.make("supervisions_\(mixture.split).jsonl.gz")
    let stems = mixture.row.stems.map { (LhotseManifests.field(Path.stem(of: Path.name(of: $0))), $0) }
    add("cuts") { manifests.cut(file, stems: stems, in: &$0) }
  }
}
