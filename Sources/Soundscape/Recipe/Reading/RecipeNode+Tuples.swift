// Distribution tuples: `[uniform, 0, 1]`, or a plain scalar for a constant.

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
    let (kind, nodes) = try tuple(DistributionKind.ofNumbers, "a number or a distribution", example: "uniform, 0, 1")
    try check(kind, isOfEvent: rule.allowsCycle)
    var arguments = TupleArguments<Number>()
    for (argument, node) in zip(kind.arguments, nodes) {
      switch argument {
      case .value: arguments.numbers.append(try node.tupleNumber(rule))
      case .lowerBound: arguments.numbers.append(try node.bound(rule))
      case .upperBound:
        let high: Number = try node.bound(rule)
        guard let low = arguments.numbers.last, low <= high else {
          let found = (arguments.numbers + [high]).map(shown).joined(separator: ", ")
          throw failure("\(kind.rawValue) needs min ≤ max (found \(found))")
        }
        arguments.numbers.append(high)
      case .mean: arguments.moments.append(try node.fixedNumber(rule))
      case .deviation: arguments.moments.append(try node.deviation(rule))
      case .width: arguments.moments.append(try node.width(rule))
      case .values: arguments.list = try node.numbers(rule)
      case .probabilities: arguments.weights = try node.probabilities(count: arguments.list.count)
      }
    }
    let distribution = NumberDistribution(kind, arguments)
    if case .step(let from, let to, let by) = distribution, from.hasTooManySteps(to: to, by: by) {
      throw failure(
        from.number == nil
          ? "step needs a number to begin with (found end)" : "has more than \(RecipeLimits.mostSteps) steps")
    }
    return distribution
  }

  /// Refuses a kind that the semantics does not have, and a cycle that has no events to go through: what decides how
  /// many events there are, or belongs to the whole mixture, has no turn in it.
  func check(_ kind: DistributionKind, isOfEvent: Bool) throws(SoundscapeError) {
    guard dialect.distributions.contains(kind) else { throw needsSoundscapeSemantics(kind.rawValue) }
    guard ![.cycle, .step].contains(kind) || (isOfEvent && !keyPath.begins(with: "let.")) else {
      throw failure("\(kind.rawValue) is only allowed in the fields of an event or a background")
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
    // Times in samples have no seconds to repeat.
    if time.holdsMapping { return }
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

  /// A tuple's kind and its arguments, their number checked.
  func tuple(
    _ kinds: [DistributionKind], _ wanted: String, example: String
  ) throws(SoundscapeError) -> (kind: DistributionKind, arguments: [RecipeNode]) {
    let elements = try list()
    guard let first = elements.first, case .scalar = first.node else {
      throw failure("needs \(wanted), such as [\(example)] (found \(summary))")
    }
    let name = try first.text()
    guard let kind = DistributionKind(rawValue: name), kinds.contains(kind) else {
      let names = kinds.map(\.rawValue)
      let hint = hint(for: name, among: names)
      let sort = kinds == DistributionKind.ofNames ? "distribution of names" : "distribution"
      throw first.failure(
        "is not a \(sort) (found \(shortened(name)))\(hint.isEmpty ? "; known: \(alternatives(names))" : hint)")
    }
    let arguments = Array(elements.dropFirst())
    guard arguments.count == kind.arguments.count else {
      let form = ([name] + kind.arguments.map(\.rawValue)).joined(separator: ", ")
      let found = "\(arguments.count) value\(arguments.count == 1 ? "" : "s") after the name"
      throw failure("\(name) is written [\(form)] (found \(found))")
    }
    return (kind, arguments)
  }

  /// One number of a distribution.
  private func tupleNumber<Number: TupleNumber>(_ rule: NumberRule) throws(SoundscapeError) -> Number {
    if reference != nil {
      let value: NumberDistribution<Number> = try distribution(rule)
      guard case .const(let number) = value.unshared else { throw needsFixed(value.name) }
      return number
    }
    if case .scalar(let scalar) = node, SourceTime(word: scalar.string) != nil {
      guard let word = Number(word: scalar.string) else {
        throw failure("`\(scalar.string)` is only allowed in source_time")
      }
      guard dialect.hasCentre || scalar.string != SourceTime.centre.word else {
        throw needsSoundscapeSemantics(scalar.string)
      }
      return word
    }
    if rule.isTime, case .mapping = node {
      let value = try samples()
      guard rule.allows(value) else { throw failure("needs \(rule.wanted) (found \(plain(value)) s)") }
      return Number(number: value)
    }
    guard case .scalar = node, !isNull else { throw wrongType("a number") }
    let value = try number()
    guard rule.allows(value) else { throw failure("needs \(rule.wanted) (found \(summary))") }
    return Number(number: value)
  }

  /// The end of a range.
  private func bound<Number: TupleNumber>(_ rule: NumberRule) throws(SoundscapeError) -> Number {
    let bound: Number = try tupleNumber(rule)
    guard bound.word != SourceTime.centre.word || bound.number != nil else {
      throw failure("`centre` is a time by itself or one of a list, not the end of a range")
    }
    return bound
  }

  /// A number that no rule holds for: the mean of a distribution.
  ///
  /// - Parameter rule: of the distribution's numbers: whether they are times.
  private func fixedNumber(_ rule: NumberRule) throws(SoundscapeError) -> Double {
    if rule.isTime, case .mapping = node { return try samples() }
    return reference == nil ? try number() : try tupleNumber(.any)
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

  private func deviation(_ rule: NumberRule) throws(SoundscapeError) -> Double {
    let value = try fixedNumber(rule)
    guard value >= 0 else { throw failure("needs a standard deviation of 0 or more (found \(plain(value)))") }
    return value
  }

  private func width(_ rule: NumberRule) throws(SoundscapeError) -> Double {
    let value = try fixedNumber(rule)
    guard value > 0 else { throw failure("needs a step over 0 (found \(plain(value)))") }
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

  private func shown(_ value: some TupleNumber) -> String { value.number.map(plain) ?? value.word ?? "" }
}

extension Node {
  fileprivate var holdsMapping: Bool {
    switch self {
    case .scalar: false
    case .sequence(let list): list.contains(where: \.holdsMapping)
    case .mapping: true
    }
  }

  fileprivate var flatTexts: [String] {
    switch self {
    case .scalar(let scalar): [scalar.string]
    case .sequence(let list): list.flatMap(\.flatTexts)
    default: []
    }
  }
}
