/// A source time as Scaper keeps it: a distribution whose numbers are fitted to each file that it meets.
///
/// The list of a `choose` or `choose_weighted` is edited in place, and stays so for later events and mixtures.
struct ScaperSourceTime: Sendable {
  private var kind: DistributionKind
  /// The numbers after the name; of a list, its elements.
  private var numbers: [PythonNumber]
  private var weights: [Double] = []
  private var weightTexts: [String] = []

  /// - Parameter texts: the numbers as they were written, in order; empty where that is not known.
  init(_ distribution: Distribution, texts: [String]) {
    kind = distribution.kind
    var (values, weights): ([Double], [Double]) = ([], [])
    distribution.forEachArgument { argument in
      switch argument {
      case .number(let value), .moment(let value): values.append(value)
      case .numbers(let list): values += list
      case .weights(let list): weights = list
      }
    }
    self.weights = weights
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
    switch kind {
    case .choose:
      numbers = numbers.map(bounded)
      fitted.numbers = PythonSet(numbers).elements
    case .chooseWeighted:
      numbers = numbers.map(bounded)
      fitted.numbers = numbers
    case .uniform:
      fitted.numbers = numbers.map(bounded)
      if fitted.numbers[0].value == fitted.numbers[1].value { fitted.becomeConstant() }
    case .truncnorm:
      for i in [0, 2, 3] { fitted.numbers[i] = bounded(numbers[i]) }
      if fitted.numbers[2].value == fitted.numbers[3].value { fitted.becomeConstant() }
    default: fitted.numbers[0] = bounded(numbers[0])
    }
    let isChanged = fitted.kind != before.kind || fitted.numbers.map(\.value) != before.numbers.map(\.value)
    return (fitted, isChanged)
  }

  private mutating func becomeConstant() {
    kind = .const
    numbers = [numbers[0]]
  }

  /// The list of a `choose` or `choose_weighted` as it was edited, each number as Python prints it; nil for the others.
  var editedList: [String]? {
    kind == .choose || kind == .chooseWeighted ? numbers.map(\.text) : nil
  }

  var distribution: Distribution {
    let values = numbers.map(\.value)
    var arguments = TupleArguments<Double>()
    switch kind {
    case .choose, .chooseWeighted, .cycle: (arguments.list, arguments.weights) = (values, weights)
    default:
      let momentCount = kind.arguments.count { $0 == .mean || $0 == .deviation }
      arguments.moments = Array(values.prefix(momentCount))
      arguments.numbers = Array(values.dropFirst(momentCount))
      // A bound that was moved below the other one takes its place.
      if let low = arguments.numbers.first { arguments.numbers = arguments.numbers.map { max(low, $0) } }
    }
    return Distribution(kind, arguments)
  }

  /// The tuple's elements as Scaper prints them.
  var text: String {
    let texts = numbers.map(\.text)
    switch kind {
    case .choose: return "choose, [\(texts.joined(separator: ", "))]"
    case .chooseWeighted:
      return "choose_weighted, [\(texts.joined(separator: ", "))], [\(weightTexts.joined(separator: ", "))]"
    default: return ([kind.rawValue] + texts).joined(separator: ", ")
    }
  }
}
