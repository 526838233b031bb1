/// Where in its source an event may begin.
public enum SourceTime: Hashable, Comparable, Sendable {
  case seconds(Seconds)
  /// The latest start that the file and the duration allow: `end` in a recipe. It is after any other.
  case end
}

extension SourceTime: Codable {
  private static let endWord = "end"

  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    self = (try? value.decode(String.self)) == Self.endWord ? .end : .seconds(try value.decode(Double.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .seconds(let seconds): try container.encode(seconds)
    case .end: try container.encode(Self.endWord)
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

  /// Whether one of its numbers is `end`, which depends on the file and the duration.
  public var hasEnd: Bool { bounds?.upperBound == .end }

  /// The distribution for a file and a duration that allow no later start than this.
  public func resolved(end latest: Seconds) -> Distribution {
    map { time in
      switch time {
      case .seconds(let seconds): seconds
      case .end: latest
      }
    }
  }
}

/// A number of a tuple: what reading, writing and drawing have to know of it.
protocol TupleNumber: Hashable, Comparable, Sendable {
  init(number: Double)
  /// What the word `end` means; nil where it is not allowed.
  static var meaningOfEnd: Self? { get }
  /// nil for `end`.
  var number: Double? { get }
  /// The value that one uniform number gives; nil where that depends on the file.
  static func quantile(_ u: Double, of distribution: NumberDistribution<Self>) -> Self?
}

extension Double: TupleNumber {
  init(number: Double) { self = number }
  static var meaningOfEnd: Double? { nil }
  var number: Double? { self }
  static func quantile(_ u: Double, of distribution: Distribution) -> Double? { distribution.quantile(u) }
}

extension SourceTime: TupleNumber {
  init(number: Double) { self = .seconds(number) }
  static var meaningOfEnd: SourceTime? { .end }
  var number: Double? { if case .seconds(let seconds) = self { seconds } else { nil } }

  static func quantile(_ u: Double, of distribution: StartDistribution) -> SourceTime? {
    // An end that is later than any number is drawn as itself from a list, and leaves a range without a bound.
    distribution.resolved(end: .infinity).quantile(u).map { $0 == .infinity ? .end : .seconds($0) }
  }
}
