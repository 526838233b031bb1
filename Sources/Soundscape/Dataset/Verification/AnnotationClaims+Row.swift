// Whether an annotation agrees with its line of the manifest.

extension AnnotationClaims {
  /// What the row says of the mixture besides its files.
  func heading(_ row: ManifestRow) -> [String] {
    // Rows of the first files, and annotations of other programs, leave things out.
    guard let header = annotation.header, row.version > 0 else { return [] }
    var problems: [String] = []
    // One that was cut by itself has none.
    if !row.seed.isEmpty, row.seed != "\(header.seed)" {
      problems.append("seed is \(header.seed), the manifest says \(row.seed)")
    }
    problems += origin(row)
    if row.stemEvents?.joined().contains(where: { $0 >= events.count }) == true {
      problems.append("has \(counted(events.count, "observation")), the manifest's stem_events name others")
    }
    if let format = row.audioFormat, !format.supports(annotation.settings.render.sampleFormat) {
      problems.append("subtype is \(annotation.settings.render.sampleFormat), which \(format) files cannot hold")
    }
    if row.version > 1, !(row.warnings.isEmpty && !annotation.cuts.isEmpty), row.knownWarnings != warnings {
      problems.append("has other alterations than the manifest has warnings")
    }
    return problems + places(row)
  }

  /// What was drawn for the mixture as a whole.
  private func origin(_ row: ManifestRow) -> [String] {
    let origin = annotation.settings.origin
    var problems: [String] = []
    func shown(_ text: String?) -> String { text ?? "none" }
    if origin.variant != row.variant {
      problems.append("variant is \(shown(origin.variant?.text)), the manifest says \(shown(row.variant?.text))")
    }
    // Earlier annotations do not say. A mixture that was made again by itself is in no split's folder, but was drawn for one.
    if let split = origin.split, let listed = row.split, !hasSameBytes(listed, split) {
      problems.append("split is \(split), the manifest says \(listed)")
    }
    if events.lazy.map(\.event).coherence != row.coherent {
      problems.append("has other groups, or is coherent in others, than the manifest says")
    }
    return problems
  }

  /// How often each known rule altered something.
  private var warnings: NameTable<Int> {
    let rules = (annotation.altered + events.flatMap(\.altered)).map(\.rule)
    return NameTable(rules.filter { Warning.Kind(rawValue: $0) != nil }.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// Whether the files are where a built-in layout puts them: by split, labels and roles.
  private func places(_ row: ManifestRow) -> [String] {
    guard let layout = Layouts.builtIn.all.first(where: { $0.name == row.layout }), let jams = row.jams else {
      return []
    }
    let format = (row.stems + [row.mixture].compactMap { $0 }).first.flatMap(FileFormat.init(named:)) ?? .wav
    let names = [
      MixtureOutline.name(of: row.index), Path.name(of: Path.parent(of: jams)), Path.stem(of: Path.name(of: jams)),
    ]
    for name in names where !name.isEmpty {
      let outline = MixtureOutline(
        index: row.index, name: name, split: row.split, events: events.map { MixtureOutline.Event($0.event) },
        labels: row.stems.compactMap(layout.label), format: format,
        stemNames: row.stemNames, stemsOf: row.stemsOf, shardWidth: row.shardWidth, shard: row.shard,
        sourceCount: row.sourceCount)
      let artifacts = layout.artifacts(of: outline)
      var expected = Annotation.Files(foregroundFolder: "")
      expected.name(artifacts)
      guard isSameName(expected.jams, jams) else { continue }
      let isThere =
        (row.stems.isEmpty || areSameNames(row.stems, expected.stems) && row.stemEvents == artifacts.stemEvents)
        && (row.mixture == nil || isSameName(row.mixture, expected.mixture))
        && (row.labels == nil || isSameName(row.labels, expected.labels))
      return isThere ? [] : ["is of a mixture whose files have other names in the layout \(layout.name)"]
    }
    return ["is not where the layout \(layout.name) puts it\(row.split.map { " in the split \($0)" } ?? "")"]
  }

  /// Written paths may be absolute: then they end in the manifest's.
  func files(_ row: ManifestRow) -> [String] {
    func isSame(_ written: String, _ path: String) -> Bool {
      hasSameBytes(written, path) || written.ends(with: "/" + path)
    }
    var problems: [String] = []
    let stems = annotation.files.stems
    if stems.count != row.stems.count || !zip(stems, row.stems).allSatisfy(isSame) {
      problems.append("isolated_events_audio_path does not name the stems of the manifest")
    }
    if row.stemEvents == nil, !row.stems.isEmpty, row.stems.count != events.count {
      problems.append("has \(counted(events.count, "observation")) for \(counted(row.stems.count, "stem"))")
    }
    // A layout may name stems by something other than labels, but not by the label of another event.
    let labels = NameSet(events.map(\.event.label))
    for (i, (event, path)) in zip(events, row.stems).enumerated()
    where row.stemEvents == nil && row.stemNames == .label && !path.holds(bytesOf: event.event.label)
      && labels.contains(where: path.holds(bytesOf:))
    {
      problems.append("data[\(i)]: label is \(event.event.label), its stem \(path)")
    }
    let mixture = annotation.files.mixture
    if let path = row.mixture, !isSame(mixture ?? "", path) {
      problems.append("soundscape_audio_path is \(mixture ?? "missing"), the manifest says \(path)")
    }
    guard annotation.header != nil, row.version > 0 else { return problems }
    let others = [
      (JAMSKey.jamsPath, annotation.files.jams, row.jams), (.labelsPath, annotation.files.labels, row.labels),
    ]
    if row.mixture == nil, let mixture {
      problems.append("\(JAMSKey.mixturePath.rawValue) is \(mixture), the manifest has none")
    }
    for (key, written, path) in others {
      if written == nil && path == nil || isSame(written ?? "", path ?? "/") { continue }
      problems.append("\(key.rawValue) is \(written ?? "null"), the manifest says \(path ?? "null")")
    }
    return problems
  }
}

extension ManifestRow {
  /// Without the kinds that this version does not know.
  fileprivate var knownWarnings: NameTable<Int> { warnings.filter { Warning.Kind(rawValue: $0.key) != nil } }
}
