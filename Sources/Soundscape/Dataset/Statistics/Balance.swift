/// How often each label and each source file of a role is used.
public struct Balance: Hashable, Sendable {
  /// Label → events.
  public internal(set) var labels: NameTable<Int> = [:]
  /// Source file as the annotations write it → events.
  public internal(set) var sources: NameTable<Int> = [:]
  /// Group of sources, as the bank has it → events; sounds without one do not count.
  public internal(set) var groups: NameTable<Int> = [:]
  /// Labels of the role's soundbank, as far as the annotations name them.
  public internal(set) var knownLabels: NameSet = []

  public var events: Int { labels.values.reduce(0, +) }

  /// 1 where every label that is used is used equally often, 0 where one is always: the entropy of the labels' shares ÷
  /// that of equal shares; nil with fewer than two labels.
  public var labelEntropy: Double? { Self.normalizedEntropy(labels) }

  /// The same of the source files.
  public var sourceEntropy: Double? { Self.normalizedEntropy(sources) }

  /// The same of the groups of sources.
  public var groupEntropy: Double? { Self.normalizedEntropy(groups) }

  /// Names with their counts, the most frequent first; equal ones in the order of their names.
  public static func ranked(_ counts: NameTable<Int>) -> [(name: String, count: Int)] {
    counts.map { (name: $0.key, count: $0.value) }.sorted { a, b in
      a.count == b.count ? isInByteOrder(a.name, b.name) : a.count > b.count
    }
  }

  /// - Parameter group: that of the source, as the bank has it.
  mutating func add(label: String, source: String, group: String? = nil) {
    labels[label, default: 0] += 1
    sources[source, default: 0] += 1
    if let group { groups[group, default: 0] += 1 }
  }

  mutating func merge(_ other: Balance) {
    labels.merge(other.labels, uniquingKeysWith: +)
    sources.merge(other.sources, uniquingKeysWith: +)
    groups.merge(other.groups, uniquingKeysWith: +)
    knownLabels.formUnion(other.knownLabels)
  }

  private static func normalizedEntropy(_ counts: NameTable<Int>) -> Double? {
    guard counts.count > 1 else { return nil }
    let total = Double(counts.values.reduce(0, +))
    // In order of size, so that rounding does not depend on the order of a dictionary.
    let entropy = counts.values.sorted().reduce(0.0) { sum, count in
      let share = Double(count) / total
      return sum - share * Math.naturalLog(share)
    }
    return min(entropy / Math.naturalLog(Double(counts.count)), 1)
  }
}
