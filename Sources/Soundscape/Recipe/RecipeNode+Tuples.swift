import Yams

// Distribution tuples: `[uniform, 0, 1]`, or a plain scalar for a constant.

/// What a number in a distribution must be: checked on every number that a draw may come out as.
struct NumberRule: Sendable {
  var wanted: String
  var allows: @Sendable (Double) -> Bool
  /// Whether `end` may stand for the latest start in a source.
  var knowsEnd = false
  /// What is left of the rule in Scaper's semantics.
  var limit = Limit.none

  enum Limit { case none, atLeastZero, aboveZero }

  static let any = NumberRule(wanted: "a number") { _ in true }
  static let time = NumberRule(wanted: "a time of 0 s or later", allows: { $0 >= 0 }, limit: .atLeastZero)
  static let sourceTime = NumberRule(
    wanted: "a time of 0 s or later", allows: { $0 >= 0 }, knowsEnd: true, limit: .atLeastZero)
  static let duration = NumberRule(wanted: "a duration over 0 s", allows: { $0 > 0 }, limit: .aboveZero)
  static let stretch = NumberRule(
    wanted: "a ratio of output to input duration from 0.05 to 20", allows: { (0.05...20).contains($0) },
    limit: .aboveZero)
  static let pitch = NumberRule(wanted: "−60 to 60 semitones") { (-60...60).contains($0) }
  static let level = NumberRule(wanted: "−200 to 200 dB") { (-200...200).contains($0) }
  static let loudness = NumberRule(wanted: "−120 to 20 LUFS") { (-120...20).contains($0) }
  /// Scaper sets no limits but 0: to durations, stretching and times.
  var asInScaper: NumberRule {
    switch limit {
    case .none: .any
    case .atLeastZero: self
    case .aboveZero: NumberRule(wanted: "a number over 0", allows: { $0 > 0 }, limit: .aboveZero)
    }
  }

  static let count = NumberRule(wanted: "a count from 0 to 1000000") { (0...1_000_000).contains($0) }
}

/// The distributions of numbers, as they are called in a tuple.
private let distributionNames = ["const", "choose", "choose_weighted", "uniform", "normal", "truncnorm"]
private let choiceNames = ["const", "choose", "choose_weighted"]
/// Probabilities written with a few decimals add up to 1 only nearly; so near Scaper (NumPy's `allclose`) takes them.
private let probabilityTolerance = 1e-5

extension RecipeNode {
  /// A number or a distribution of numbers, each value of which must keep the rule.
  func distribution(_ rule: NumberRule = .any) throws(SoundscapeError) -> Distribution {
    guard case .sequence = node else { return .const(try tupleNumber(rule)) }
    let (name, arguments) = try tuple(distributionNames, "a number or a distribution")
    switch name {
    case "const": return .const(try arguments[0].tupleNumber(rule))
    case "choose": return .choose(try arguments[0].numbers(rule))
    case "choose_weighted":
      let values = try arguments[0].numbers(rule)
      return .chooseWeighted(values, weights: try arguments[1].probabilities(count: values.count))
    case "uniform":
      let low = try arguments[0].tupleNumber(rule)
      let high = try arguments[1].tupleNumber(rule)
      guard low <= high else { throw failure("uniform needs min ≤ max (found \(shown(low)), \(shown(high)))") }
      return .uniform(low...high)
    case "normal":
      let mean = try arguments[0].number()
      return .normal(mean: mean, deviation: try arguments[1].deviation())
    default:
      let mean = try arguments[0].number()
      let deviation = try arguments[1].deviation()
      let low = try arguments[2].tupleNumber(rule)
      let high = try arguments[3].tupleNumber(rule)
      guard low <= high else { throw failure("truncnorm needs min ≤ max (found \(shown(low)), \(shown(high)))") }
      return .truncnorm(mean: mean, deviation: deviation, in: low...high)
    }
  }

  /// A value of an event: as `distribution`, by the rules of the recipe's semantics.
  func eventDistribution(_ rule: NumberRule) throws(SoundscapeError) -> Distribution {
    try checkIsTuple()
    return try distribution(semantics == .scaper ? rule.asInScaper : rule)
  }

  /// A name of an event: as `choice`, by the rules of the recipe's semantics.
  func eventChoice() throws(SoundscapeError) -> Choice {
    try checkIsTuple()
    return try choice()
  }

