/// A row of a table: its columns in order, each with a value or none.
struct TableRow {
  enum Cell {
    case text(String)
    case whole(Int)
    case number(Double)
    case flag(Bool)
    case texts([String])
    /// A text that holds JSON, for what has other keys in each row.
    case json([UInt8])
  }

  private(set) var columns: [(name: String, value: Cell?)] = []

  mutating func add(_ name: String, _ value: Cell?) { columns.append((name, value)) }
  mutating func add(_ name: String, text: String?) { add(name, text.map(Cell.text)) }
  mutating func add(_ name: String, whole: Int?) { add(name, whole.map(Cell.whole)) }
  mutating func add(_ name: String, number: Double?) {
    // A table has no infinity that every reader takes.
    add(name, number.flatMap { $0.isFinite ? Cell.number($0) : nil })
  }
  mutating func add(_ name: String, flag: Bool?) { add(name, flag.map(Cell.flag)) }
}

extension TableRow {
  /// As a line of JSON, with null for what is missing.
  var jsonLine: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      for (name, value) in columns {
        switch value {
        case nil: json.member(name, String?.none)
        case .text(let text)?: json.member(name, text)
        case .whole(let number)?: json.member(name, number)
        case .number(let number)?: json.member(name, number)
        case .flag(let flag)?: json.member(name, flag)
        case .texts(let texts)?: json.member(name, texts)
        case .json(let bytes)?: json.member(name, String(decoding: bytes, as: UTF8.self))
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  /// The first line of comma-separated values.
  static func csvHeader(_ names: [String]) -> [UInt8] { line(names.map { CSVRow.cell($0) }) }

  var csvLine: [UInt8] { Self.line(columns.map { Self.cell($0.value) }) }

  private static func line(_ cells: [String]) -> [UInt8] { Array((cells.joined(separator: ",") + "\n").utf8) }

  private static func cell(_ value: Cell?) -> String {
    switch value {
    case nil: return ""
    case .text(let text)?: return CSVRow.cell(text)
    case .whole(let number)?: return "\(number)"
    case .flag(let flag)?: return "\(flag)"
    case .json(let bytes)?: return CSVRow.cell(String(decoding: bytes, as: UTF8.self))
    case .number(let number)?:
      var json = JSONWriter()
      json.value(number)
      return json.text
    case .texts(let texts)?:
      var json = JSONWriter()
      json.value(texts)
      return CSVRow.cell(json.text)
    }
  }
}
