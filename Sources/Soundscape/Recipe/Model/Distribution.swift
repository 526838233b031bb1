/// How a number is drawn: Scaper's six distribution tuples, and what was added to them.
///
/// A recipe's numbers are `Distribution`s, but for source times: those are `StartDistribution`s, whose numbers may be
/// `end`.
public enum NumberDistribution<Number: Comparable & Hashable & Sendable>: Hashable, Sendable {
  case const(Number)
  /// One of the list, each as likely; duplicates count once.
  case choose([Number])
  /// One of the list by its probability.
  case chooseWeighted([Number], weights: [Double])
  case uniform(ClosedRange<Number>)
  case normal(mean: Double, deviation: Double)
  /// A normal distribution cut to a range.
  case truncnorm(mean: Double, deviation: Double, in: ClosedRange<Number>)
  /// Each of the list once before any twice, over the whole data set.
  case cycle([Number])
  /// From one number to another by steps of a width over 0, in this order, over the whole data set, and again.
  case step(from: Number, to: Number, by: Double)
  /// A value of `let`: drawn once a mixture, the same for all that name it.
  indirect case shared(String, NumberDistribution<Number>)
}

extension NumberDistribution: Codable where Number: Codable {}

/// How a number is drawn that has a value of its own.
public typealias Distribution = NumberDistribution<Double>

extension NumberDistribution {
  /// The distribution's name in a tuple.
  public var name: String { kind.rawValue }

  /// The distribution itself, where it is a value of `let`.
  var unshared: NumberDistribution { if case .shared(_, let inner) = self { inner.unshared } else { self } }

  /// Whether its values take turns over the whole data set.
  var isCycle: Bool {
    switch unshared {
    case .cycle, .step: true
    default: false
    }
  }

  /// Whether its draws are not confined to a list of values.
  var isContinuous: Bool {
    switch self {
    case .const, .choose, .chooseWeighted, .cycle, .step: false
    case .uniform(let range): range.lowerBound != range.upperBound
    case .normal(_, let deviation): deviation > 0
    case .truncnorm(_, let deviation, let range): deviation > 0 && range.lowerBound != range.upperBound
    case .shared(_, let inner): inner.isContinuous
    }
  }

  /// The same distribution with each number replaced; a range's lower bound is at most its upper one.
  func map<Other>(
    _ change: (Number) -> Other, mean changeMean: (Double) -> Double = { $0 }
  ) -> NumberDistribution<Other> {
    func changed(_ range: ClosedRange<Number>) -> ClosedRange<Other> {
      let high = change(range.upperBound)
      return min(change(range.lowerBound), high)...high
    }
    switch self {
    case .const(let value): return .const(change(value))
    case .choose(let values): return .choose(values.map(change))
    case .chooseWeighted(let values, let weights): return .chooseWeighted(values.map(change), weights: weights)
    case .uniform(let range): return .uniform(changed(range))
    case .normal(let mean, let deviation): return .normal(mean: changeMean(mean), deviation: deviation)
    case .truncnorm(let mean, let deviation, let range):
      return .truncnorm(mean: changeMean(mean), deviation: deviation, in: changed(range))
    case .cycle(let values): return .cycle(values.map(change))
    case .step(let from, let to, let by):
      let last = change(to)
      return .step(from: min(change(from), last), to: last, by: by)
    case .shared(let name, let inner): return .shared(name, inner.map(change, mean: changeMean))
    }
  }
}

extension NumberDistribution {
  /// The least and the greatest number; nil for a distribution without bounds.
  var bounds: ClosedRange<Number>? {
    switch self {
    case .const(let value): value...value
    case .choose(let values), .chooseWeighted(let values, _), .cycle(let values):
      values.min().flatMap { low in values.max().map { low...$0 } }
    case .uniform(let range), .truncnorm(_, _, let range): range
    case .step(let from, let to, _): from...to
    case .normal: nil
    case .shared(_, let inner): inner.bounds
    }
  }

  /// The mean of a distribution with tails, in which there are numbers that are hardly ever drawn; nil for others.
  var meanOfTails: Double? {
    switch self {
    case .normal(let mean, _), .truncnorm(let mean, _, _): mean
    case .const, .choose, .chooseWeighted, .uniform, .cycle, .step: nil
    case .shared(_, let inner): inner.meanOfTails
    }
  }
}

extension Distribution {
  /// The range that no draw leaves.
  public var support: ClosedRange<Double> {
    if let bounds { return bounds }
    // A normal distribution without a deviation is its mean.
    return isContinuous ? -Double.infinity...Double.infinity : meanOfTails.map { $0...$0 } ?? 0...0
  }

  /// The same distribution with each number replaced, means among them.
  func mapValues(_ change: (Double) -> Double) -> Distribution { map(change, mean: change) }
}
