// Distribution tuples: `[uniform, 0, 1]`, or a plain scalar for a constant.

/// The distributions of numbers, as they are called in a tuple.
private let distributionNames = ["const", "choose", "choose_weighted", "uniform", "normal", "truncnorm", "cycle"]
/// Those of names.
let choiceKinds = ["const", "choose", "choose_weighted", "cycle"]
/// How each is written, and how many arguments follow its name.
private let tupleForms: [String: (text: String, argumentCount: Int)] = [
  "const": ("[const, value]", 1), "choose": ("[choose, [value, …]]", 1), "cycle": ("[cycle, [value, …]]", 1),
  "choose_weighted": ("[choose_weighted, [value, …], [probability, …]]", 2), "uniform": ("[uniform, min, max]", 2),
  "normal": ("[normal, mean, std]", 2), "truncnorm": ("[truncnorm, mean, std, min, max]", 4),
]
/// Probabilities written with a few decimals add up to 1 only nearly; so near Scaper (NumPy's `allclose`) takes them.
private let probabilityTolerance = 1e-5

extension RecipeNode {
  /// A number, a distribution of numbers or a value of `let`, each number of which must keep the rule.
  func distribution<Number: TupleNumber>(
    _ rule: NumberRule = .any
  ) throws(SoundscapeError) -> NumberDistribution<Number> {
    try throughLet { (node) throws(SoundscapeError) -> NumberDistribution<Number> in
      try node.plainDistribution(rule)
    } sharing: {
      $0.shared(as: $1)
    }
  }

  /// A number or a distribution of numbers that is written here, not in `let`.
  func plainDistribution<Number: TupleNumber>(
    _ rule: NumberRule
  ) throws(SoundscapeError) -> NumberDistribution<Number> {
    guard case .sequence = node else { return .const(try tupleNumber(rule)) }
    let (name, arguments) = try tuple(distributionNames, "a number or a distribution")
    switch name {
    case "const": return .const(try arguments[0].tupleNumber(rule))
    case "choose": return .choose(try arguments[0].numbers(rule))
    case "cycle":
      try checkCycle(isOfEvent: rule.allowsCycle)
      return .cycle(try arguments[0].numbers(rule))
    case "choose_weighted":
      let values: [Number] = try arguments[0].numbers(rule)
      return .chooseWeighted(values, weights: try arguments[1].probabilities(count: values.count))
    case "uniform": return .uniform(try range(arguments[0], arguments[1], rule, of: name))
    case "normal":
      let mean = try arguments[0].fixedNumber()
      return .normal(mean: mean, deviation: try arguments[1].deviation())
    default:
      let mean = try arguments[0].fixedNumber()
      let deviation = try arguments[1].deviation()
      return .truncnorm(mean: mean, deviation: deviation, in: try range(arguments[2], arguments[3], rule, of: name))
    }
  }

  private func range<Number: TupleNumber>(
    _ first: RecipeNode, _ last: RecipeNode, _ rule: NumberRule, of name: String
  ) throws(SoundscapeError) -> ClosedRange<Number> {
    let low: Number = try first.tupleNumber(rule)
    let high: Number = try last.tupleNumber(rule)
    guard low <= high else { throw failure("\(name) needs min ≤ max (found \(shown(low)), \(shown(high)))") }
    return low...high
  }

  /// A cycle goes through its values event by event: what decides how many events there are, or belongs to the whole
  /// mixture, has no turn in it.
  func checkCycle(isOfEvent: Bool) throws(SoundscapeError) {
    guard dialect.hasCycles else { throw needsSoundscapeSemantics("cycle") }
    guard isOfEvent, !keyPath.hasPrefix("let.") else {
      throw failure("cycle is only allowed in the fields of an event or a background, since its turns are theirs")
    }
  }

  /// A value of an event: as `distribution`, by the rules of the recipe's semantics.
  func eventDistribution<Number: TupleNumber>(
    _ rule: NumberRule
  ) throws(SoundscapeError) -> NumberDistribution<Number> {
    try checkIsTuple()
    return try distribution(dialect.rule(rule))
  }

  /// Scaper takes only tuples.
  func checkIsTuple() throws(SoundscapeError) {
    guard dialect.needsTuples else { return }
    if case .sequence = node { return }
    throw failure(
      "`semantics: \(dialect.semantics.rawValue)` needs a tuple, such as [const, \(summary)] (found \(summary))")
  }

