/// lhotse Shar: the cuts of a shard in a list, and an archive for each field with the sounds in the same order.
///
/// `CutSet.from_shar(in_dir="<out>/train")` reads `cuts.000000.jsonl.gz`, `recording.000000.tar` with the mixtures, and an archive
/// for each label, whose stems are sums. Annotations are outside, since every file of that folder is taken for a field.
///
/// *Source:* lhotse.readthedocs.io/en/latest/shar.html.
public struct SharLayout: Layout {
  public let name = "shar"
  public let needsLabels = true
  public let isPacked = true
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? ListedMixture.wholeSplit
    let ending = mixture.format.fileExtension
    func path(_ field: String) -> String {
      "\(split)/\(field).\(mixture.shardName).tar/\(mixture.key).\(ending)"
    }
    let base = "jams/\(split)/\(Path.join(mixture.folder, mixture.key))"
    return LabelStems.of(mixture, named: LhotseManifests.field, path) + [
      Artifact(.mixture, name: path("recording")), Artifact(.labels, name: "\(base).txt"),
      Artifact(.annotation, name: "\(base).jams"),
    ]
  }

  public func label(ofStem path: String) -> String? { Self.field(path) }

  /// What is before the first dot of the archive's name.
  private static func field(_ path: String) -> String {
    String(Path.name(of: Path.parent(of: path)).prefix { $0 != "." })
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture else { return }
    let manifests = LhotseManifests(mixture: mixture) { _ in nil }
    for path in [file] + mixture.row.stems {
      var json = JSONWriter()
      manifests.recording(path, named: mixture.id, in: &json)
      lists.add(json.text, to: "\(Path.parent(of: path))/\(mixture.id).json")
    }
    // Of `train/recording.000000.tar`, the number.
    let parts = Path.name(of: Path.parent(of: file)).parts(between: ".")
    var json = JSONWriter()
    manifests.cut(file, stems: [], in: &json)
    lists.add(json.text, to: "\(mixture.split)/cuts.\(parts.count > 1 ? parts[1] : "").jsonl.gz")
  }
}
