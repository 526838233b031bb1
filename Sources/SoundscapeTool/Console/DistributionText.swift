import Soundscape

/// A distribution in a few words.
enum DistributionText {
  static func text(_ distribution: StartDistribution) -> String {
    if case .shared(let name, let inner) = distribution { return "$\(name): \(text(inner))" }
    var (numbers, moments, list): ([String], [String], [String]) = ([], [], [])
    distribution.forEachArgument { argument in
      switch argument {
      case .number(let value): numbers.append(number(value))
      case .moment(let value): moments.append(number(value))
      case .numbers(let values): list = values.map(number)
      case .weights(let weights): list = zip(list, weights).map { value, weight in "\(value): \(number(weight))" }
      }
    }
    if case .const = distribution { return numbers.joined() }
    let bounds = (moments.isEmpty || numbers.isEmpty ? "" : "in ") + numbers.joined(separator: "…")
    let parts = [distribution.kind.rawValue, moments.joined(separator: " ± "), bounds, list.joined(separator: ", ")]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func number(_ time: SourceTime) -> String {
    switch time {
    case .seconds(let seconds): number(seconds)
    case .centre: "centre"
    case .end: "end"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
