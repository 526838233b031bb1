import Soundscape

/// A distribution in a few words.
enum DistributionText {
  static func text(_ distribution: StartDistribution) -> String {
    switch distribution {
    case .const(let value): number(value)
    case .choose(let values): "choose " + values.map(number).joined(separator: ", ")
    case .chooseWeighted(let values, let weights):
      "weighted " + zip(values, weights).map { "\(number($0)): \(number($1))" }.joined(separator: ", ")
    case .uniform(let range): "uniform \(number(range.lowerBound))…\(number(range.upperBound))"
    case .normal(let mean, let deviation): "normal \(number(mean)) ± \(number(deviation))"
    case .truncnorm(let mean, let deviation, let range):
      "normal \(number(mean)) ± \(number(deviation)) in \(number(range.lowerBound))…\(number(range.upperBound))"
    case .cycle(let values): "cycle " + values.map(number).joined(separator: ", ")
    case .shared(let name, let inner): "$\(name): \(text(inner))"
    }
  }

  private static func number(_ time: SourceTime) -> String {
    switch time {
    case .seconds(let seconds): number(seconds)
    case .end: "end"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
