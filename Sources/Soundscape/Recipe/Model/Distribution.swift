/// How a number is drawn.
///
/// The first six are Scaper's distribution tuples. In a source time, an upper bound of +∞ stands for `end`: the latest
/// start that the file and the duration allow.
public enum Distribution: Hashable, Sendable {
  case const(Double)
  /// One of the list, each as likely; duplicates count once.
  case choose([Double])
  /// One of the list by its probability.
  case chooseWeighted([Double], weights: [Double])
  case uniform(ClosedRange<Double>)
  case normal(mean: Double, deviation: Double)
  /// A normal distribution cut to a range.
  case truncnorm(mean: Double, deviation: Double, in: ClosedRange<Double>)
  /// Each of the list once before any twice, over the whole data set.
  case cycle([Double])
  /// A value of `let`: drawn once a mixture, the same for all that name it.
  indirect case shared(String, Distribution)
}

extension Distribution {
  /// The distribution's name in a tuple.
  public var name: String {
    switch self {
    case .const: "const"
    case .choose: "choose"
    case .chooseWeighted: "choose_weighted"
    case .uniform: "uniform"
    case .normal: "normal"
    case .truncnorm: "truncnorm"
    case .cycle: "cycle"
    case .shared(_, let distribution): distribution.name
    }
  }

  /// The range that no draw leaves.
  public var support: ClosedRange<Double> {
    switch self {
    case .const(let value): value...value
    case .choose(let values), .chooseWeighted(let values, _), .cycle(let values):
      (values.min() ?? 0)...(values.max() ?? 0)
    case .uniform(let range), .truncnorm(_, _, let range): range
    case .normal(let mean, let deviation): deviation == 0 ? mean...mean : -Double.infinity...Double.infinity
    case .shared(_, let distribution): distribution.support
    }
  }

  /// The distribution itself, where it stands in `let`.
  var unshared: Distribution { if case .shared(_, let inner) = self { inner.unshared } else { self } }

  var isCycle: Bool { if case .cycle = unshared { true } else { false } }

  /// The same distribution with each number replaced: for a bound that is known only when a file is.
  func mapValues(_ change: (Double) -> Double) -> Distribution {
    switch self {
    case .const(let value): return .const(change(value))
    case .choose(let values): return .choose(values.map(change))
    case .chooseWeighted(let values, let weights): return .chooseWeighted(values.map(change), weights: weights)
    case .uniform(let range):
      let high = change(range.upperBound)
      return .uniform(min(change(range.lowerBound), high)...high)
    case .normal(let mean, let deviation): return .normal(mean: change(mean), deviation: deviation)
    case .truncnorm(let mean, let deviation, let range):
      let high = change(range.upperBound)
      return .truncnorm(mean: mean, deviation: deviation, in: min(change(range.lowerBound), high)...high)
    case .cycle(let values): return .cycle(values.map(change))
    case .shared(let name, let distribution): return .shared(name, distribution.mapValues(change))
    }
  }
}
