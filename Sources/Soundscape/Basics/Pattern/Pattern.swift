/// A regular expression that is matched in time proportional to the text, whatever it says.
///
/// All ways through the expression are followed side by side, a character at a time, in the order in which a backtracking
/// matcher would try them: the match is the same, and no expression takes longer than its length times the text's.
///
/// *Source:* Ken Thompson, *Regular expression search algorithm* (1968); Rob Pike's `sam`, for the groups.
struct Pattern: Sendable {
  /// Why a text is not an expression.
  struct Failure: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  /// One step of the expression; positions are those of steps.
  enum Step: Sendable {
    case character(PatternSet)
    /// Two ways to go on, the better one first.
    case split(Int, Int)
    case jump(Int)
    case assertion(PatternNode.Assertion)
    /// The beginning (even) or the end (odd) of a group.
    case mark(Int)
    case match
  }

  let steps: [Step]
  /// The groups that have a name, each with the place of its beginning among the marks.
  let groups: NameTable<Int>

  /// *Throws:* what of the text is not an expression, or is more than this matcher does.
  init(_ text: String) throws(Failure) {
    var parser = PatternParser(text)
    var compiler = PatternCompiler()
    try compiler.add(try parser.whole())
    (steps, groups) = (compiler.steps + [.match], compiler.groups)
  }

  /// The text of a group in the first match; nil without one, or where the group has no part in it.
  func firstMatch(in text: String, group name: String) -> String? {
    guard let group = groups[name] else { return nil }
    var matcher = PatternMatcher(steps: steps, text: Array(text), group: group)
    return matcher.run().map { String(matcher.text[$0]) }
  }
}

/// Turns the tree of an expression into steps.
struct PatternCompiler {
  /// What is repeated is written as often as that; an expression of more steps is refused.
  private static let mostSteps = 2_000

  private(set) var steps: [Pattern.Step] = []
  private(set) var groups: NameTable<Int> = [:]

  mutating func add(_ node: PatternNode) throws(Pattern.Failure) {
    guard steps.count < Self.mostSteps else {
      throw .init(description: "it is too long: more than \(Self.mostSteps) steps with its repetitions written out")
    }
    switch node {
    case .set(let set): steps.append(.character(set))
    case .assertion(let assertion): steps.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .alternatives(let nodes): try add(alternatives: nodes[...])
    case .group(let node, let name):
      guard let name else { return try add(node) }
      guard groups[name] == nil || isRepeating else { throw .init(description: "two groups are named \(name)") }
      let mark = groups[name] ?? 2 * groups.count
      groups[name] = mark
      steps.append(.mark(mark))
      try add(node)
      steps.append(.mark(mark + 1))
    case .repeated(let node, let range, let most, let isLazy): try add(node, range, most, isLazy)
    }
  }

  /// Whether a part is written out again, so that its groups are there already.
  private var isRepeating = false

  private mutating func add(alternatives nodes: ArraySlice<PatternNode>) throws(Pattern.Failure) {
    guard let first = nodes.first else { return }
    guard nodes.count > 1 else { return try add(first) }
    let split = steps.count
    steps.append(.match)
    try add(first)
    let jump = steps.count
    steps.append(.match)
    steps[split] = .split(split + 1, steps.count)
    try add(alternatives: nodes.dropFirst())
    steps[jump] = .jump(steps.count)
  }

  private mutating func add(
    _ node: PatternNode, _ least: Int, _ most: Int?, _ isLazy: Bool
  ) throws(Pattern.Failure) {
    let wasRepeating = isRepeating
    defer { isRepeating = wasRepeating }
    for _ in 0..<least {
      try add(node)
      isRepeating = true
    }
    func split(_ inside: Int, _ after: Int) -> Pattern.Step { isLazy ? .split(after, inside) : .split(inside, after) }
    guard let most else {
      let start = steps.count
      steps.append(.match)
      try add(node)
      steps.append(.jump(start))
      steps[start] = split(start + 1, steps.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(steps.count)
      steps.append(.match)
      try add(node)
      isRepeating = true
    }
    for place in splits { steps[place] = split(place + 1, steps.count) }
  }
}
