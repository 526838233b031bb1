/// How many mixtures there are, and how much is in them.
public struct MixtureCounts: Hashable, Sendable {
  /// Mixtures that are whole.
  public internal(set) var made = 0
  public internal(set) var failed = 0
  /// What failed: the kind of the error, its text with `…` for what differs → how many mixtures.
  public internal(set) var failures: NameTable<Int> = [:]
  /// Split → mixtures; empty where the data set has none.
  public internal(set) var splits: NameTable<Int> = [:]
  /// Foreground events → mixtures that have so many.
  public internal(set) var eventCounts: [Int: Int] = [:]
  /// Events of both roles.
  public internal(set) var events = 0
  /// Seconds of the shortest and of the longest mixture; nil without mixtures.
  public internal(set) var durations: ClosedRange<Seconds>?
  /// In nanoseconds, so that the order of adding does not matter.
  private var total = Nanoseconds()

  /// Seconds of all mixtures together.
  public var duration: Seconds { total.seconds }

  /// Foreground events of a mixture; nil without mixtures.
  public var eventsPerMixture: (least: Int, mean: Double, greatest: Int)? {
    guard let least = eventCounts.keys.min(), let greatest = eventCounts.keys.max() else { return nil }
    let count = eventCounts.reduce(0) { $0 + $1.key * $1.value }
    return (least, Double(count) / Double(eventCounts.values.reduce(0, +)), greatest)
  }

  mutating func add(duration: Seconds, split: String?, foreground: Int, events: Int) {
    made += 1
    self.events += events
    total.add(duration)
    take(duration...duration)
    eventCounts[foreground, default: 0] += 1
    if let split { splits[split, default: 0] += 1 }
  }

  private mutating func take(_ other: ClosedRange<Seconds>) {
    let own = durations ?? other
    durations = min(own.lowerBound, other.lowerBound)...max(own.upperBound, other.upperBound)
  }

  mutating func addFailure(_ message: String) {
    failed += 1
    failures[FailureKind.of(message), default: 0] += 1
  }

  mutating func merge(_ other: MixtureCounts) {
    made += other.made
    failed += other.failed
    events += other.events
    failures.merge(other.failures, uniquingKeysWith: +)
    splits.merge(other.splits, uniquingKeysWith: +)
    eventCounts.merge(other.eventCounts, uniquingKeysWith: +)
    total.add(other.total)
    if let range = other.durations { take(range) }
  }
}

/// A sum of times that does not depend on the order in which they are added.
struct Nanoseconds: Hashable, Sendable {
  private static let perSecond = 1e9
  /// No mixture lasts thirty years; a file that says so must not overflow.
  private static let most: Seconds = 1e9

  private(set) var count = 0

  var seconds: Seconds { Double(count) / Self.perSecond }

  mutating func add(_ time: Seconds) {
    guard time.isFinite else { return }
    var other = Nanoseconds()
    other.count = Int((min(max(time, 0), Self.most) * Self.perSecond).rounded())
    add(other)
  }

  mutating func add(_ other: Nanoseconds) {
    let (sum, isTooMuch) = count.addingReportingOverflow(other.count)
    count = isTooMuch ? .max : sum
  }
}
