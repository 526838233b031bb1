/// A place in a recipe: a YAML node, the key path that leads there, and the means to fail with both.
struct RecipeNode {
  /// What all places in a recipe have in common.
  struct Context {
    let provenance: Provenance
    /// What the values mean, and which are refused.
    var dialect = Dialect.soundscape
    /// The effects that can be named.
    var effects = EffectRegistry.standard
    /// The values of `let` by name.
    var lets: NameTable<RecipeNode> = [:]
    /// The rate that times in samples are of: the mixtures'.
    var sampleRate: Hertz = 44_100
  }

  let node: Node
  let keyPath: String
  var context: Context

  var dialect: Dialect { context.dialect }

  init(node: Node, keyPath: String, context: Context) {
    (self.node, self.keyPath, self.context) = (node, keyPath, context)
  }

  /// The whole of a recipe.
  init(_ tree: RecipeTree, effects: EffectRegistry = .standard) {
    self.init(node: tree.root, keyPath: "", context: Context(provenance: tree.provenance, effects: effects))
  }

  /// `file:line:column`, or the setting that put the value here.
  var place: String {
    switch context.provenance.source(of: keyPath).source {
    case .setting(let typed): "setting \(typed)"
    case .file(let file): node.mark?.place(in: file) ?? file
    case .variant(let file, let place, _): node.mark?.place(in: file) ?? place
    }
  }

  /// The key path by which the value can be found: below a variant's `set` for one that is there.
  var shownPath: String {
    let (path, source) = context.provenance.source(of: keyPath)
    guard case .variant(_, _, let own) = source else { return keyPath }
    return own + keyPath.dropFirst(path.count)
  }

  /// Place and key path, as errors name them.
  var location: String { keyPath.isEmpty ? place : "\(place): \(shortened(shownPath, to: 200))" }

  func failure(_ problem: String) -> SoundscapeError {
    .recipe(location: location, problem: problem)
  }

  func wrongType(_ wanted: String) -> SoundscapeError { failure("needs \(wanted) (found \(summary))") }

  /// What is here, in a few words.
  var summary: String {
    switch node {
    case .scalar(let scalar):
      if isNull { return "nothing" }
      return scalar.isPlain ? shortened(scalar.string) : "the text “\(shortened(scalar.string))”"
    case .sequence(let list): return list.isEmpty ? "an empty list" : "a list of \(list.count)"
    case .mapping: return "a mapping"
    }
  }

  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.isPlain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func child(_ node: Node, _ keyPath: String) -> RecipeNode {
    RecipeNode(node: node, keyPath: keyPath, context: context)
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

  /// A time within a range: seconds, or `{samples: n}` at the mixtures' rate.
  func seconds(in range: ClosedRange<Double>, _ meaning: String) throws(SoundscapeError) -> Seconds {
    guard case .mapping = node else { return try number(in: range, meaning) }
    let value = try samples()
    guard range.contains(value) else { throw failure("needs \(meaning) (found \(plain(value)) s)") }
    return value
  }

  /// The seconds of `{samples: n}`.
  func samples() throws(SoundscapeError) -> Seconds {
    guard let count = try mapping(keys: ["samples"])["samples"] else { throw wrongType("seconds, or {samples: …}") }
    return dialect.seconds(of: try count.integer(in: 0...RecipeLimits.mostSamples), at: context.sampleRate)
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
    _ type: Word.Type
  ) throws(SoundscapeError) -> Word where Word.RawValue == String {
    try word(among: Array(Word.allCases))
  }

  /// One of some of an enumeration's words.
  func word<Word: RawRepresentable>(
    among allowed: [Word]
  ) throws(SoundscapeError) -> Word where Word.RawValue == String {
    let found = try text()
    if let word = allowed.first(where: { $0.rawValue == found }) {
      if dialect.refuses(word: found, at: keyPath) { throw needsSoundscapeSemantics(found) }
      return word
    }
    let words = allowed.map(\.rawValue)
    throw failure("needs \(alternatives(words)) (found \(shortened(found)))\(hint(for: found, among: words))")
  }

  private func parsedNumber(_ text: String) -> Double? {
    switch text.lowercased() {
    case ".nan": return .nan
    case ".inf", "+.inf": return .infinity
    case "-.inf": return -.infinity
    default:
      // Swift would also read hexadecimal floats and the words nan and infinity, which are not YAML numbers.
      guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
      return Double(text)
    }
  }
}
