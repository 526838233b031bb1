extension Node {
  /// Reads YAML, and so JSON too; a text without content is an empty mapping.
  ///
  /// *Throws:* `.recipe` with the place in `file`.
  package init(yaml: String, file: String) throws(SoundscapeError) {
    var composer = NodeComposer(YAMLText.readable(yaml), file: file)
    self = try composer.document() ?? .emptyMapping
  }
}

/// Makes a tree of what the parser finds.
private struct NodeComposer: ~Copyable {
  /// Aliases of aliases double with every line: this many values are allowed from them.
  private static let mostFromAliases = 100_000
  /// A text of so many values takes some seconds: 100,000 listed events of eight fields have as many.
  private static let mostValues = 2_500_000
  /// Deeper nesting is refused before it uses up the stack.
  private static let mostDepth = 256

  private struct Anchored {
    var node: Node
    var size: Int
  }

  private let file: String
  private let text: String
  private var parser: YAMLParser
  /// An anchor may be set again: the last one before an alias counts.
  private var anchors: NameTable<Anchored> = [:]
  /// Values so far, each as often as aliases repeat it.
  private var size = 0
  private var sizeFromAliases = 0

  init(_ text: String, file: String) {
    self.file = file
    self.text = text
    parser = YAMLParser(text.utf8)
  }

  /// The one document of the text; nil for an empty text.
  mutating func document() throws(SoundscapeError) -> Node? {
    _ = try next()
    guard case .documentStart = try next().event else { return nil }
    let (first, mark) = try next()
    let node = try node(from: first, at: mark, depth: 0)
    _ = try next()
    let (last, end) = try next()
    guard case .streamEnd = last else {
      throw failure(
        "is not valid YAML: but found another document (expected a single document in the stream from 1:1)", at: end)
    }
    return node
  }

  private mutating func node(
    from event: YAMLEvent, at mark: TextPosition, depth: Int
  ) throws(SoundscapeError) -> Node {
    guard depth < Self.mostDepth else { throw failure("is nested more than \(Self.mostDepth) levels deep", at: mark) }
    let before = size
    size += 1
    guard size <= Self.mostValues else { throw failure("has more than \(Self.mostValues) values", at: mark) }
    switch event {
    case .plain(let text, let anchor):
      return keep(.scalar(.init(string: text, isPlain: true, mark: mark)), as: anchor, from: before)
    case .quoted(let text, let anchor):
      return keep(.scalar(.init(string: text, isPlain: false, mark: mark)), as: anchor, from: before)
    case .sequenceStart(let anchor):
      return keep(.sequence(.init(elements: try elements(depth + 1), mark: mark)), as: anchor, from: before)
    case .mappingStart(let anchor):
      return keep(.mapping(.init(pairs: try pairs(depth + 1), mark: mark)), as: anchor, from: before)
    case .alias(let name): return try expansion(of: name, at: mark)
    case .sequenceEnd, .mappingEnd, .documentStart, .documentEnd, .streamStart, .streamEnd:
      preconditionFailure("the parser gives a value where the grammar has one")
    }
  }

  private mutating func keep(_ node: Node, as anchor: String?, from before: Int) -> Node {
    if let anchor { anchors[anchor] = Anchored(node: node, size: size - before) }
    return node
  }

  private mutating func expansion(of name: String, at mark: TextPosition) throws(SoundscapeError) -> Node {
    guard let anchored = anchors[name] else { throw failure("is not valid YAML: found undefined alias", at: mark) }
    size += anchored.size - 1
    sizeFromAliases += anchored.size
    guard sizeFromAliases <= Self.mostFromAliases else {
      throw failure("aliases repeat more than \(Self.mostFromAliases) values", at: mark)
    }
    return anchored.node
  }

  private mutating func elements(_ depth: Int) throws(SoundscapeError) -> [Node] {
    var elements: [Node] = []
    while true {
      let (event, mark) = try next()
      if case .sequenceEnd = event { return elements }
      elements.append(try node(from: event, at: mark, depth: depth))
    }
  }

  private mutating func pairs(_ depth: Int) throws(SoundscapeError) -> [Node.Mapping.Pair] {
    var pairs: [Node.Mapping.Pair] = []
    while true {
      let (event, mark) = try next()
      if case .mappingEnd = event { break }
      let key = try node(from: event, at: mark, depth: depth)
      let (value, valueMark) = try next()
      pairs.append((key, try node(from: value, at: valueMark, depth: depth)))
    }
    try checkKeys(of: pairs)
    return pairs
  }

  /// Refuses keys that are there twice; the error names all, at the place of the first.
  private func checkKeys(of pairs: [Node.Mapping.Pair]) throws(SoundscapeError) {
    let repeated = Dictionary(grouping: pairs.map(\.key)) { $0 }.values.filter { $0.count > 1 }.compactMap(\.first)
    guard !repeated.isEmpty else { return }
    let keys = repeated.map { (name: $0.string ?? "of several values", mark: $0.mark) }.sorted {
      isInByteOrder($0.name, $1.name)
    }
    let names = keys.map(\.name).joined(separator: ", ")
    throw failure("the key \(names) is repeated below", at: keys[0].mark)
  }

  private mutating func next() throws(SoundscapeError) -> (event: YAMLEvent, position: TextPosition) {
    do throws(YAMLFailure) { return try parser.next() } catch {
      var problem = "is not valid YAML: \(error.problem)"
      if let context = error.context, let start = error.contextPosition {
        problem += " (\(context) from \(start.line):\(start.column))"
        if context.holds(bytesOf: "flow mapping"), hasElementInKey(error.position?.line) {
          problem += "; in braces, a key with [ needs quotes, such as {'events[0].snr': 1}"
        }
      }
      throw failure(problem, at: error.position)
    }
  }

  /// Whether a line has something like `events[0].snr`: what looks like a key, but is a list in braces.
  private func hasElementInKey(_ number: Int?) -> Bool {
    guard let number else { return false }
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return false }
    let bytes = Array(lines[number - 1])
    return bytes.indices.dropFirst().contains { i in
      bytes[i] == UInt8(ascii: "[") && (UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[i - 1])
    }
  }

  private func failure(_ problem: String, at mark: TextPosition?) -> SoundscapeError {
    .recipe(location: mark?.place(in: file) ?? file, problem: problem)
  }
}
