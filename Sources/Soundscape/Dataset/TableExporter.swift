/// Writes what a data set's manifest and annotations say as tables.
///
/// Mixtures come in the manifest's order and are read one by one: memory does not grow with them but for tables of labels, which
/// take some dozens of bytes an event.
public struct TableExporter: Sendable {
  /// What is written.
  public enum Form: Hashable, Sendable {
    /// `mixtures.jsonl` and `events.jsonl`: an object of JSON on each line.
    case jsonLines
    /// `mixtures.csv` and `events.csv`.
    case csv
    /// `<split>.tsv`, `<split>_weak.tsv` and `<split>_durations.tsv`.
    case labels(LabelOptions)
  }

  /// The folder of `manifest.jsonl`, or the path of the manifest itself.
  public var dataset: String
  public var form: Form
  /// The folder of the tables; it is made where it is not there.
  public var folder: String
  /// Whether tables that are there already are replaced.
  public var overwrites = false
  public var cancellation = Cancellation()

  public init(_ dataset: String, as form: Form, to folder: String) {
    self.dataset = dataset
    self.form = form
    self.folder = folder
  }

  /// Writes the tables, each whole or not at all.
  ///
  /// - Parameter progress: is called after each mixture.
  /// *Returns:* the paths of what was written.
  /// *Throws:* `.annotation` for what cannot be read, `.output` for what cannot be written.
  public func run(
    progress: @escaping @Sendable (DatasetProgress) -> Void = { _ in }
  ) throws(SoundscapeError) -> [String] {
    let reader = try DatasetReader(dataset: dataset)
    try reader.checkIsUnpacked(readsSound: false)
    try FileSystem.makeDirectories(folder)
    let root = try RootFolder(FileSystem.realPath(folder))
    let lock = try FolderLock(root)
    defer { withExtendedLifetime(lock) {} }
    var done = DatasetProgress(total: reader.count)
    func forEach(_ body: (ManifestRow, Annotation?, String) throws(SoundscapeError) -> Void) throws(SoundscapeError) {
      for position in 0..<reader.count {
        if cancellation.isCancelled { throw .cancelled }
        let entry = try reader.entry(at: position)
        guard let row = entry.row else { continue }
        let annotation: Annotation? =
          if row.status == .ok, let path = entry.annotationPath { try Annotation(jams: path) } else { nil }
        try body(row, annotation, entry.root)
        done.made += 1
        progress(done)
      }
    }
    switch form {
    case .jsonLines, .csv:
      let ending = form == .csv ? "csv" : "jsonl"
      let mixtures = try file("mixtures.\(ending)", 0, root)
      let events = try file("events.\(ending)", 1, root)
      if form == .csv {
        try mixtures.add(TableRow.csvHeader(TableRow.mixtureColumns))
        try events.add(TableRow.csvHeader(TableRow.eventColumns))
      }
      try forEach { (row, annotation, _) throws(SoundscapeError) in
        let mixture = TableRow(mixture: row, annotation)
        try mixtures.add(form == .csv ? mixture.csvLine : mixture.jsonLine)
        guard let annotation else { return }
        for position in annotation.events.indices {
          let event = TableRow(event: position, of: annotation, in: row)
          try events.add(form == .csv ? event.csvLine : event.jsonLine)
        }
      }
      try mixtures.finish()
      try events.finish()
      return ["mixtures.\(ending)", "events.\(ending)"].map { Path.join(root.path, $0) }
    case .labels(let options):
      var lists = DatasetLists()
      let tables = LabelTables(options: options)
      try forEach { (row, annotation, place) in
        guard let annotation else { return }
        let mixture = ListedMixture(row: row, annotation: annotation, root: place)
        tables.add(mixture, named: mixture.split, in: &lists)
      }
      let names = lists.lists.keys.sorted(by: isInByteOrder)
      for (number, name) in names.enumerated() {
        let table = try file(name, number, root)
        try table.add(lists.lists[name]?.bytes ?? [])
        try table.finish()
      }
      return names.map { Path.join(root.path, $0) }
    }
  }

  private func file(_ name: String, _ number: Int, _ root: RootFolder) throws(SoundscapeError) -> TableFile {
    let place: InnerPath
    do throws(InnerPath.Refusal) { place = try InnerPath(name) } catch {
      throw .output(path: root.path, problem: error.problem)
    }
    let found = try? root.kind(of: place)
    guard overwrites || found == nil else {
      throw .output(path: root.shown(place), problem: "is already there", advice: .overwriteOrOtherFolder)
    }
    return try TableFile(place, number: number, in: root)
  }
}
