/// Where in its source an event may begin.
public enum SourceTime: Hashable, Comparable, Sendable {
  case seconds(Seconds)
  /// Half of the latest start, so that the window is around the middle of the file: `centre` in a recipe.
  case centre
  /// The latest start that the file and the duration allow: `end` in a recipe. It is after any other.
  case end
}

extension SourceTime: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let word = try? value.decode(String.self), let time = Self(word: word) {
      self = time
    } else {
      self = .seconds(try value.decode(Double.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .seconds(let seconds): try container.encode(seconds)
    case .centre, .end: try container.encode(word)
    }
  }
}

extension SourceTime: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .seconds(value) }
  public init(integerLiteral value: Int) { self = .seconds(Double(value)) }
}

/// How a source time is drawn: the only distribution whose numbers may be `end`.
public typealias StartDistribution = NumberDistribution<SourceTime>

extension StartDistribution {
  /// A distribution that has no `end`.
  public init(_ distribution: Distribution) { self = distribution.map { .seconds($0) } }

  /// Whether one of its numbers is `end` or `centre`, which depend on the file and the duration.
  public var hasEnd: Bool { bounds.map { $0.upperBound.number == nil } ?? false }

  /// Whether it is `centre` and nothing else: a file shorter than its event is then heard in the middle of it.
  var isCentre: Bool {
    switch self {
    case .const(.centre): true
    case .shared(_, let inner): inner.isCentre
    default: false
    }
  }

  /// The distribution for a file and a duration that allow no later start than this.
  public func resolved(end latest: Seconds) -> Distribution {
    map { time in
      switch time {
      case .seconds(let seconds): seconds
      case .centre: latest / 2
      case .end: latest
      }
    }
  }
}

/// A number of a tuple: what reading, writing and drawing have to know of it.
protocol TupleNumber: Hashable, Comparable, Sendable {
  init(number: Double)
  /// What a word such as `end` means; nil where it is not allowed.
  init?(word: String)
  /// nil for a word.
  var number: Double? { get }
  /// The word; nil for a number.
  var word: String? { get }
  /// The value that one uniform number gives; nil where that depends on the file.
  static func quantile(_ u: Double, of distribution: NumberDistribution<Self>) -> Self?
}

extension Double: TupleNumber {
  init(number: Double) { self = number }
  init?(word: String) { nil }
  var number: Double? { self }
  var word: String? { nil }
  static func quantile(_ u: Double, of distribution: Distribution) -> Double? { distribution.quantile(u) }
}

extension SourceTime: TupleNumber {
  /// No time is so late.
  private static let drawnCentre = Double.greatestFiniteMagnitude

  init(number: Double) { self = .seconds(number) }

  init?(word: String) {
    switch word {
    case "end": self = .end
    case "centre": self = .centre
    default: return nil
    }
  }

  var word: String? {
    switch self {
    case .seconds: nil
    case .centre: "centre"
    case .end: "end"
    }
  }

  var number: Double? { if case .seconds(let seconds) = self { seconds } else { nil } }

  static func quantile(_ u: Double, of distribution: StartDistribution) -> SourceTime? {
    // An end that is later than any number is drawn as itself from a list, and leaves a range without a bound. A list
    // alone has a centre.
    let numbers: Distribution = distribution.map { (time: SourceTime) -> Double in
      switch time {
      case .seconds(let seconds): seconds
      case .centre: Self.drawnCentre
      case .end: .infinity
      }
    }
    return numbers.quantile(u).map { $0 == .infinity ? .end : $0 == drawnCentre ? .centre : .seconds($0) }
  }
}
