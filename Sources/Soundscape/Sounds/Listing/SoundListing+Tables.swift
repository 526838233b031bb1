// Tables that name sounds and say what they are.

extension SoundListing {
  /// The most that is read of a table.
  private static let mostTableBytes = 1 << 30

  mutating func addTable(_ table: SoundTable, of source: SoundSource, _ role: Role) {
    let rows: DataTable
    let fields: SourceFields
    let columns: TableColumns
    do throws(SoundscapeError) {
      let bytes = try FileSystem.readPlain(table.path, most: Self.mostTableBytes)
      rows = try { () throws(SoundscapeError) in
        do throws(DataTable.Failure) { return try DataTable(bytes) } catch {
          throw .soundbank(path: table.path, problem: "\(error)")
        }
      }()
      columns = try TableColumns(table, source, rows)
      fields = try SourceFields(source)
    } catch { return failures.append(error) }

    var mapping = LabelNames(source.labels)
    var labelled = LabelledFiles()
    var groups: NameTable<String?> = [:]
    var matched = 0
    for (row, line) in zip(rows.rows, rows.lines) where columns.meetsConditions(row) {
      matched += 1
      let file = columns.file(row)
      guard !file.isEmpty, !file.holds("\0") else {
        failures.append(.soundbank(path: table.path, problem: "line \(line): names no file"))
        continue
      }
      let labels = source.label.map { [$0] } ?? columns.labels(row)
      guard !labels.isEmpty else { continue }
      var path = Path.join(source.path, file)
      if Path.parts(of: file).contains(where: { hasSameBytes($0, "..") }) { path = FileSystem.absolutePath(path) }
      let values = fields.fields(of: file) { rows.place(of: $0).map { row[$0] } }
      if let known = groups.updateValue(values.group, forKey: path), !isSameName(known, values.group) {
        failures.append(
          .soundbank(path: table.path, problem: "line \(line): names \(file) again, with another group"))
        continue
      }
      // Of those that `labels` takes: a cell may have others, which are not wanted.
      for label in columns.chosen(mapping[labels]) {
        labelled.add(File(name: file, path: path, fields: values), as: label)
      }
    }
    if matched == 0 {
      let problem = rows.rows.isEmpty ? "has no rows" : "no row of \(rows.rows.count) is as `where` wants it"
      failures.append(.soundbank(path: table.path, problem: problem))
    }
    finish(labelled, of: source, role, mapping)
  }
}

/// Where in a table is what a source takes from it.
private struct TableColumns {
  private let file: Int?
  private let form: PathTemplate?
  private let label: Int?
  private let separator: String?
  private let several: SoundTable.SeveralLabels
  private let conditions: [(place: Int, cells: NameSet)]
  private let columns: NameTable<Int>

  /// *Throws:* `.soundbank` for a column that the table lacks, with the nearest one.
  init(_ table: SoundTable, _ source: SoundSource, _ rows: DataTable) throws(SoundscapeError) {
    func place(_ column: String, _ key: String) throws(SoundscapeError) -> Int {
      if let place = rows.place(of: column) { return place }
      let hint = hint(for: column, among: rows.columns)
      let known = hint.isEmpty ? "; it has \(rows.columns.joined(separator: ", "))" : hint
      throw .soundbank(path: table.path, problem: "has no column \(column), which \(key) names\(known)")
    }
    file = try table.fileColumn.map { (column) throws(SoundscapeError) in try place(column, "file") }
    label = try table.labelColumn.map { (column) throws(SoundscapeError) in try place(column, "label") }
    form = table.fileForm
    var columns: NameTable<Int> = [:]
    for column in table.fileForm?.placeholders ?? [] { columns[column] = try place(column, "file") }
    self.columns = columns
    separator = table.separator
    several = table.several
    var conditions: [(place: Int, cells: NameSet)] = []
    for (column, cells) in table.conditions.sorted(by: { isInByteOrder($0.key, $1.key) }) {
      conditions.append((try place(column, "where"), NameSet(cells)))
    }
    self.conditions = conditions
    if case .field(let column)? = source.group { _ = try place(column, "group") }
    if let song = source.song { _ = try place(song, "song") }
    for column in source.kept { _ = try place(column, "keep") }
    if source.sumsFiles, source.song == nil { _ = try place("song", "sum, by the column of the song,") }
  }

  func meetsConditions(_ row: [String]) -> Bool {
    conditions.allSatisfy { condition in
      let cell = row[condition.place]
      return condition.cells.contains(cell) || condition.cells.contains { isSameValue($0, cell) }
    }
  }

  /// Whether two cells are the same number, or the same truth value, however a program writes it.
  private func isSameValue(_ a: String, _ b: String) -> Bool {
    if let first = Double(a), let second = Double(b) { return first == second }
    let truth: NameSet = ["true", "false"]
    let (first, second) = (a.lowercased(), b.lowercased())
    return hasSameBytes(first, second) && truth.contains(first)
  }

  func file(_ row: [String]) -> String {
    if let file { return row[file] }
    return form?.filled { columns[$0].map { row[$0] } ?? "" } ?? ""
  }

  func labels(_ row: [String]) -> [String] {
    guard let label else { return [] }
    guard let separator else { return [row[label]] }
    return row[label].split(separator: separator).map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }

  /// Which labels of a row are taken.
  func chosen(_ labels: [String]) -> [String] {
    switch several {
    case .first: Array(labels.prefix(1))
    case .each: labels
    case .skip: labels.count == 1 ? labels : []
    }
  }
}

extension PathTemplate {
  /// The path with its placeholders filled in.
  fileprivate func filled(_ value: (String) -> String) -> String {
    components.map { component in
      guard case .name(let pieces) = component else { return "**" }
      return pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .any: "*"
        case .placeholder(let name): value(name)
        }
      }.joined()
    }.joined(separator: "/")
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    let bytes = utf8.drop { $0 == UInt8(ascii: " ") }
    let count = bytes.reversed().drop { $0 == UInt8(ascii: " ") }.count
    return String(Substring(bytes.prefix(count)))
  }
}
