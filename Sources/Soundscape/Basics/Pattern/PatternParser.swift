/// Reads regular expressions: characters, `.`, `[…]`, `\d \w \s \b` and their opposites, `^ $`, `( )`, `(?: )`,
/// `(?<name> )`, `|`, `* + ? {m,n}` and their lazy forms, `(?i)`.
struct PatternParser {
  /// Deeper groups are refused before they use up the stack.
  private static let mostDepth = 100
  private static let mostRepetitions = 1_000

  private let text: [Character]
  private var position = 0
  private var depth = 0
  private var ignoresCase = false

  init(_ text: String) { self.text = Array(text) }

  mutating func whole() throws(Pattern.Failure) -> PatternNode {
    let node = try alternatives()
    guard position == text.count else { throw failure("has no group that this ends", ")") }
    return node
  }

  // MARK: Parts

  private mutating func alternatives() throws(Pattern.Failure) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else { throw failure("is nested too deeply") }
    var all = [try sequence()]
    while take("|") { all.append(try sequence()) }
    return all.count == 1 ? all[0] : .alternatives(all)
  }

  private mutating func sequence() throws(Pattern.Failure) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next, next != "|", next != ")" {
      if let node = try part() { nodes.append(try repetition(of: node)) }
    }
    return .sequence(nodes)
  }

  /// nil for what only changes how the rest is read.
  private mutating func part() throws(Pattern.Failure) -> PatternNode? {
    let first = text[position]
    position += 1
    switch first {
    case ".": return set([.any])
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "[": return .set(try bracketed())
    case "(": return try group()
    case "\\": return try escape()
    case "*", "+", "?", "{": throw failure("has nothing before it to repeat", first)
    default: return set([.character(first)])
    }
  }

  private mutating func group() throws(Pattern.Failure) -> PatternNode? {
    var name: String?
    let outer = ignoresCase
    if take("?") {
      if take("i") {
        guard take(")") else { throw failure("(?i is only understood as (?i)") }
        ignoresCase = true
        return nil
      }
      _ = take("P")
      if take("<") {
        guard let next, next != "=", next != "!" else { throw failure("looking behind is not supported") }
        name = try groupName()
      } else if !take(":") {
        throw failure("(? needs : or <name> after it")
      }
    }
    let inside = try alternatives()
    guard take(")") else { throw failure("a group is not ended: ) is missing") }
    ignoresCase = outer
    return .group(inside, name: name)
  }

  private mutating func groupName() throws(Pattern.Failure) -> String {
    let start = position
    while let next, next.isLetter || next.isNumber || next == "_" { position += 1 }
    let name = String(text[start..<position])
    guard !name.isEmpty, take(">") else { throw failure("a group's name is written (?<name>…)") }
    return name
  }

  // MARK: Repetition

  private mutating func repetition(of node: PatternNode) throws(Pattern.Failure) -> PatternNode {
    var node = node
    while let next {
      let range: (least: Int, most: Int?)
      switch next {
      case "*": range = (0, nil)
      case "+": range = (1, nil)
      case "?": range = (0, 1)
      case "{": range = try bounds()
      default: return node
      }
      position += 1
      if self.next == "+" { throw failure("repetition without going back is not supported", "+") }
      node = .repeated(node, least: range.least, most: range.most, isLazy: take("?"))
    }
    return node
  }

  /// `{3}`, `{3,}`, `{,5}` or `{3,5}`, up to the closing brace.
  private mutating func bounds() throws(Pattern.Failure) -> (least: Int, most: Int?) {
    let start = position + 1
    guard let end = text[start...].firstIndex(of: "}") else { throw failure("a repetition is written {2} or {2,5}") }
    let parts = text[start..<end].split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    let numbers = parts.map { Int($0) }
    guard (1...2).contains(parts.count), zip(parts, numbers).allSatisfy({ $0.isEmpty || $1 != nil }),
      parts != [""], parts != ["", ""]
    else { throw failure("a repetition is written {2} or {2,5}") }
    let least = numbers[0] ?? 0
    let most = numbers.count == 1 ? numbers[0] : numbers[1]
    guard least >= 0, least <= most ?? least, max(least, most ?? 0) <= Self.mostRepetitions else {
      throw failure("a repetition goes from 0 to \(Self.mostRepetitions), the smaller number first")
    }
    position = end
    return (least, most)
  }

  // MARK: Characters

  private mutating func escape() throws(Pattern.Failure) -> PatternNode {
    guard let next else { throw failure("ends with a single \\") }
    position += 1
    switch next {
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.noWordBoundary)
    case "A": return .assertion(.start)
    case "z", "Z": return .assertion(.end)
    default: return set([try item(escaped: next)])
    }
  }

  /// What an escape stands for, inside brackets and outside.
  private func item(escaped character: Character) throws(Pattern.Failure) -> PatternSet.Item {
    switch character {
    case "d": return .digit
    case "D": return .not(.digit)
    case "w": return .word
    case "W": return .not(.word)
    case "s": return .space
    case "S": return .not(.space)
    case "t": return .character("\t")
    case "n": return .character("\n")
    case "r": return .character("\r")
    default:
      guard !character.isLetter, !character.isNumber else {
        throw failure("is not supported", "\\\(character)")
      }
      return .character(character)
    }
  }

  /// A set, after its opening bracket.
  private mutating func bracketed() throws(Pattern.Failure) -> PatternSet {
    var set = PatternSet(items: [], isNegated: take("^"), ignoresCase: ignoresCase)
    var isFirst = true
    while let next, next != "]" || isFirst {
      isFirst = false
      position += 1
      if next == "[" { throw failure("is written \\[ inside [ ]", "[") }
      var item = PatternSet.Item.character(next)
      if next == "\\" {
        guard let escaped = self.next else { break }
        position += 1
        item = try self.item(escaped: escaped)
      }
      if self.next == "-", position + 1 < text.count, text[position + 1] != "]" {
        position += 1
        item = .range(try range(from: item))
      }
      set.items.append(item)
    }
    guard take("]") else { throw failure("a set is not ended: ] is missing") }
    return set
  }

  /// The range of which the first character is known, from its upper end.
  private mutating func range(from item: PatternSet.Item) throws(Pattern.Failure) -> ClosedRange<Unicode.Scalar> {
    if take("\\"), next == nil { throw failure("a set is not ended: ] is missing") }
    let high = text[position]
    position += 1
    guard case .character(let low) = item, let first = low.unicodeScalars.first, low.unicodeScalars.count == 1,
      let last = high.unicodeScalars.first, high.unicodeScalars.count == 1, first <= last
    else { throw failure("a range in [ ] goes from one character to a later one") }
    return first...last
  }

  private func set(_ items: [PatternSet.Item]) -> PatternNode {
    .set(PatternSet(items: items, ignoresCase: ignoresCase))
  }

  // MARK: Text

  private var next: Character? { position < text.count ? text[position] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    position += 1
    return true
  }

  private func failure(_ problem: String, _ what: some CustomStringConvertible = "") -> Pattern.Failure {
    let what = "\(what)"
    let subject = what.isEmpty ? "" : "\(what) "
    return .init(description: "\(subject)\(problem) (at character \(min(position, text.count)))")
  }
}
