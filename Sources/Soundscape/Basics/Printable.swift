/// A text with everything escaped that would break a line or change a terminal: control characters, separators of lines,
/// and marks that turn the direction of writing.
///
/// Names of files may hold any of them; what a person reads is one line. `\n` and `\t` are written so, others as
/// `\u{1b}`.
package func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: \.breaksLine) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case _ where !scalar.breaksLine: result.unicodeScalars.append(scalar)
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default: result += "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }
  return result
}

/// Bytes as a text; those that are not UTF-8 as `\xe9`.
func printable(bytes: [UInt8]) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return printable(text) }
  var result = ""
  var rest = bytes[...]
  while let first = rest.first {
    // A character takes four bytes at most.
    let valid = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
    result += valid ?? "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16)
    rest = rest.dropFirst(valid.map(\.utf8.count) ?? 1)
  }
  return printable(result)
}

extension Unicode.Scalar {
  /// Whether it is a control character, a separator of lines, or a mark that turns the direction of writing.
  var breaksLine: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: return (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}
