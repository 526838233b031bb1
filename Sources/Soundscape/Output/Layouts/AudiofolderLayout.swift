/// Hugging Face's audiofolder: a folder for each split, the mixtures in it, and `metadata.jsonl` with what is known of each.
///
/// Splits are found by name: `train`, `validation` (or `valid`, `val`, `dev`), `test` (or `eval`).
/// `load_dataset("audiofolder", data_dir=…)` gives the mixtures as `audio` and the columns of the metadata.
///
/// *Source:* huggingface.co/docs/datasets/audio_dataset.
public struct AudiofolderLayout: Layout {
  public let name = "audiofolder"
  public let hasLists = true

  public init() {}

  public func artifacts(of mixture: MixtureOutline) -> [Artifact] {
    let split = mixture.split ?? ListedMixture.wholeSplit
    let ending = mixture.format.fileExtension
    let stems = StemList.unique(mixture.events.map(\.label)).enumerated().map { i, name in
      Artifact(.stem(events: [i]), name: "\(split)/stems/\(mixture.path)/\(name).\(ending)")
    }
    return stems + [
      Artifact(.mixture, name: "\(split)/\(mixture.path).\(ending)"),
      Artifact(.labels, name: "\(split)/labels/\(mixture.path).txt"),
      Artifact(.annotation, name: "\(split)/jams/\(mixture.path).jams"),
    ]
  }

  public func list(_ mixture: ListedMixture, in lists: inout DatasetLists) {
    guard let file = mixture.row.mixture else { return }
    // Every row has every column, of one type: else the reader refuses the table.
    var json = JSONWriter()
    json.object { json in
      json.member("file_name", Path.below(file, folder: mixture.split))
      json.member("index", mixture.row.index)
      json.member("duration", mixture.duration)
      json.member("labels", NameSet(mixture.foreground.map(\.event.label)).sorted())
      json.key("events")
      json.array { json in
        for event in mixture.foreground {
          json.object { json in
            json.member("label", event.event.label)
            json.member("onset", event.time)
            json.member("offset", event.endTime)
          }
        }
      }
      // A column whose name ends so is read as sounds.
      if !mixture.row.stems.isEmpty {
        json.member("stems_file_names", mixture.row.stems.map { Path.below($0, folder: mixture.split) })
        json.member("stem_labels", mixture.annotation.events.map(\.event.label))
      }
    }
    lists.add(String(decoding: json.bytes, as: UTF8.self), to: "\(mixture.split)/metadata.jsonl")
  }
}
