/// Reads the members of one object of a JAMS file, each checked, and keeps the rest.
struct JAMSReader {
  let place: JAMSPlace
  private let path: String
  private let members: NameTable<JSONTree>
  private let keepsAbsent: Bool
  private var asked: [JAMSKey] = []
  private var foundCount = 0
  private var form = WrittenForm()

  /// - Parameter keepsAbsent: whether members that are not there are not written later either.
  init(_ members: NameTable<JSONTree>, at place: JAMSPlace, of path: String, keepsAbsent: Bool = false) {
    self.members = members
    self.place = place
    self.path = path
    self.keepsAbsent = keepsAbsent
  }

  /// What else the object holds, and in what form; nil where there is nothing.
  mutating func writtenForm() -> WrittenForm? {
    if foundCount < members.count {
      let known = Set(asked.map(\.rawValue))
      form.unknown = members.filter { !known.contains($0.key) }
    }
    return form.isEmpty ? nil : form
  }

  /// The member, null or not; nil where it is not there.
  private mutating func member(_ key: JAMSKey) -> JSONTree? {
    asked.append(key)
    guard let tree = members[key.rawValue] else {
      if keepsAbsent { form.absent.insert(key) }
      return nil
    }
    foundCount += 1
    return tree
  }

  func failure(_ key: JAMSKey, _ problem: String) -> SoundscapeError {
    .annotation(path: path, problem: "\(place.field(key)): \(problem)")
  }

  /// Has a member written in another form than ours.
  mutating func keep(_ tree: JSONTree, as key: JAMSKey) { form.known[key] = tree }

  // MARK: Values

  /// nil where the member is null or not there. Each member is asked for once.
  mutating func tree(_ key: JAMSKey) -> JSONTree? {
    assert(!asked.contains(key), "\(place.field(key)) is read twice")
    guard let tree = member(key) else { return nil }
    return tree.isNull ? nil : tree
  }

  /// A number where null is an answer.
  mutating func optionalNumber(_ key: JAMSKey) throws(SoundscapeError) -> Double? {
    guard let tree = tree(key) else { return nil }
    switch tree {
    case .number(let value) where value.isFinite: return value
    case .integer(let value):
      form.known[key] = tree
      return Double(value)
    default: throw failure(key, "is not a number")
    }
  }

  /// - Parameter missing: the value where the member is missing; without it, the member is required.
  mutating func number(_ key: JAMSKey, missing: Double? = nil) throws(SoundscapeError) -> Double {
    if let value = try optionalNumber(key) { return value }
    guard let missing else { throw failure(key, "is missing") }
    keepNull(key)
    return missing
  }

  /// A number that a recipe could have.
  mutating func number(
    _ key: JAMSKey, missing: Double? = nil, _ rule: NumberRule
  ) throws(SoundscapeError) -> Double {
    let value = try number(key, missing: missing)
    try check(value, key, rule)
    return value
  }

  mutating func optionalNumber(_ key: JAMSKey, _ rule: NumberRule) throws(SoundscapeError) -> Double? {
    guard let value = try optionalNumber(key) else { return nil }
    try check(value, key, rule)
    return value
  }

  private func check(_ value: Double, _ key: JAMSKey, _ rule: NumberRule) throws(SoundscapeError) {
    guard rule.allows(value) else { throw failure(key, "needs \(rule.wanted) (found \(plain(value)))") }
  }

  mutating func optionalWhole(_ key: JAMSKey) throws(SoundscapeError) -> Int? {
    guard let tree = tree(key) else { return nil }
    if case .integer(let value) = tree { return value }
    guard let value = tree.double.flatMap({ Int(exactly: $0) }) else { throw failure(key, "is not a whole number") }
    form.known[key] = tree
    return value
  }

  mutating func whole(
    _ key: JAMSKey, missing: Int, in range: ClosedRange<Int>, unit: String = ""
  ) throws(SoundscapeError) -> Int {
    guard let value = try optionalWhole(key) else {
      keepNull(key)
      return missing
    }
    guard range.contains(value) else {
      throw failure(
        key, "needs a whole number from \(range.lowerBound) to \(range.upperBound)\(unit) (found \(value))")
    }
    return value
  }

  mutating func optionalText(_ key: JAMSKey) throws(SoundscapeError) -> String? {
    guard let tree = tree(key) else { return nil }
    guard let text = tree.string else { throw failure(key, "is not text") }
    return text
  }

  mutating func text(_ key: JAMSKey) throws(SoundscapeError) -> String {
    guard let text = try optionalText(key), !text.isEmpty else { throw failure(key, "is missing") }
    return text
  }

