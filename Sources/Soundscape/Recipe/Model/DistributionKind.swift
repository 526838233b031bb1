/// The kinds of distributions, by their names in a tuple such as `[uniform, 0, 1]`.
///
/// Recipes, annotations and their writers take the form of a tuple from here, so that a new kind needs nothing in them.
public enum DistributionKind: String, Hashable, Sendable, CaseIterable {
  case const
  case choose
  case chooseWeighted = "choose_weighted"
  /// Names only: by the seconds of their files.
  case chooseByDuration = "choose_by_duration"
  case uniform
  case normal
  case truncnorm
  case cycle
  case step

  /// What follows the name in a tuple.
  public enum Argument: String, Hashable, Sendable {
    case value
    case values = "[value, …]"
    case probabilities = "[probability, …]"
    case mean
    case deviation = "std"
    case lowerBound = "min"
    case upperBound = "max"
    case width = "by"
  }

  public var arguments: [Argument] {
    switch self {
    case .const: [.value]
    case .choose, .chooseByDuration, .cycle: [.values]
    case .chooseWeighted: [.values, .probabilities]
    case .uniform: [.lowerBound, .upperBound]
    case .normal: [.mean, .deviation]
    case .step: [.lowerBound, .upperBound, .width]
    case .truncnorm: [.mean, .deviation, .lowerBound, .upperBound]
    }
  }

  /// The kinds that Scaper has too.
  static let ofScaper = allCases.filter { ![.cycle, .step, .chooseByDuration].contains($0) }
  /// The kinds that numbers can be drawn from.
  static let ofNumbers = allCases.filter { $0 != .chooseByDuration }
  /// The kinds that names can be drawn from: those without bounds and moments.
  static let ofNames = allCases.filter { kind in
    kind.arguments.allSatisfy { [.value, .values, .probabilities].contains($0) }
  }
}

/// One argument of a tuple.
public enum TupleArgument<Number: Hashable & Sendable>: Hashable, Sendable {
  /// A value or a bound.
  case number(Number)
  /// A mean, a standard deviation or the width of steps.
  case moment(Double)
  case numbers([Number])
  case weights([Double])
}

/// The arguments of a tuple that is read, each sort in the order of the tuple.
struct TupleArguments<Number> {
  var numbers: [Number] = []
  var moments: [Double] = []
  var list: [Number] = []
  var weights: [Double] = []
}

extension NumberDistribution {
  /// The kind, of a shared value that of what it names.
  public var kind: DistributionKind {
    switch self {
    case .const: .const
    case .choose: .choose
    case .chooseWeighted: .chooseWeighted
    case .uniform: .uniform
    case .normal: .normal
    case .truncnorm: .truncnorm
    case .cycle: .cycle
    case .step: .step
    case .shared(_, let distribution): distribution.kind
    }
  }

  /// Calls `body` with each argument in the order of the tuple; for a shared value, those of what it names.
  ///
  /// Not a list of them: an annotation writes the tuples of every event.
  public func forEachArgument(_ body: (TupleArgument<Number>) -> Void) {
    switch self {
    case .const(let value): body(.number(value))
    case .choose(let values), .cycle(let values): body(.numbers(values))
    case .chooseWeighted(let values, let weights):
      body(.numbers(values))
      body(.weights(weights))
    case .uniform(let range):
      body(.number(range.lowerBound))
      body(.number(range.upperBound))
    case .normal(let mean, let deviation):
      body(.moment(mean))
      body(.moment(deviation))
    case .truncnorm(let mean, let deviation, let range):
      body(.moment(mean))
      body(.moment(deviation))
      body(.number(range.lowerBound))
      body(.number(range.upperBound))
    case .step(let from, let to, let by):
      body(.number(from))
      body(.number(to))
      body(.moment(by))
    case .shared(_, let distribution): distribution.forEachArgument(body)
    }
  }

  /// - Parameter arguments: as many of each sort as the kind has, bounds in ascending order.
  init(_ kind: DistributionKind, _ arguments: TupleArguments<Number>) {
    let (numbers, moments) = (arguments.numbers, arguments.moments)
    switch kind {
    case .const: self = .const(numbers[0])
    case .choose, .chooseByDuration: self = .choose(arguments.list)
    case .chooseWeighted: self = .chooseWeighted(arguments.list, weights: arguments.weights)
    case .uniform: self = .uniform(numbers[0]...numbers[1])
    case .normal: self = .normal(mean: moments[0], deviation: moments[1])
    case .truncnorm: self = .truncnorm(mean: moments[0], deviation: moments[1], in: numbers[0]...numbers[1])
    case .cycle: self = .cycle(arguments.list)
    case .step: self = .step(from: numbers[0], to: numbers[1], by: moments[0])
    }
  }
}
