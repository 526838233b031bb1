/// A table of texts with a header: comma- or tab-separated values, or lines of JSON objects.
///
/// *Source:* RFC 4180 for comma-separated values: a cell in double quotes may hold commas, line breaks and doubled quotes.
struct DataTable {
  /// Why a file is not a table.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  private(set) var columns: [String] = []
  /// A cell for each column; an empty text where a line of JSON lacks it.
  private(set) var rows: [[String]] = []
  /// The line of the file on which each row begins, from 1.
  private(set) var lines: [Int] = []
  private var places: NameTable<Int> = [:]

  /// The place of a column.
  func place(of column: String) -> Int? { places[column] ?? columns.index(ofName: column) }

  /// Reads a table: lines of JSON where the first byte that is not a space is a `{`, tabs where the header has one, else
  /// commas (or semicolons where the header has no comma but one of those).
  init(_ bytes: [UInt8]) throws(Failure) {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") {
      try readObjects(Array(bytes))
    } else {
      try readCells(Array(bytes))
    }
    guard !columns.isEmpty else { throw Failure(description: "is an empty table") }
    for (i, column) in columns.enumerated() where places.updateValue(i, forKey: column) != nil {
      throw Failure(description: "has two columns named \(column)")
    }
  }

  // MARK: Separated values

  private mutating func readCells(_ bytes: [UInt8]) throws(Failure) {
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let separator: UInt8 =
      header.contains(UInt8(ascii: "\t"))
      ? UInt8(ascii: "\t")
      : !header.contains(UInt8(ascii: ",")) && header.contains(UInt8(ascii: ";"))
        ? UInt8(ascii: ";") : UInt8(ascii: ",")
    var reader = CellReader(bytes, separator: separator)
    while let (cells, line) = try reader.next() {
      if columns.isEmpty {
        columns = cells
        continue
      }
      // A line without anything in it.
      if cells.count == 1, cells[0].isEmpty { continue }
      guard cells.count == columns.count else {
        throw Failure(
          description: "line \(line): has \(counted(cells.count, "cell")), the header has \(columns.count)")
      }
      rows.append(cells)
      lines.append(line)
    }
  }

  // MARK: Lines of JSON

  private mutating func readObjects(_ bytes: [UInt8]) throws(Failure) {
    var places: NameTable<Int> = [:]
    var start = 0
    var line = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      line += 1
      defer { start = end + 1 }
      if bytes[start..<end].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
      guard let members = (try? JSONReader.tree(of: bytes, in: start..<end))?.members else {
        throw Failure(
          description: "line \(line): is not a JSON object; a table is comma- or tab-separated values, or a JSON "
            + "object on each line")
      }
      var row = Array(repeating: "", count: columns.count)
      for (name, tree) in members.sorted(by: { isInByteOrder($0.key, $1.key) }) {
        guard let text = tree.cell else { continue }
        if let place = places[name] {
          row[place] = text
        } else {
          places[name] = columns.count
          columns.append(name)
          row.append(text)
        }
      }
      rows.append(row)
      lines.append(line)
    }
    for i in rows.indices where rows[i].count < columns.count {
      rows[i] += Array(repeating: "", count: columns.count - rows[i].count)
    }
  }
}

extension JSONTree {
  /// The text of a value as a cell; nil for an object.
  fileprivate var cell: String? {
    switch self {
    case .string(let text): text
    case .integer(let value): "\(value)"
    case .number(let value): plain(value)
    case .bool(let value): "\(value)"
    case .null: ""
    case .array(let elements): elements.compactMap(\.cell).joined(separator: ",")
    case .object: nil
    }
  }
}
