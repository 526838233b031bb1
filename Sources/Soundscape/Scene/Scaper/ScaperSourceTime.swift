/// A source time as Scaper keeps it: a distribution whose numbers are fitted to each file that it meets.
///
/// The list of a `choose` or `choose_weighted` is edited in place, and stays so for later events and mixtures.
struct ScaperSourceTime: Sendable {
  private var name: String
  /// The numbers after the name; of a list, its elements.
  private var numbers: [PythonNumber]
  private var weights: [Double] = []
  private var weightTexts: [String] = []

  /// - Parameter texts: the numbers as they were written, in order; empty where that is not known.
  init(_ distribution: Distribution, texts: [String]) {
    name = distribution.name
    let values: [Double]
    switch distribution {
    case .const(let value): values = [value]
    case .choose(let list), .cycle(let list): values = list
    case .chooseWeighted(let list, let probabilities):
      values = list
      weights = probabilities
    case .uniform(let range): values = [range.lowerBound, range.upperBound]
    case .normal(let mean, let deviation): values = [mean, deviation]
    case .truncnorm(let mean, let deviation, let range):
      values = [mean, deviation, range.lowerBound, range.upperBound]
    // Recipes of Scaper's semantics have no shared values.
    case .shared: values = []
    }
    func number(_ value: Double, _ position: Int) -> PythonNumber {
      PythonNumber(text: position < texts.count ? texts[position] : "", value: value)
    }
    numbers = values.enumerated().map { number($0.element, $0.offset) }
    weightTexts = weights.enumerated().map { number($0.element, values.count + $0.offset).text }
  }

  /// The distribution made to fit, and whether it is another than before; edits lists in place.
  mutating func satisfiable(source: Seconds, duration: Seconds) -> (fitted: ScaperSourceTime, isChanged: Bool) {
    let before = self
    // Python's max(0, x) gives the whole number 0 for anything that is not above it.
    let latest: PythonNumber = source - duration > 0 ? .float(source - duration) : .integer(0)
    func bounded(_ number: PythonNumber) -> PythonNumber { number.value + duration > source ? latest : number }
    var fitted = self
    switch name {
    case "choose":
      numbers = numbers.map(bounded)
      fitted.numbers = PythonSet(numbers).elements
    case "choose_weighted":
      numbers = numbers.map(bounded)
      fitted.numbers = numbers
    case "uniform":
      fitted.numbers = numbers.map(bounded)
      if fitted.numbers[0].value == fitted.numbers[1].value { fitted.becomeConstant() }
    case "truncnorm":
      for i in [0, 2, 3] { fitted.numbers[i] = bounded(numbers[i]) }
      if fitted.numbers[2].value == fitted.numbers[3].value { fitted.becomeConstant() }
    default: fitted.numbers[0] = bounded(numbers[0])
    }
    let isChanged = fitted.name != before.name || fitted.numbers.map(\.value) != before.numbers.map(\.value)
    return (fitted, isChanged)
  }

  private mutating func becomeConstant() {
    name = "const"
    numbers = [numbers[0]]
  }

  var distribution: Distribution {
    let values = numbers.map(\.value)
    switch name {
    case "choose": return .choose(values)
    case "choose_weighted": return .chooseWeighted(values, weights: weights)
    case "uniform": return .uniform(values[0]...max(values[0], values[1]))
    case "normal": return .normal(mean: values[0], deviation: values[1])
    case "truncnorm":
      return .truncnorm(mean: values[0], deviation: values[1], in: values[2]...max(values[2], values[3]))
    default: return .const(values[0])
    }
  }

  /// The tuple's elements as Scaper prints them.
  var text: String {
    let texts = numbers.map(\.text)
    switch name {
    case "choose": return "choose, [\(texts.joined(separator: ", "))]"
    case "choose_weighted":
      return "choose_weighted, [\(texts.joined(separator: ", "))], [\(weightTexts.joined(separator: ", "))]"
    default: return ([name] + texts).joined(separator: ", ")
    }
  }
}
