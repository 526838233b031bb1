/// A part of a regular expression.
indirect enum PatternNode: Sendable {
  case set(PatternSet)
  case assertion(Assertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// nil for a group without a name.
  case group(PatternNode, name: String?)
  /// nil for any number.
  case repeated(PatternNode, least: Int, most: Int?, isLazy: Bool)

  /// What holds between two characters.
  enum Assertion: Sendable {
    case start, end, wordBoundary, noWordBoundary

    func holds(before position: Int, in text: [Character]) -> Bool {
      switch self {
      case .start: position == 0
      case .end: position == text.count
      case .wordBoundary: Self.isBoundary(position, text)
      case .noWordBoundary: !Self.isBoundary(position, text)
      }
    }

    private static func isBoundary(_ position: Int, _ text: [Character]) -> Bool {
      let before = position > 0 && text[position - 1].isOfWord
      let after = position < text.count && text[position].isOfWord
      return before != after
    }
  }
}

/// Which characters a place of a regular expression takes.
struct PatternSet: Sendable {
  enum Item: Sendable {
    case character(Character)
    /// Of characters that are one Unicode scalar each.
    case range(ClosedRange<Unicode.Scalar>)
    case digit, word, space
    /// Anything but the end of a line.
    case any
    indirect case not(Item)
  }

  var items: [Item]
  var isNegated = false
  var ignoresCase = false

  func contains(_ character: Character) -> Bool {
    if has(character) { return !isNegated }
    if ignoresCase, has(Character.first(of: character.lowercased())) || has(Character.first(of: character.uppercased()))
    {
      return !isNegated
    }
    return isNegated
  }

  private func has(_ character: Character?) -> Bool {
    guard let character else { return false }
    return items.contains { $0.contains(character) }
  }
}

extension PatternSet.Item {
  fileprivate func contains(_ character: Character) -> Bool {
    switch self {
    case .character(let own): return own == character
    case .range(let range):
      let scalars = character.unicodeScalars
      return scalars.count == 1 && scalars.first.map(range.contains) == true
    case .digit: return character.isWholeNumber
    case .word: return character.isOfWord
    case .space: return character.isWhitespace
    case .any: return !character.isNewline
    case .not(let item): return !item.contains(character)
    }
  }
}

extension Character {
  /// Whether `\w` takes it.
  fileprivate var isOfWord: Bool { isLetter || isNumber || self == "_" }

  /// The one character of a text; nil for another number of them.
  fileprivate static func first(of text: String) -> Character? { text.count == 1 ? text.first : nil }
}
