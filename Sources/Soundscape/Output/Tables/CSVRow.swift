/// Cells of comma-separated values.
///
/// *Source:* RFC 4180, with line feeds. A missing value is an empty cell; an empty text has quotes, so that the two differ.
enum CSVRow {
  static func cell(_ text: String?) -> String {
    guard let text else { return "" }
    let isPlain = !text.isEmpty && !text.utf8.contains { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
