/// The rows of a data set's manifest, and what is wrong with its lines.
struct ManifestListing {
  /// In the order of the lines.
  private(set) var rows: [ManifestRow] = []
  private(set) var findings: [VerificationFinding] = []
  /// Whether each line could be read; else it is not known which files belong to the data set.
  private(set) var isComplete = true

  /// Reads all lines.
  ///
  /// - Parameter layouts: those that a row may name.
  /// *Throws:* the first failure where not a single line can be read.
  init(_ reader: DatasetReader, layouts: Layouts) throws(SoundscapeError) {
    var first: SoundscapeError?
    var lines: [Int] = []
    for position in 0..<reader.count {
      do throws(SoundscapeError) {
        guard let row = try reader.entry(at: position, checksFiles: false).row else { continue }
        rows.append(row)
        lines.append(position + 1)
      } catch {
        if error.isForLackOfFiles { throw error }
        first = first ?? error
        isComplete = false
        add(error.problem, line: position + 1)
      }
    }
    if rows.isEmpty, let first { throw first }
    let run = commonRun
    var previous: Int?
    for (row, line) in zip(rows, lines) {
      if let previous, row.index <= previous {
        let problem =
          row.index == previous ? "lists index \(previous) again" : "has index \(row.index) after \(previous)"
        add(problem, line: line, index: row.index)
      }
      previous = row.index
      if row.run != run { add("is of another run than most lines", line: line, index: row.index) }
      if let layout = row.layout, !layouts.all.contains(where: { hasSameBytes($0.name, layout) }) {
        let names = alternatives(layouts.all.map(\.name))
        add("has the layout \(shortened(layout)), which is not known (\(names) are)", line: line, index: row.index)
      }
      for problem in row.contradictions { add(problem, line: line, index: row.index) }
    }
  }

  private mutating func add(_ problem: String, line: Int, index: Int? = nil) {
    findings.append(.init(.failure, index: index, file: Manifest.fileName, line: line, problem))
  }

  /// The run of most rows; of several with as many rows the first.
  private var commonRun: String? {
    var counts: NameTable<Int> = [:]
    for row in rows { counts[row.run, default: 0] += 1 }
    let most = counts.values.max()
    return rows.first { counts[$0.run] == most }?.run
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
