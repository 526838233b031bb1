/// WebDataset: tar archives of samples, each the files whose names begin with the mixture's number.
///
/// `000042.mixture.wav`, `000042.vocals.wav` for each label, `000042.json` with labels and times, `000042.jams`. Each split has
/// archives of its own, with the mixtures of one shard: `train-000000.tar`. Every sample has the same files, as batches and
/// Hugging Face's reader need it, so that stems are sums of labels, silent where a mixture has none; those that are named by
/// the recipe's names hold single events.
///
/// *Source:* github.com/webdataset/webdataset: a sample's key is its name up to the first dot.
public struct WebDatasetLayout: Layout {
  public let name = "webdataset"
  public let stemNames = OutputOptions.StemNames.allCases
  public let isPacked = true
  public let needsLabels = true
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let base = "\(mixture.split ?? ListedMixture.wholeSplit)-\(mixture.shardName).tar/\(mixture.key)"
    let ending = mixture.format.fileExtension
    let stems: [Artifact]
    if mixture.stemNames == .name {
      let names = StemList.unique(mixture.events.map { Self.part($0.stemName(by: .name)) })
      stems = names.enumerated().map { i, name in Artifact(.stem(events: [i]), name: "\(base).\(name).\(ending)") }
    } else {
      stems = LabelStems.of(mixture, named: Self.part) { "\(base).\($0).\(ending)" }
    }
    return stems + [
      Artifact(.mixture, name: "\(base).mixture.\(ending)"), Artifact(.labels, name: "\(base).txt"),
      Artifact(.annotation, name: "\(base).jams"),
    ]
  }

  /// A name as a part between two dots, in small letters, in which WebDataset reads it: two that differ only in that would be
  /// one file to it.
  private static func part(_ name: String) -> String {
    let plain = String(name.map { $0 == "." || $0 == "/" ? "_" : $0 }).lowercased()
    // The sum has this name.
    return plain == "mixture" ? "mixture_" : plain
  }

  public func label(ofStem path: String) -> String? {
    // Of `000042.vocals.wav`, what is between the dots.
    let parts = Path.name(of: path).parts(between: ".")
    return parts.count == 3 ? String(parts[1]) : nil
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let jams = mixture.row.jams else { return }
    var json = JSONWriter()
    json.object { json in mixture.describe(in: &json) }
    lists.add(json.text, to: "\(Path.parent(of: jams))/\(mixture.id).json")
  }
}

extension ListedMixture {
  /// What most trainings want to know of a mixture: members of an object.
  func describe(in json: inout JSONWriter) {
    json.member("index", row.index)
    json.member("split", row.split)
    json.member("duration", duration)
    json.member("sample_rate", sampleRate)
    json.member("labels", NameSet(foreground.map(\.event.label)).sorted())
    json.key("events")
    json.array { json in
      for event in foreground {
        json.object { json in
          json.member("label", event.event.label)
          json.member("onset", event.time)
          json.member("offset", event.endTime)
        }
      }
    }
  }
}
