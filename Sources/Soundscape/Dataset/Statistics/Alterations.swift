/// What was altered after it was drawn, by rule.
public struct Alterations: Sendable {
  /// One rule and what it did.
  public struct Rule: Hashable, Sendable {
    /// The rule's name, as in the annotation and the manifest.
    public var name: String
    /// How often it was applied.
    public var count: Int
    /// The same ÷ the data set's events; for a rule about whole mixtures, ÷ its mixtures.
    public var share: Double
    /// The mean of after − before; nil for a rule that changes no number.
    public var meanChange: Double?
    /// The change of the largest magnitude, with its sign.
    public var largestChange: Double?
    /// Whether it altered a mixture as a whole, not one event.
    public var concernsMixture: Bool
  }

  struct Key: Hashable {
    var name: String
    var concernsMixture: Bool
  }

  private var counts: [Key: Int] = [:]
  private var changes: [Key: NumberSample] = [:]

  /// Adds the alterations of an event or of a mixture.
  mutating func add(_ alterations: [Annotation.Alteration], concernsMixture: Bool) {
    for alteration in alterations {
      let key = Key(name: alteration.rule, concernsMixture: concernsMixture)
      counts[key, default: 0] += 1
      if let before = alteration.before, let after = alteration.after {
        changes[key, default: NumberSample()].add(after - before)
      }
    }
  }

  mutating func spill(to file: NumberFile) throws(SoundscapeError) {
    for key in changes.keys { try changes[key]?.spill(to: file) }
  }

  mutating func merge(_ other: Alterations) {
    counts.merge(other.counts, uniquingKeysWith: +)
    for (key, sample) in other.changes { changes[key, default: NumberSample()].merge(sample) }
  }

  /// The most frequent first.
  func rules(of mixtures: MixtureCounts) -> [Rule] {
    counts.map { key, count in
      let summary = changes[key]?.summary
      let largest = summary.map { -$0.least > $0.greatest ? $0.least : $0.greatest }
      return Rule(
        name: key.name, count: count,
        share: Double(count) / Double(key.concernsMixture ? mixtures.made : mixtures.events),
        meanChange: summary?.mean, largestChange: largest, concernsMixture: key.concernsMixture)
    }.sorted { ($1.count, $0.name, $1.concernsMixture ? 1 : 0) < ($0.count, $1.name, $0.concernsMixture ? 1 : 0) }
  }
}