  /// Keeps the numbers of an event's or a background's source time as they are written.
  func collectWrittenSourceTime(into origin: inout RecipeOrigin) {
    guard dialect.keepsWrittenNumbers, case .mapping(let mapping) = node, let time = mapping[text: "source_time"] else {
      return
    }
    origin.writtenSourceTimes[keyPath] = child(time, "\(keyPath).source_time").tupleTexts
  }

  /// The scalars of a tuple after its name, as they are written.
  private var tupleTexts: [String] {
    switch node {
    case .scalar(let scalar): [scalar.string]
    case .sequence(let list): list.dropFirst().flatMap { $0.flatTexts }
    default: []
    }
  }

  /// A tuple's first word and its arguments, their number checked.
  func tuple(
    _ names: [String], _ wanted: String
  ) throws(SoundscapeError) -> (name: String, arguments: [RecipeNode]) {
    let elements = try list()
    guard let first = elements.first, case .scalar = first.node else {
      throw failure(
        "needs \(wanted), such as [\(names == distributionNames ? "uniform, 0, 1" : "choose, []")] (found \(summary))")
    }
    let name = try first.text()
    guard names.contains(name) else {
      let hint = hint(for: name, among: names)
      let kind = names == choiceKinds ? "distribution of names" : "distribution"
      throw first.failure("is not a \(kind) (found \(name))\(hint.isEmpty ? "; known: \(alternatives(names))" : hint)")
    }
    let arguments = Array(elements.dropFirst())
    guard arguments.count == tupleForms[name]?.argumentCount else {
      let found = "\(arguments.count) value\(arguments.count == 1 ? "" : "s") after the name"
      throw failure("\(name) is written \(tupleForms[name]?.text ?? name) (found \(found))")
    }
    return (name, arguments)
  }

  /// One number of a distribution.
  private func tupleNumber<Number: TupleNumber>(_ rule: NumberRule) throws(SoundscapeError) -> Number {
    if reference != nil {
      let value: NumberDistribution<Number> = try distribution(rule)
      guard case .const(let number) = value.unshared else { throw needsFixed(value.name) }
      return number
    }
    if case .scalar(let scalar) = node, scalar.string == "end" {
      guard let end = Number.meaningOfEnd else { throw failure("`end` is only allowed in source_time") }
      return end
    }
    guard case .scalar = node, !isNull else { throw wrongType("a number") }
    let value = try number()
    guard rule.allows(value) else { throw failure("needs \(rule.wanted) (found \(summary))") }
    return Number(number: value)
  }

  /// A number that no rule holds for: the mean of a distribution.
  private func fixedNumber() throws(SoundscapeError) -> Double {
    reference == nil ? try number() : try tupleNumber(.any)
  }

  /// Inside a tuple nothing is drawn.
  func needsFixed(_ distribution: String) -> SoundscapeError {
    failure("a value of let inside a tuple must be fixed (found \(distribution))")
  }

  private func numbers<Number: TupleNumber>(_ rule: NumberRule) throws(SoundscapeError) -> [Number] {
    var values: [Number] = []
    for element in try list("a list of numbers") { values.append(try element.tupleNumber(rule)) }
    guard !values.isEmpty else { throw failure("needs at least one number (found an empty list)") }
    return values
  }

  private func deviation() throws(SoundscapeError) -> Double {
    let value = try fixedNumber()
    guard value >= 0 else { throw failure("needs a standard deviation of 0 or more (found \(plain(value)))") }
    return value
  }

  func probabilities(count: Int) throws(SoundscapeError) -> [Double] {
    var values: [Double] = []
    for element in try list("a list of probabilities") {
      values.append(try element.number(in: 0...1, "a probability from 0 to 1"))
    }
    guard values.count == count else {
      throw failure("needs as many probabilities as values: \(count) (found \(values.count))")
    }
    let sum = values.reduce(0, +)
    guard abs(sum - 1) <= probabilityTolerance else {
      throw failure("probabilities must add up to 1 (found \(rounded(sum, 6)))")
    }
    return values
  }

  private func shown(_ value: some TupleNumber) -> String { value.number.map(plain) ?? "end" }
}

extension Node {
  fileprivate var flatTexts: [String] {
    switch self {
    case .scalar(let scalar): [scalar.string]
    case .sequence(let list): list.flatMap(\.flatTexts)
    default: []
    }
  }
}
