/// Which mixtures are made of the inputs, and what they are called.
///
/// Mixtures of a data set keep their index, split and name. A single annotation keeps its name (that of its folder where
/// every annotation is called the same) and takes the next free index.
struct InputPlan: Sendable {
  struct Item: Sendable {
    /// The position of the input.
    var position: Int
    var index: Int
    var name: String
    var split: String?
    /// The position of the layout in the list.
    var layout: Int
    var stemNames = OutputOptions.StemNames.label
    var stemsOf = OutputOptions.StemsOf.event
    /// Those that have a file, in layouts whose stems are of labels.
    var labels: [String] = []
    /// The number of its shard, in layouts that pack mixtures.
    var shard = 0

    func outline(events: [MixtureOutline.Event], format: FileFormat) -> MixtureOutline {
      MixtureOutline(
        index: index, name: name, split: split, events: events, labels: labels, format: format, stemNames: stemNames,
        stemsOf: stemsOf, shard: shard)
    }
  }

  let reader: DatasetReader
  let layouts: Layouts
  /// What the mixtures are laid out as; nil keeps what they are.
  let target: (any Layout)?
  private let shardSize: Int
  private(set) var items: [Item] = []
  /// Mixtures that failed when they were to be made: there is nothing to make again.
  private(set) var skippedCount = 0

  /// *Throws:* what `DatasetReader` throws, and `.output` where two inputs would become the same mixture.
  ///
  /// - Parameter labels: those that every mixture has a file for, in a layout that the mixtures did not have.
  init(
    _ reader: DatasetReader, layouts: Layouts, target: (any Layout)? = nil, labels: [String] = [],
    shardSize: Int = PackedShard.usualSize
  ) throws(SoundscapeError) {
    self.reader = reader
    self.layouts = layouts
    self.target = target
    self.shardSize = shardSize
    var taken: [Int: Int] = [:]
    var singles: [Item] = []
    for position in 0..<reader.count {
      let entry = try reader.entry(at: position)
      if entry.row?.status == .failed {
        skippedCount += 1
        continue
      }
      guard var item = try item(for: entry, position) else { throw Self.nameless(entry) }
      if target != nil { (item.labels, item.shard) = (labels, item.index / shardSize) }
      guard let row = entry.row else {
        singles.append(item)
        continue
      }
      if let other = taken.updateValue(position, forKey: row.index) { throw try twice(other, position) }
      item.index = row.index
      items.append(item)
    }
    var next = 0
    for var item in singles {
      while taken[next] != nil { next += 1 }
      item.index = next
      next += 1
      items.append(item)
    }
    try checkNames()
  }

  func layout(of item: Item) -> any Layout { target ?? layouts.all[item.layout] }

  /// Whether the layout of any mixture has lists.
  var hasLists: Bool { items.contains { layout(of: $0).hasLists } }

  /// The name and layout by which the annotation lies where it does; the first layout for one that lies as in none.
  private func item(for entry: DatasetReader.Entry, _ position: Int) throws(SoundscapeError) -> Item? {
    guard let path = entry.annotationPath else { return nil }
    let absolute = FileSystem.absolutePath(path)
    let parent = Path.name(of: Path.parent(of: absolute))
    let stem = Path.stem(of: Path.name(of: path))
    var item = Item(position: position, index: entry.row?.index ?? 0, name: stem, split: entry.row?.split, layout: 0)
    item.stemNames = entry.row?.stemNames ?? .label
    item.stemsOf = entry.row?.stemsOf ?? .event
    item.shard = entry.row?.shard ?? 0
    let number = entry.row.map { MixtureOutline.name(of: $0.index) }
    // Layouts may agree in the annotation's name: the manifest says which it was, unless it is not known here.
    let recorded = layouts.all.contains { isSameName($0.name, entry.row?.layout) } ? entry.row?.layout : nil
    for (i, layout) in layouts.all.enumerated() where recorded == nil || isSameName(layout.name, recorded) {
      for name in [number, parent, stem].compactMap({ $0 }) where InnerPath.problem(ofName: name) == nil {
        item.name = name
        guard let file = layout.annotationName(of: item) else { continue }
        let isThere = entry.row != nil ? isSameName(file, entry.jams) : absolute.ends(with: "/" + file)
        guard isThere else { continue }
        item.layout = i
        item.labels = entry.row?.stems.compactMap(layout.label) ?? []
        return item
      }
    }
    if let stemProblem = InnerPath.problem(ofName: stem) {
      let problem = "its name without .jams (\(stem)) cannot name a mixture: \(stemProblem)"
      throw .annotation(path: path, problem: problem, advice: .rename)
    }
    item.name = stem
    return item
  }

  private func checkNames() throws(SoundscapeError) {
    var made: NameTable<Int> = [:]
    for item in items {
      guard let name = layout(of: item).annotationName(of: item) else { continue }
      do throws(InnerPath.Refusal) {
        let first = try InnerPath(name).parts[0]
        if InnerPath.isReserved(first) { throw InnerPath.Refusal(problem: "\(first) is not for mixtures") }
      } catch {
        let path = try reader.entry(at: item.position).annotationPath ?? ""
        throw .annotation(path: path, problem: "cannot be made again: \(error.problem)", advice: .rename)
      }
      if let other = made.updateValue(item.position, forKey: name) { throw try twice(other, item.position) }
    }
  }

  private func twice(_ first: Int, _ second: Int) throws(SoundscapeError) -> SoundscapeError {
    let paths = [try reader.entry(at: first), try reader.entry(at: second)].map { $0.annotationPath ?? "" }
    return .output(path: paths[1], problem: "would become the same mixture as \(paths[0])")
  }

  private static func nameless(_ entry: DatasetReader.Entry) -> SoundscapeError {
    .annotation(path: entry.root, problem: "mixture \(entry.row?.index ?? 0) has no annotation")
  }
}

extension Layout {
  fileprivate func annotationName(of item: InputPlan.Item) -> String? {
    artifacts(of: item.outline(events: [], format: .wav)).first { $0.content == .annotation }?.name
  }
}
