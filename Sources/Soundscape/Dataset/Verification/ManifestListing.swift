/// The rows of a data set's manifest that can be read, and what is wrong with its lines.
///
/// Of each line a bit is kept, and 8 bytes of each file that it lists.
struct ManifestListing {
  /// A finding and its place: all findings of a line together, in the order in which a line is checked.
  private struct Placed {
    var line: Int
    var rank: Int
    var finding: VerificationFinding
  }

  /// The positions of rows of mixtures that were made.
  private(set) var made = MixtureSet()
  /// Rows that can be read, those of mixtures that failed among them.
  private(set) var count = 0
  private(set) var hasSplits = false
  /// Whether the layout of any has lists.
  private(set) var hasLists = false
  /// Whether each line could be read; else it is not known which files belong to the data set.
  private(set) var isComplete = true
  /// The files that the rows list.
  private(set) var files = KnownFiles()
  private var placed: [Placed] = []
  private var runs = LineRuns()

  /// In the order of the lines.
  var findings: [VerificationFinding] {
    placed.sorted { ($0.line, $0.rank) < ($1.line, $1.rank) }.map(\.finding)
  }

  /// Reads all lines.
  ///
  /// - Parameter layouts: those that a row may name.
  /// *Throws:* the first failure where not a single line can be read.
  init(_ reader: DatasetReader, layouts: Layouts) throws(SoundscapeError) {
    var first: SoundscapeError?
    var previous: Int?
    for position in 0..<reader.count {
      do throws(SoundscapeError) {
        guard let row = try reader.entry(at: position, checksFiles: false).row else { continue }
        add(row, position, after: previous, layouts)
        previous = row.index
      } catch {
        if error.isForLackOfFiles { throw error }
        first = first ?? error
        isComplete = false
        add(error.problem, line: position + 1)
      }
    }
    if count == 0, let first { throw first }
    if runs.areSeveral { try addStrangers(reader) }
    files.settle()
  }

  /// Looks once more through the lines of several runs: those of the wrong ones are known only at the end.
  private mutating func addStrangers(_ reader: DatasetReader) throws(SoundscapeError) {
    let common = runs.common
    for position in 0..<reader.count {
      guard let row = try? reader.entry(at: position, checksFiles: false).row, row.run != common else { continue }
      add("is of another run than most lines", line: position + 1, rank: 1, index: row.index)
    }
  }

  private mutating func add(_ row: ManifestRow, _ position: Int, after previous: Int?, _ layouts: Layouts) {
    let line = position + 1
    count += 1
    if row.status == .ok {
      made.insert(position)
      hasSplits = hasSplits || row.split != nil
      hasLists = hasLists || layouts.all.contains { $0.hasLists && isSameName($0.name, row.layout) }
    }
    files.add(row.files)
    runs.add(row.run)
    if let previous, row.index <= previous {
      let problem =
        row.index == previous ? "lists index \(previous) again" : "has index \(row.index) after \(previous)"
      add(problem, line: line, index: row.index)
    }
    if let layout = row.layout, !layouts.all.contains(where: { hasSameBytes($0.name, layout) }) {
      let names = alternatives(layouts.all.map(\.name))
      let problem = "has the layout \(shortened(layout)), which is not known (\(names) are)"
      add(problem, line: line, rank: 2, index: row.index)
    }
    for (i, problem) in row.contradictions.enumerated() { add(problem, line: line, rank: 3 + i, index: row.index) }
  }

  private mutating func add(_ problem: String, line: Int, rank: Int = 0, index: Int? = nil) {
    let finding = VerificationFinding(.failure, index: index, file: Manifest.fileName, line: line, problem)
    placed.append(Placed(line: line, rank: rank, finding: finding))
  }
}

/// The runs that lines are of.
private struct LineRuns {
  /// Run → lines.
  private var counts: NameTable<Int> = [:]
  /// In the order of their first lines.
  private var order: [String] = []

  var areSeveral: Bool { order.count > 1 }

  mutating func add(_ run: String) {
    counts[run, default: 0] += 1
    if counts[run] == 1 { order.append(run) }
  }

  /// The run of most lines; of several with as many lines the first.
  var common: String? {
    let most = counts.values.max()
    return order.first { counts[$0] == most }
  }
}

extension ManifestRow {
  /// What of a row contradicts the rest of it. Rows without a format may leave anything out.
  fileprivate var contradictions: [String] {
    var problems: [String] = []
    let names = files.map(ByteName.init)
    if Set(names).count != names.count { problems.append("lists a file twice") }
    for file in sha256.keys.sorted(by: isInByteOrder) where !names.contains(ByteName(file)) {
      problems.append("has a digest of \(file), which is not a file of the mixture")
    }
    if audioFormat != nil, mixture != nil { problems.append("has both an audio_format and a mixture") }
    if let stemEvents, stemEvents.contains(where: { Set($0).count != $0.count }) {
      problems.append("has stem_events that name an event twice")
    }
    guard version > 0 else { return problems }
    switch status {
    case .failed:
      if error == nil { problems.append("has status failed, but no error") }
      if !files.isEmpty { problems.append("has status failed, but lists files") }
    case .ok:
      if error != nil { problems.append("has status ok, but an error") }
      if jams == nil { problems.append("lists no annotation") }
      if duration == nil { problems.append("has no duration") }
      if mixture == nil, !stems.isEmpty { problems.append("lists stems, but no mixture") }
    }
    return problems
  }
}
