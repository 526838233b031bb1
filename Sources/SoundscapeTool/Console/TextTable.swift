import Soundscape

/// Text in columns, no wider than a terminal: one column gives way.
struct TextTable {
  enum Alignment { case left, right }

  struct Column {
    var title: String
    var alignment = Alignment.right
    /// Whether its texts are cut where the table would be too wide.
    var isFlexible = false
    /// Whether it is the beginning that is cut off: of paths in one folder, all that differs is at the end.
    var keepsEnd = false
  }

  /// Narrower, no number could be read.
  private static let leastFlexible = 12

  var columns: [Column]
  var indent = 2
  /// Spaces between columns.
  var gap = 2
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [String]) { rows.append(cells.map(printable)) }

  /// The lines, without spaces at their ends; no title line where no column has a title.
  func lines(columns width: Int) -> [String] {
    let titles = columns.map(\.title)
    let all = titles.contains { !$0.isEmpty } ? [titles] + rows : rows
    var widths = columns.indices.map { i in all.map { $0[i].count }.max() ?? 0 }
    if let flexible = columns.firstIndex(where: \.isFlexible) {
      let others = widths.reduce(0, +) - widths[flexible] + gap * (columns.count - 1) + indent
      widths[flexible] = min(widths[flexible], max(Self.leastFlexible, width - others))
    }
    return all.map { row in
      let cells = zip(zip(row, columns), widths).map { cell, width in Self.fit(cell.0, width, cell.1) }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: String(repeating: " ", count: gap))
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func fit(_ text: String, _ width: Int, _ column: Column) -> String {
    if text.count > width {
      let rest = max(0, width - 1)
      return column.keepsEnd ? "…" + text.suffix(rest) : text.prefix(rest) + "…"
    }
    let space = String(repeating: " ", count: width - text.count)
    return column.alignment == .left ? text + space : space + text
  }

  /// The width of the terminal that standard output is; 80 where it is not one.
  static var terminalColumns: Int { knownColumns ?? 80 }

  /// The same; nil where standard output is not a terminal, and the environment does not say how wide it is.
  static var knownColumns: Int? { Terminal.columns ?? Terminal.environment("COLUMNS").flatMap { Int($0) } }
}
