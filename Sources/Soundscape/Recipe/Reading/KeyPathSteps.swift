/// A key path in steps: `events[2].snr` is key, index, key; `*` is every element or value, `events[speech]` the event of
/// that name.
struct KeyPathSteps {
  enum Step: Hashable {
    case key(String)
    case index(Int)
    /// An element by its own name.
    case name(String)
    case all
  }

  var steps: [Step] = []

  /// As deep as a text may be nested: what is laid down there is walked through step by step.
  private static let mostSteps = 256

  /// The key path of a key of the mapping at another; the whole recipe's is empty.
  static func path(_ parent: String, key: String) -> String { parent.isEmpty ? key : "\(parent).\(key)" }

  /// A number in brackets is a place; in quotes, it is a name.
  ///
  /// *Throws:* `.recipe` at `location` for an empty step, or a bracket with nothing in it or without its end.
  init(_ text: String, location: String) throws(SoundscapeError) {
    var rest = text.utf8[...]
    func failure(_ problem: String) -> SoundscapeError { .recipe(location: location, problem: problem) }
    while true {
      let word = rest.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
      rest = rest.dropFirst(word.count)
      let isElement = rest.first == UInt8(ascii: "[")
      if word.isEmpty, !isElement || steps.isEmpty { throw failure("a key is missing before or after a dot") }
      let key = String(Substring(word))
      if key == "*" { steps.append(.all) } else if !key.isEmpty { steps.append(.key(key)) }
      while rest.first == UInt8(ascii: "[") {
        guard let length = Self.lengthOfBrackets(rest) else {
          throw failure("an index is written [0] (found \(Substring(rest)))")
        }
        steps.append(try Self.element(String(Substring(rest.prefix(length))), failure))
        rest = rest.dropFirst(length)
      }
      if rest.isEmpty { break }
      guard rest.first == UInt8(ascii: ".") else { throw failure("a dot is missing before \(Substring(rest))") }
      rest = rest.dropFirst()
      if rest.isEmpty { throw failure("a key is missing before or after a dot") }
    }
    guard steps.count <= Self.mostSteps else {
      throw .recipe(
        location: shortened(location, to: 200), problem: "is nested more than \(Self.mostSteps) levels deep")
    }
  }

  /// Up to the bracket that a dot, another bracket or nothing follows: a name may have brackets of its own.
  private static func lengthOfBrackets(_ text: Substring.UTF8View) -> Int? {
    var length = 0
    for place in text.indices {
      length += 1
      guard text[place] == UInt8(ascii: "]") else { continue }
      let next = text.index(after: place)
      if next == text.endIndex || text[next] == UInt8(ascii: ".") || text[next] == UInt8(ascii: "[") { return length }
    }
    return nil
  }

  private static func element(
    _ brackets: String, _ failure: (String) -> SoundscapeError
  ) throws(SoundscapeError) -> Step {
    let inner = String(Substring(brackets.utf8.dropFirst().dropLast()))
    if let index = Int(inner) {
      guard index >= 0 else { throw failure("an index is written [0] (found \(brackets))") }
      return .index(index)
    }
    for quote in ["'", "\""] where inner.utf8.count > 2 && inner.begins(with: quote) && inner.ends(with: quote) {
      return .name(String(Substring(inner.utf8.dropFirst().dropLast())))
    }
    guard !inner.isEmpty else { throw failure("an index is written [0] (found [])") }
    return .name(inner)
  }
}
