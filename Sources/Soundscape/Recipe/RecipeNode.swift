import Yams

/// A place in a recipe: a YAML node, the key path that leads there, and the means to fail with both.
struct RecipeNode {
  let node: Node
  let keyPath: String
  let file: String
  /// Key paths that a setting on the command line replaced, and the setting as typed.
  let settings: [String: String]
  /// What the values mean: Scaper's semantics takes some that ours refuses, and the other way round.
  var semantics = Semantics.soundscape

  /// `file:line:column`, or the setting that put the value here.
  var place: String {
    // Of several settings around a value, the innermost put it there.
    let setting = settings.filter { keyPath == $0.key || isBelow($0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }
    if let setting { return "--set \(setting.value)" }
    guard let mark = node.mark else { return file }
    return "\(file):\(mark.line):\(mark.column)"
  }

  private func isBelow(_ ancestor: String) -> Bool {
    keyPath.hasPrefix(ancestor + ".") || keyPath.hasPrefix(ancestor + "[")
  }

  func failure(_ problem: String) -> SoundscapeError {
    .recipe(location: keyPath.isEmpty ? place : "\(place): \(keyPath)", problem: problem)
  }

  func wrongType(_ wanted: String) -> SoundscapeError { failure("needs \(wanted) (found \(summary))") }

  /// What stands here, in a few words.
  var summary: String {
    switch node {
    case .scalar(let scalar):
      if isNull { return "nothing" }
      return scalar.isPlain ? scalar.string : "the text “\(scalar.string)”"
    case .sequence(let list): return list.isEmpty ? "an empty list" : "a list of \(list.count)"
    case .mapping: return "a mapping"
    case .alias: return "an alias"
    }
  }

  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.isPlain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func child(_ node: Node, _ keyPath: String) -> RecipeNode {
    RecipeNode(node: node, keyPath: keyPath, file: file, settings: settings, semantics: semantics)
  }
}

// MARK: Scalars

extension RecipeNode {
  /// The text of a scalar of any style.
  func text() throws(SoundscapeError) -> String {
    guard case .scalar(let scalar) = node, !isNull else { throw wrongType("a text") }
    return scalar.string
  }

  /// A finite number.
  func number() throws(SoundscapeError) -> Double {
    guard case .scalar(let scalar) = node, scalar.isPlain, !isNull else { throw wrongType("a number") }
    guard let value = parsedNumber(scalar.string) else { throw wrongType("a number") }
    guard value.isFinite else { throw wrongType("a finite number") }
    return value
  }

  /// A number within a range, which `meaning` names for the error.
  func number(in range: ClosedRange<Double>, _ meaning: String) throws(SoundscapeError) -> Double {
    let value = try number()
    guard range.contains(value) else { throw failure("needs \(meaning) (found \(summary))") }
    return value
  }

  /// A whole number within a range.
  func integer(in range: ClosedRange<Int>, unit: String = "") throws(SoundscapeError) -> Int {
    let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)"
    let value = try number()
    guard let whole = Int(exactly: value), range.contains(whole) else { throw wrongType(wanted) }
    return whole
  }

  /// true or false.
  func flag() throws(SoundscapeError) -> Bool {
    if case .scalar(let scalar) = node, scalar.isPlain {
      if ["true", "True"].contains(scalar.string) { return true }
      if ["false", "False"].contains(scalar.string) { return false }
    }
    throw wrongType("true or false")
  }

  /// One of an enumeration's words.
  func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type, notYet: [String] = []
  ) throws(SoundscapeError) -> Word where Word.RawValue == String {
    let found = try text()
    if let word = Word(rawValue: found) { return word }
    if notYet.contains(found) { throw failure("\(found) is not in this version yet") }
    let words = Word.allCases.map(\.rawValue)
    throw failure("needs \(alternatives(words)) (found \(found))\(hint(for: found, among: words))")
  }

  private func parsedNumber(_ text: String) -> Double? {
    switch text.lowercased() {
    case ".nan": return .nan
    case ".inf", "+.inf": return .infinity
    case "-.inf": return -.infinity
    default:
      // Swift would also read hexadecimal floats and the words nan and infinity, which are no YAML numbers.
      guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
      return Double(text)
    }
  }
}

// MARK: Lists and mappings

extension RecipeNode {
  /// The elements of a list.
  func list(_ wanted: String = "a list") throws(SoundscapeError) -> [RecipeNode] {
    guard case .sequence(let list) = node else { throw wrongType(wanted) }
    return list.enumerated().map { child($0.element, "\(keyPath)[\($0.offset)]") }
  }

  /// The values of a mapping, each key checked to be one of `keys`; values of null are left out.
  ///
  /// `notYet` are keys that the recipe format knows and this version does not.
  func mapping(_ keys: [String], notYet: [String] = []) throws(SoundscapeError) -> [String: RecipeNode] {
    guard case .mapping(let mapping) = node else { throw wrongType("a mapping of keys to values") }
    var values: [String: RecipeNode] = [:]
    for (key, value) in mapping {
      guard case .scalar(let name) = key else {
        let found = child(key, keyPath)
        throw found.failure("a key must be a text (found \(found.summary))")
      }
      let path = keyPath.isEmpty ? name.string : "\(keyPath).\(name.string)"
      let place = child(key, path)
      if notYet.contains(name.string) { throw place.failure("is not in this version yet") }
      guard keys.contains(name.string) else {
        throw place.failure("unknown key\(suggestion(for: name.string, among: keys))")
      }
      let entry = child(value, path)
      if values[name.string] != nil { throw place.failure("stands here a second time") }
      if !entry.isNull { values[name.string] = entry }
    }
    return values
  }
}

extension Node.Scalar {
  /// Not in quotes, nor a block.
  fileprivate var isPlain: Bool { style == .plain || style == .any }
}

/// `; did you mean x?`, or what else there is.
private func suggestion(for word: String, among names: [String]) -> String {
  let hint = hint(for: word, among: names)
  return hint.isEmpty ? "; known here: \(names.joined(separator: ", "))" : hint
}

/// `; did you mean x?`, or nothing.
func hint(for word: String, among names: [String]) -> String {
  nearest(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
}

/// `a`, `a or b`, `a, b or c`.
func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
