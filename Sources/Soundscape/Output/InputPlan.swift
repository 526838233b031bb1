/// Which mixtures are made of the inputs, and what they are called.
///
/// Mixtures of a data set keep their index, split and name. A single annotation keeps its name (that of its folder where
/// every annotation is called the same) and takes the next free index. What is known of a mixture is found out again when
/// its turn comes, so that there may be many millions of them.
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
    var shardWidth: Int?
    /// Those that have a file, in layouts whose stems are of labels.
    var labels: [String] = []
    /// The sources that have a file, in layouts with one for each.
    var sourceCount = 0
    /// The number of its shard, in layouts that pack mixtures.
    var shard = 0

    func outline(events: [MixtureOutline.Event], format: FileFormat) -> MixtureOutline {
      MixtureOutline(
        index: index, name: name, split: split, events: events, labels: labels, format: format, stemNames: stemNames,
        stemsOf: stemsOf, shardWidth: shardWidth, shard: shard, sourceCount: sourceCount)
    }
  }

  /// A mixture to be made, as far as it is kept.
  struct Entry: Sendable {
    var index: Int
    /// The position of the input.
    var position: Int
  }

  let reader: DatasetReader
  let layouts: Layouts
  /// What the mixtures are laid out as; nil keeps what they are.
  let target: (any Layout)?
  /// In such a layout: what every mixture has a file for, and the mixtures of a shard.
  private let facts: LabelFacts
  private let shardSize: Int
  private(set) var entries: [Entry] = []
  /// Mixtures that failed when they were to be made: there is nothing to make again.
  private(set) var skippedCount = 0
  /// Whether the layout of any mixture has lists.
  private(set) var hasLists = false

  var count: Int { entries.count }

  /// *Throws:* what `DatasetReader` throws, and `.output` where two inputs would become the same mixture.
  ///
  /// - Parameter facts: what every mixture has a file for, in a layout that the mixtures did not have.
  init(
    _ reader: DatasetReader, layouts: Layouts, target: (any Layout)? = nil, facts: LabelFacts = LabelFacts(),
    shardSize: Int = PackedShard.usualSize
  ) throws(SoundscapeError) {
    self.reader = reader
    self.layouts = layouts
    (self.target, self.facts, self.shardSize) = (target, facts, shardSize)
    var taken = MixtureSet()
    var names = PlannedNames()
    var singles: [Int] = []
    for position in 0..<reader.count {
      let input = try reader.entry(at: position)
      if input.row?.status == .failed {
        skippedCount += 1
        continue
      }
      guard let row = input.row else {
        singles.append(position)
        continue
      }
      let item = try item(for: input, Entry(index: row.index, position: position))
      if taken.contains(row.index) { throw try twice(firstPosition(of: row.index), position) }
      taken.insert(row.index)
      entries.append(Entry(index: row.index, position: position))
      names.add(try checkedName(of: item), at: entries.count - 1)
      hasLists = hasLists || layout(of: item).hasLists
    }
    var next = 0
    for position in singles {
      while taken.contains(next) { next += 1 }
      let entry = Entry(index: next, position: position)
      next += 1
      entries.append(entry)
      let item = try item(for: reader.entry(at: position), entry)
      names.add(try checkedName(of: item), at: entries.count - 1)
      hasLists = hasLists || layout(of: item).hasLists
    }
    for (first, second) in names.candidates {
      let both = [try item(at: first).item, try item(at: second).item]
      if isSameName(annotationName(of: both[0]), annotationName(of: both[1])) {
        throw try twice(both[0].position, both[1].position)
      }
    }
  }

  func layout(of item: Item) -> any Layout { target ?? layouts.all[item.layout] }

  /// A mixture to be made, and the input that it is made of.
  func item(at i: Int) throws(SoundscapeError) -> (item: Item, input: DatasetReader.Entry) {
    let input = try reader.entry(at: entries[i].position)
    return (try item(for: input, entries[i]), input)
  }

  private func item(for input: DatasetReader.Entry, _ entry: Entry) throws(SoundscapeError) -> Item {
    var item = try found(input, entry)
    if target != nil {
      (item.labels, item.sourceCount, item.shard) = (facts.labels, facts.sourceCount, item.index / shardSize)
    }
    return item
  }

  /// The name and layout by which the annotation lies where it does; the first layout for one that lies as in none.
  private func found(_ input: DatasetReader.Entry, _ entry: Entry) throws(SoundscapeError) -> Item {
    guard let path = input.annotationPath else {
      throw .annotation(path: input.root, problem: "mixture \(entry.index) has no annotation")
    }
    let absolute = FileSystem.absolutePath(path)
    let parent = Path.name(of: Path.parent(of: absolute))
    let stem = Path.stem(of: Path.name(of: path))
    var item = Item(position: entry.position, index: entry.index, name: stem, split: input.row?.split, layout: 0)
    item.stemNames = input.row?.stemNames ?? .label
    item.stemsOf = input.row?.stemsOf ?? .event
    item.shardWidth = input.row?.shardWidth
    item.shard = input.row?.shard ?? 0
    let number = input.row.map { MixtureOutline.name(of: $0.index) }
    // Layouts may agree in the annotation's name: the manifest says which it was, unless it is not known here.
    let recorded = layouts.all.contains { isSameName($0.name, input.row?.layout) } ? input.row?.layout : nil
    for (i, layout) in layouts.all.enumerated() where recorded == nil || isSameName(layout.name, recorded) {
      for name in [number, parent, stem].compactMap({ $0 }) where InnerPath.problem(ofName: name) == nil {
        item.name = name
        guard let file = layout.annotationName(of: item) else { continue }
        let isThere = input.row != nil ? isSameName(file, input.jams) : absolute.ends(with: "/" + file)
        guard isThere else { continue }
        item.layout = i
        item.labels = input.row?.stems.compactMap(layout.label) ?? []
        item.sourceCount = input.row?.sourceCount ?? 0
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

  private func annotationName(of item: Item) -> String? { layout(of: item).annotationName(of: item) }

  /// The annotation's name, once it is known that it can be one.
  private func checkedName(of item: Item) throws(SoundscapeError) -> String? {
    guard let name = annotationName(of: item) else { return nil }
    do throws(InnerPath.Refusal) {
      let first = try InnerPath(name).parts[0]
      if InnerPath.isReserved(first) { throw InnerPath.Refusal(problem: "\(first) is not for mixtures") }
    } catch {
      let path = try reader.entry(at: item.position).annotationPath ?? ""
      throw .annotation(path: path, problem: "cannot be made again: \(error.problem)", advice: .rename)
    }
    return name
  }

  private func firstPosition(of index: Int) -> Int { entries.first { $0.index == index }?.position ?? 0 }

  private func twice(_ first: Int, _ second: Int) throws(SoundscapeError) -> SoundscapeError {
    let paths = [try reader.entry(at: first), try reader.entry(at: second)].map { $0.annotationPath ?? "" }
    return .output(path: paths[1], problem: "would become the same mixture as \(paths[0])")
  }
}

extension Layout {
  fileprivate func annotationName(of item: InputPlan.Item) -> String? {
    artifacts(of: item.outline(events: [], format: .wav)).first { $0.content == .annotation }?.name
  }
}

/// The names that mixtures will have, by 8 bytes of a hash each: two of one hash may be of one name.
private struct PlannedNames {
  private var names: [(hash: Int, position: Int)] = []

  mutating func add(_ name: String?, at position: Int) {
    if let name { names.append((ByteName(name).hashValue, position)) }
  }

  /// Pairs of positions that may have the same name, that with the lowest second one first.
  var candidates: [(first: Int, second: Int)] {
    let sorted = names.sorted { ($0.hash, $0.position) < ($1.hash, $1.position) }
    let pairs = zip(sorted, sorted.dropFirst()).filter { $0.hash == $1.hash }
    return pairs.map { ($0.position, $1.position) }.sorted { $0.1 < $1.1 }
  }
}
