/// Writes a node as YAML: what fits on a line is on one line, everything else on several.
///
/// The same node always gives the same text.
struct YAMLWriter {
  /// A line is no longer, unless a single value is.
  private static let width = 100

  private var text = ""

  /// A whole document.
  static func document(_ node: Node) -> String {
    var writer = YAMLWriter()
    switch node {
    case .mapping(let mapping) where !mapping.isEmpty: writer.write(mapping, indent: 0, isAfterDash: false)
    case .sequence(let list) where !list.isEmpty: writer.write(list, indent: 0)
    default: writer.text = line(node) + "\n"
    }
    return writer.text
  }

  /// A node on one line.
  static func line(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): return self.scalar(scalar)
    case .sequence(let list): return "[" + list.map(line).joined(separator: ", ") + "]"
    case .mapping(let mapping):
      return "{" + mapping.map { "\(line($0.key)): \(line($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  // MARK: Lines

  private mutating func write(_ mapping: Node.Mapping, indent: Int, isAfterDash: Bool) {
    for (i, (key, value)) in mapping.enumerated() {
      let head = "\(i == 0 && isAfterDash ? "" : Self.space(indent))\(Self.line(key)):"
      let line = Self.line(value)
      switch value {
      case .mapping(let inner) where !inner.isEmpty && indent + head.count + 1 + line.count > Self.width:
        text += head + "\n"
        write(inner, indent: indent + 2, isAfterDash: false)
      case .sequence(let list) where !list.isEmpty && indent + head.count + 1 + line.count > Self.width:
        text += head + "\n"
        write(list, indent: indent + 2)
      default: text += "\(head) \(line)\n"
      }
    }
  }

  private mutating func write(_ list: Node.List, indent: Int) {
    for element in list {
      let line = Self.line(element)
      text += Self.space(indent) + "- "
      if case .mapping(let mapping) = element, indent + 2 + line.count > Self.width {
        write(mapping, indent: indent + 2, isAfterDash: true)
      } else {
        text += line + "\n"
      }
    }
  }

  private static func space(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: Scalars

  private static func scalar(_ scalar: Node.Scalar) -> String {
    scalar.isPlain || needsNoQuotes(scalar.string) ? scalar.string : quoted(scalar.string)
  }

  /// Words that readers of YAML 1.1 or 1.2 take for more than a text.
  private static let words: NameSet = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  /// Whether a text is one for every reader even without quotes: letters, digits and a few signs, and it is not a number.
  private static func needsNoQuotes(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, last != " " else { return false }
    let isPath = text.begins(with: "./") || text.begins(with: "../")
    guard first.properties.isAlphabetic || first == "_" || first == "/" || isPath else { return false }
    return !words.contains(text.lowercased())
      && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789_-./ ".unicodeScalars.contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: result += "\\\(scalar)"
      case 0x0A: result += "\\n"
      case 0x09: result += "\\t"
      // Line breaks of YAML 1.1 and the byte order mark are among the characters that have no place in a text.
      case 0x2028, 0x2029, 0xFEFF: result += escape(scalar)
      case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: result.unicodeScalars.append(scalar)
      default: result += escape(scalar)
      }
    }
    return result + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
