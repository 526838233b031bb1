/// What became of one numeric field of one event spec: its values against the distribution that was asked for.
public struct FieldStatistics: Hashable, Sendable {
  /// The key path of the spec in its recipe; without one, the name of the events without the number of a copy; without
  /// that, their role.
  public var spec: String
  /// The field's name, as in a recipe.
  public var field: String
  /// What the recipe asks for, `end` among its numbers only for a source time; nil where the annotations do not say.
  public var requested: StartDistribution?
  /// The values as they are in the data set. A value of `let` counts once a mixture.
  public var values: NumberSummary
  /// How far the values are from the requested distribution; nil where that is not known.
  public var distance: Distance?
  /// How far the draws are from the part of the distribution that each was confined to: it is small for unbiased
  /// conditional draws, whatever `distance` is. nil where no draw was confined.
  public var conditionalDistance: Distance?

  /// A Kolmogorov–Smirnov distance.
  public struct Distance: Hashable, Sendable {
    /// D, the largest difference between the cumulative distributions: 0 for equal ones, 1 for ones without overlap.
    public var value: Double
    /// What D passes with a probability of 0.001, if the values are what was asked for.
    public var critical: Double
    /// How many values D was taken of.
    public var count: Int
    /// Whether the distribution is discrete; D is then the largest difference at its values.
    public var isDiscrete: Bool

    /// Whether the values almost certainly come from another distribution.
    public var isSignificant: Bool { value > critical }
  }
}

/// Collects the values of one field of one spec that come from one distribution.
struct FieldSeries: Sendable {
  struct Key: Hashable {
    var spec: ByteName
    var field: EventField
    /// nil where it is not known. A spec has several where variants change it.
    var requested: StartDistribution?
  }

  let distribution: StartDistribution?
  /// The same where no number of it is `end`, which differs from event to event.
  private let finite: Distribution?
  private let isContinuous: Bool
  private let range: ClosedRange<Double>
  private var values = NumberSample()
  /// Values as parts of the requested distribution with `end` put in: F(x).
  private var parts = NumberSample()
  /// Draws as parts of what they were confined to: (F(x) − F(low)) ÷ (F(high) − F(low)).
  private var confinedParts = NumberSample()
  private var isConfined: Bool

  /// A range that holds at least this much of a distribution does not confine it.
  private static let nearlyAll = 1 - 1e-9

  init(_ key: Key) {
    distribution = key.requested
    isContinuous = distribution?.isContinuous ?? false
    range = (key.field.rule ?? .any).range
    finite = distribution.flatMap { $0.hasEnd ? nil : $0.resolved(end: 0) }
    isConfined = isContinuous && (finite?.probability(in: range) ?? 1) < Self.nearlyAll
  }

  /// - Parameters:
  ///   - drawn: what was drawn before it was altered.
  ///   - within: what the draw was confined to; for a field with `end`, up to that of its event.
  mutating func add(_ value: Double, drawn: Double?, within: ClosedRange<Double>?) {
    values.add(value)
    guard let distribution, isContinuous else { return }
    let possible: Distribution
    if let finite {
      possible = finite
    } else {
      // Where there is no room, nothing was drawn.
      guard let within, within.lowerBound < within.upperBound else { return }
      possible = distribution.resolved(end: within.upperBound)
      parts.add(possible.cumulative(value))
    }
    if within != nil { isConfined = true }
    let confines = within.flatMap { $0.intersection(range) } ?? range
    let mass = possible.probability(in: confines)
    let draw = drawn ?? value
    guard mass > 0, confines.lowerBound <= draw else { return }
    confinedParts.add(min(possible.probability(in: confines.lowerBound...draw) / mass, 1))
  }

  mutating func spill(to file: NumberFile) throws(SoundscapeError) {
    try values.spill(to: file)
    try parts.spill(to: file)
    try confinedParts.spill(to: file)
  }

  mutating func merge(_ other: FieldSeries) {
    values.merge(other.values)
    parts.merge(other.parts)
    confinedParts.merge(other.confinedParts)
    isConfined = isConfined || other.isConfined
  }

  func statistics(_ key: Key) -> FieldStatistics? {
    let sorted = values.sorted
    guard let summary = NumberSummary(sorted) else { return nil }
    return FieldStatistics(
      spec: key.spec.text, field: key.field.rawValue, requested: distribution, values: summary,
      distance: distance(sorted), conditionalDistance: isConfined ? uniformDistance(confinedParts) : nil)
  }

  private func distance(_ sorted: SortedNumbers) -> FieldStatistics.Distance? {
    guard distribution != nil else { return nil }
    guard let finite else { return isContinuous ? uniformDistance(parts) : nil }
    return .init(
      value: KolmogorovSmirnov.distance(of: sorted, from: finite),
      critical: KolmogorovSmirnov.criticalDistance(count: sorted.count), count: sorted.count, isDiscrete: !isContinuous)
  }

  /// How far parts of a distribution are from the uniform distribution, which they have if the values are its draws.
  private func uniformDistance(_ parts: NumberSample) -> FieldStatistics.Distance? {
    guard parts.count > 0 else { return nil }
    return .init(
      value: KolmogorovSmirnov.distance(of: parts.sorted) { min(max($0, 0), 1) },
      critical: KolmogorovSmirnov.criticalDistance(count: parts.count), count: parts.count, isDiscrete: false)
  }
}