  /// Scaper takes tuples alone.
  private func checkIsTuple() throws(SoundscapeError) {
    guard semantics == .scaper else { return }
    if case .sequence = node { return }
    throw failure("semantics scaper needs a tuple, such as [const, \(summary)] (found \(summary))")
  }

  /// The scalars of a tuple after its name, as they are written.
  var tupleTexts: [String] {
    switch node {
    case .scalar(let scalar): [scalar.string]
    case .sequence(let list): list.dropFirst().flatMap { $0.flatTexts }
    default: []
    }
  }

  /// A name or a distribution of names.
  func choice() throws(SoundscapeError) -> Choice {
    guard case .sequence = node else { return .const(try name()) }
    let (kind, arguments) = try tuple(choiceNames, "a name or a choice")
    switch kind {
    case "const": return .const(try arguments[0].name())
    case "choose": return .choose(try arguments[0].names())
    default:
      let names = try arguments[0].names()
      guard !names.isEmpty else { throw arguments[0].failure("needs at least one name (found an empty list)") }
      return .chooseWeighted(names, weights: try arguments[1].probabilities(count: names.count))
    }
  }

  /// A text that is not empty.
  func name() throws(SoundscapeError) -> String {
    let name = try text()
    guard !name.isEmpty else { throw failure("needs a name (found an empty text)") }
    return name
  }

  func names() throws(SoundscapeError) -> [String] {
    var names: [String] = []
    for element in try list("a list of names") { names.append(try element.name()) }
    return names
  }

  /// A tuple's first word and its arguments, their number checked.
  private func tuple(
    _ names: [String], _ wanted: String
  ) throws(SoundscapeError) -> (name: String, arguments: [RecipeNode]) {
    let elements = try list()
    guard let first = elements.first, case .scalar = first.node else {
      throw failure("needs \(wanted), such as [\(names.count > 3 ? "uniform, 0, 1" : "choose, []")] (found \(summary))")
    }
    let name = try first.text()
    if name == "cycle" { throw first.failure("cycle is not in this version yet") }
    guard names.contains(name) else {
      let hint = hint(for: name, among: names)
      let kind = names == choiceNames ? "distribution of names" : "distribution"
      throw first.failure("is no \(kind) (found \(name))\(hint.isEmpty ? "; there are \(alternatives(names))" : hint)")
    }
    let forms = [
      "const": "[const, value]", "choose": "[choose, [value, …]]",
      "choose_weighted": "[choose_weighted, [value, …], [probability, …]]", "uniform": "[uniform, min, max]",
      "normal": "[normal, mean, std]", "truncnorm": "[truncnorm, mean, std, min, max]",
    ]
    let counts = ["choose_weighted": 2, "uniform": 2, "normal": 2, "truncnorm": 4]
    let arguments = Array(elements.dropFirst())
    guard arguments.count == counts[name, default: 1] else {
      let found = "\(arguments.count) value\(arguments.count == 1 ? "" : "s") after the name"
      throw failure("\(name) is written \(forms[name, default: name]) (found \(found))")
    }
    return (name, arguments)
  }

  private func tupleNumber(_ rule: NumberRule) throws(SoundscapeError) -> Double {
    if case .scalar(let scalar) = node, scalar.string == "end" {
      guard rule.knowsEnd else { throw failure("end stands in source_time alone") }
      return .infinity
    }
    guard case .scalar = node, !isNull else { throw wrongType("a number") }
    let value = try number()
    guard rule.allows(value) else { throw failure("needs \(rule.wanted) (found \(summary))") }
    return value
  }

  private func numbers(_ rule: NumberRule) throws(SoundscapeError) -> [Double] {
    var values: [Double] = []
    for element in try list("a list of numbers") { values.append(try element.tupleNumber(rule)) }
    guard !values.isEmpty else { throw failure("needs at least one number (found an empty list)") }
    return values
  }

  private func deviation() throws(SoundscapeError) -> Double {
    try number(in: 0...Double.greatestFiniteMagnitude, "a standard deviation of 0 or more")
  }

  private func probabilities(count: Int) throws(SoundscapeError) -> [Double] {
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

  private func shown(_ value: Double) -> String { value == .infinity ? "end" : plain(value) }
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
