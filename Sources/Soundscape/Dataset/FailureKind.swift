/// What kind of failure a message is of: the message without what differs from mixture to mixture.
///
/// A run in which everything fails has as many messages as mixtures, but few kinds.
enum FailureKind {
  private static let any: Character = "…"

  /// The message with `…` for each number, path and quoted name, and without what is in brackets, such as `(found 5)`.
  static func of(_ message: String) -> String {
    let words = withoutRemarks(message).split(separator: " ").map { word in
      word.utf8.contains(UInt8(ascii: "/")) && word.utf8.count > 1 ? pathless(word) : withoutNumbers(word)
    }
    return words.joined(separator: " ")
  }

  /// Leaves out round brackets, and what is between backticks or double quotation marks.
  private static func withoutRemarks(_ text: String) -> String {
    var kept = ""
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if depth == 0, character == "`" || character == "\"" {
        quote = character
        kept.append(any)
      } else if character == "(" {
        depth += 1
      } else if character == ")", depth > 0 {
        depth -= 1
      } else if depth == 0 {
        kept.append(character)
      }
    }
    return kept
  }

  private static func pathless(_ word: Substring) -> String {
    let end = word.reversed().prefix { ":;,".contains($0) }.reversed()
    return String(any) + String(end)
  }

  /// `events[12]` as `events[…]`, `3.25` as `…`.
  private static func withoutNumbers(_ word: Substring) -> String {
    var kept = ""
    for character in word {
      let isDigit = character.isASCII && character.isNumber
      if isDigit {
        if kept.ends(with: "….") { kept.removeLast() }
        if kept.last != any { kept.append(any) }
      } else {
        kept.append(character)
      }
    }
    return kept
  }
}

/// What failed in a run, by kind.
public struct FailureCounts: Sendable {
  public struct Group: Sendable {
    /// What the messages have in common, with `…` for what differs.
    public let kind: String
    public internal(set) var count = 0
    /// The first of the mixtures, in order: at most `mostIndices`.
    public internal(set) var indices: [Int] = []
    /// The message of the first of them.
    public internal(set) var message: String
    /// What can be done about it.
    public internal(set) var advice: Advice?
  }

  /// The mixtures of a kind that are named.
  public static let mostIndices = 100
  /// Kinds that are kept apart: the messages of others are not ours, and there may be any number.
  private static let mostKinds = 200
  private static let other = "other errors"

  private var byKind: NameTable<Group> = [:]

  public init() {}

  public var isEmpty: Bool { byKind.isEmpty }
  /// Failures of all kinds.
  public var count: Int { byKind.values.reduce(0) { $0 + $1.count } }

  /// The most frequent first; of equal ones that with the first mixture.
  public var groups: [Group] {
    byKind.values.sorted { a, b in
      a.count == b.count ? (a.indices.first ?? 0) < (b.indices.first ?? 0) : a.count > b.count
    }
  }

  /// Adds those of mixtures that come after all of these.
  mutating func add(_ others: FailureCounts) {
    for (kind, group) in others.byKind {
      guard var known = byKind[kind] else {
        byKind[kind] = group
        continue
      }
      known.count += group.count
      known.indices = Array((known.indices + group.indices).sorted().prefix(Self.mostIndices))
      byKind[kind] = known
    }
  }

  mutating func add(_ error: SoundscapeError, of index: Int) {
    let message = "\(error)"
    var kind = FailureKind.of(message)
    if byKind[kind] == nil, byKind.count >= Self.mostKinds { kind = Self.other }
    var group = byKind[kind] ?? Group(kind: kind, message: message)
    group.count += 1
    let place = group.indices.firstIndex { $0 > index } ?? group.indices.count
    if place == 0 { (group.message, group.advice) = (message, error.advice) }
    if place < Self.mostIndices {
      group.indices.insert(index, at: place)
      if group.indices.count > Self.mostIndices { group.indices.removeLast() }
    }
    byKind[kind] = group
  }
}