  mutating func flag(_ key: JAMSKey, missing: Bool) throws(SoundscapeError) -> Bool {
    guard let tree = tree(key) else {
      keepNull(key)
      return missing
    }
    guard let value = tree.bool else { throw failure(key, "needs true or false") }
    return value
  }

  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: JAMSKey, missing: Word
  ) throws(SoundscapeError) -> Word where Word.RawValue == String {
    guard let text = try optionalText(key) else { return missing }
    guard let word = Word(rawValue: text) else {
      throw failure(key, "needs \(alternatives(Word.allCases.map(\.rawValue))) (found \(text))")
    }
    return word
  }

  mutating func texts(_ key: JAMSKey) throws(SoundscapeError) -> [String] {
    guard let tree = tree(key) else {
      keepNull(key)
      return []
    }
    guard let elements = tree.elements else { throw failure(key, "is not a list") }
    var texts: [String] = []
    texts.reserveCapacity(elements.count)
    for element in elements {
      guard let text = element.string else { throw failure(key, "holds something that is not text") }
      texts.append(text)
    }
    return texts
  }

  mutating func elements(_ key: JAMSKey) throws(SoundscapeError) -> [JSONTree] {
    guard let tree = tree(key) else { return [] }
    guard let elements = tree.elements else { throw failure(key, "is not a list") }
    return elements
  }

  /// The members of an object; nil where it is null or not there.
  mutating func object(_ key: JAMSKey) throws(SoundscapeError) -> NameTable<JSONTree>? {
    guard let tree = tree(key) else { return nil }
    guard let members = tree.members else { throw failure(key, "is not an object") }
    return members
  }

  // MARK: Forms

  /// A member that files of this program always have with the same value.
  mutating func constant(_ key: JAMSKey, _ value: JSONTree) {
    if let tree = asked.contains(key) ? members[key.rawValue] : member(key), tree != value { form.known[key] = tree }
  }

  /// A member that follows from others, and may have been read already.
  mutating func derived(_ key: JAMSKey, _ value: JSONTree) { constant(key, value) }

  /// A member that is null where this program writes a value.
  private mutating func keepNull(_ key: JAMSKey) { if members[key.rawValue] != nil { form.known[key] = .null } }
}

/// Where in a JAMS file an object is, for errors.
enum JAMSPlace {
  case document, annotation, sandbox, scaper, soundscape
  case cut(Int)
  case edit(Int)
  case alteration(Int)
  case observation(Int)
  case value(Int)
  case entry(Int)
  case continuation(Int, of: Int)
  /// An effect of an event; of the mixture for nil.
  case effect(Int, of: Int?)
  /// An object of an event's entry.
  case part(JAMSKey, of: Int)

  func field(_ key: JAMSKey) -> String {
    let place = text
    return place.isEmpty ? key.rawValue : "\(place).\(key.rawValue)"
  }

  var text: String {
    let soundscape = "\(JAMSKey.sandbox.rawValue).\(JAMSKey.soundscape.rawValue)"
    switch self {
    case .document, .annotation: return ""
    case .sandbox: return JAMSKey.sandbox.rawValue
    case .scaper: return "\(JAMSKey.sandbox.rawValue).\(JAMSKey.scaper.rawValue)"
    case .soundscape: return soundscape
    case .cut(let i): return "\(JAMSKey.sandbox.rawValue).\(JAMSKey.slice.rawValue)[\(i)]"
    case .edit(let i): return "\(soundscape).\(JAMSKey.edited.rawValue)[\(i)]"
    case .alteration(let i): return "\(soundscape).\(JAMSKey.altered.rawValue)[\(i)]"
    case .observation(let i): return "\(JAMSKey.data.rawValue)[\(i)]"
    case .value(let i): return "\(JAMSKey.data.rawValue)[\(i)].\(JAMSKey.value.rawValue)"
    case .entry(let i): return "\(soundscape).\(JAMSKey.events.rawValue)[\(i)]"
    case .continuation(let k, let i):
      return "\(soundscape).\(JAMSKey.events.rawValue)[\(i)].\(JAMSKey.continuations.rawValue)[\(k)]"
    case .effect(let k, let i):
      let owner = i.map { "\(soundscape).\(JAMSKey.events.rawValue)[\($0)]" } ?? soundscape
      return "\(owner).\(JAMSKey.effects.rawValue)[\(k)]"
    case .part(let key, let i): return "\(soundscape).\(JAMSKey.events.rawValue)[\(i)].\(key.rawValue)"
    }
  }
}
