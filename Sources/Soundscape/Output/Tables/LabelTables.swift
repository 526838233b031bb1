/// Tables of labels, separated by tabs: strong labels (when each is heard), weak labels (which are), and durations.
///
/// *Source:* the tables of DESED, which sed_eval, dcase_util and psds_eval read too.
struct LabelTables {
  let options: LabelOptions

  /// Adds a mixture to `<name>.tsv`, `<name>_weak.tsv` and `<name>_durations.tsv`.
  func add(_ mixture: ListedMixture, named name: String, in lists: inout DatasetLists) {
    let file = Self.cell(fileName(of: mixture))
    let strong = "\(name).tsv"
    let heading = "filename\tonset\toffset\tevent_label"
    lists.make(strong, header: heading)
    let spans = options.spans(of: mixture.annotation)
    for span in spans {
      lists.add(
        "\(file)\t\(text(span.onset))\t\(text(span.offset))\t\(Self.cell(span.label))", to: strong, header: heading)
    }
    let labels = NameSet(spans.map(\.label)).sorted().map(Self.cell).joined(separator: ",")
    lists.add("\(file)\t\(labels)", to: "\(name)_weak.tsv", header: "filename\tevent_labels")
    lists.add("\(file)\t\(text(mixture.duration))", to: "\(name)_durations.tsv", header: "filename\tduration")
  }

  /// The name of the sound's file; of a mixture without sound, the name that it would have in most layouts.
  private func fileName(of mixture: ListedMixture) -> String {
    guard let file = mixture.row.mixture else { return "\(MixtureOutline.name(of: mixture.row.index)).wav" }
    // Files that are all called the same are told apart by their folders.
    let name = Path.name(of: file)
    return hasSameBytes(Path.stem(of: name), "mixture") ? Path.below(file, folder: mixture.row.split ?? "") : name
  }

  private func text(_ time: Seconds) -> String { FixedPoint.text(time, decimals: options.decimals) }

  /// A text without the tabs and line breaks that would end a cell.
  private static func cell(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.breaksLine || $0 == "\t" ? " " : $0 }))
  }
}
