// Texts taken apart and compared by their bytes. What follows a slash in a name may be a mark that Swift counts as one
// character with the slash, and it takes two Unicode forms of a name for equal: no part of a name or a path may be looked
// for by characters.

extension StringProtocol {
  /// Whether the first bytes are those of another text.
  package func begins(with start: some StringProtocol) -> Bool { utf8.starts(with: start.utf8) }

  /// Whether the last bytes are those of another text.
  package func ends(with end: some StringProtocol) -> Bool {
    let (own, wanted) = (utf8.count, end.utf8.count)
    return own >= wanted && utf8.dropFirst(own - wanted).elementsEqual(end.utf8)
  }

  /// Whether an ASCII character is in it, also with a mark after it.
  func holds(_ ascii: Unicode.Scalar) -> Bool { utf8.contains(UInt8(ascii: ascii)) }

  /// Whether the bytes of another text are in it, one after the other.
  func holds(bytesOf part: String) -> Bool {
    var rest = Substring(self).utf8[...]
    while rest.count >= part.utf8.count {
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// What is between the places of an ASCII character, empty parts too.
  func parts(between ascii: Unicode.Scalar, mostSplits: Int = .max) -> [Substring] {
    Substring(self).utf8.split(separator: UInt8(ascii: ascii), maxSplits: mostSplits, omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// What is before and after the first place of an ASCII character; nil where it is not there.
  func halves(at ascii: Unicode.Scalar) -> (before: String, after: String)? {
    let parts = parts(between: ascii, mostSplits: 1)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  /// What is before and after the last place of an ASCII character; nil where it is not there.
  func halves(atLast ascii: Unicode.Scalar) -> (before: String, after: String)? {
    let bytes = Substring(self).utf8
    guard let place = bytes.lastIndex(of: UInt8(ascii: ascii)) else { return nil }
    return (String(Substring(bytes[..<place])), String(Substring(bytes[bytes.index(after: place)...])))
  }

  /// Without as many bytes at the beginning, which are ASCII.
  func dropping(bytes count: Int) -> String { String(Substring(Substring(self).utf8.dropFirst(count))) }
}
