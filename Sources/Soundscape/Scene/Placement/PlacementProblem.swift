/// A placement in the terms that its solvers need.
struct PlacementProblem {
  /// Items that must be apart from each other.
  struct Group: Hashable {
    var gap: Seconds
    /// The constraint that asks for it.
    var constraint: PlacementFailure.Constraint
  }

  /// How long an item keeps a group busy.
  struct Demand: Hashable {
    var group: Int
    var duration: Seconds
  }

  struct Item: Hashable {
    var name: String
    var time: Distribution
    /// One for each group that the item has a part in: parts of one item do not exclude each other.
    var demands: [Demand]
    /// Of the parts that sound at all, longest first.
    var durations: [Seconds]
    /// Where the time may be for the item to fit in the mixture.
    var window: ClosedRange<Double>
    /// Times from a list, which cannot yield by a rounding error.
    var isListed: Bool
    /// The probability of what is later than the window and moved to its end (`fit: clamp`).
    var clamped = 0.0
    /// Seconds that are forgiven at the item's end.
    var forgiven: Seconds { isListed ? Placement.rounding : 0 }
    var longest: Seconds { durations.first ?? 0 }
  }

  private(set) var items: [Item]
  private(set) var groups: [Group] = []
  /// Nil where it cannot be exceeded, or is said by a group.
  private(set) var maxPolyphony: Int?
  let duration: Seconds
  /// What an item violates by itself.
  private(set) var failureOfOneItem: PlacementFailure?
  private let rules: PlacementRules
  /// At one voice everything excludes everything; a group says so in a form that has an exact solution.
  private let isMonophonic: Bool
  /// The groups' numbers.
  private var names: NameTable<Int> = [:]

  /// - Parameter isFinal: whether no item is replaced by another one later.
  init(_ source: [PlacementItem], _ rules: PlacementRules, isFinal: Bool = true) {
    self.rules = rules
    duration = rules.duration
    items = []
    let polyphony = rules.constraints.maxPolyphony
    isMonophonic = polyphony == 1 && source.allSatisfy { $0.parts.count <= 1 }
    maxPolyphony = isMonophonic ? nil : polyphony
    for item in source {
      let (item, failure) = prepared(item)
      items.append(item)
      failureOfOneItem = failureOfOneItem ?? failure
    }
    guard isFinal else { return }
    let most = Self.mostAtOnce(items)
    maxPolyphony = maxPolyphony.flatMap { most > $0 ? $0 : nil }
  }

  /// Puts another item in the place of one; false, and nothing is changed, where it fails by itself.
  mutating func replace(_ index: Int, with source: PlacementItem) -> Bool {
    let (item, failure) = prepared(source)
    if failure == nil { items[index] = item }
    return failure == nil
  }

  private mutating func group(_ name: String, gap: Seconds) -> Int {
    if let index = names[name] { return index }
    let isPolyphony = isMonophonic && name.isEmpty && rules.constraints.noOverlap != .all
    groups.append(Group(gap: gap, constraint: isPolyphony ? .maxPolyphony : .noOverlap))
    names[name] = groups.count - 1
    return groups.count - 1
  }

  private mutating func groupIndices(of label: String) -> [Int] {
    let constraints = rules.constraints
    let excludesAll = constraints.noOverlap == .all || isMonophonic
    var indices: [Int] = []
    if excludesAll { indices.append(group("", gap: constraints.noOverlap == .all ? constraints.minGap : 0)) }
    // Labels that exclude each other say no more than that, unless they have to keep a distance.
    if excludesAll && constraints.minGap == 0 { return indices }
    switch constraints.noOverlap {
    case .sameLabel: indices.append(group("=" + label, gap: constraints.minGap))
    case .labels(let labels) where labels.contains(label): indices.append(group("*", gap: constraints.minGap))
    case .labels, .all, nil: break
    }
    return indices
  }

  private mutating func prepared(_ item: PlacementItem) -> (Item, PlacementFailure?) {
    var demands: [Int: Seconds] = [:]
    for part in item.parts {
      for index in groupIndices(of: part.label) { demands[index] = max(demands[index] ?? 0, part.duration) }
    }
    let longest = item.parts.map(\.duration).max() ?? 0
    let isListed = !item.time.isContinuous
    let latest = TouchingTimes.latestStart(before: duration, longest, gap: 0)
    let window = 0...max(0, isListed ? latest + Placement.rounding : latest)
    let failure = Self.failure(
      of: item, latest: latest, in: window, polyphony: isMonophonic ? nil : rules.constraints.maxPolyphony, rules)
    let isClamped = rules.fit == .clamp && !isListed
    return (
      Item(
        name: item.name, time: item.time,
        demands: demands.sorted { $0.key < $1.key }.map { Demand(group: $0.key, duration: $0.value) },
        durations: item.parts.map(\.duration).filter { $0 > 0 }.sorted(by: >), window: window, isListed: isListed,
        clamped: isClamped ? item.time.probability(in: window.upperBound ... .infinity) : 0),
      failure
    )
  }

  /// No draw can change anything.
  var isFixed: Bool { items.allSatisfy(\.time.isConstant) }

  /// Text of an amount that is often a fraction of a second: three digits more than a person hears.
  func seconds(_ amount: Seconds) -> String { amount < 1e-6 ? "\(amount) s" : "\(rounded(amount, 6)) s" }

  private static func failure(
    of item: PlacementItem, latest: Seconds, in window: ClosedRange<Double>, polyphony: Int?, _ rules: PlacementRules
  ) -> PlacementFailure? {
    func failure(_ constraint: PlacementFailure.Constraint, _ shortfall: Seconds, _ text: String) -> PlacementFailure {
      PlacementFailure(
        constraint: constraint, items: [item.name], shortfall: shortfall, isCertain: true,
        description: "`\(item.name)` " + text)
    }
    let longest = item.parts.map(\.duration).max() ?? 0
    if latest < -Placement.rounding {
      return failure(
        .eventTime, -latest, "lasts \(rounded(longest, 6)) s, the mixture \(rounded(rules.duration, 6)) s")
    }
    if item.time.quantile(0, in: window) == nil {
      let support = item.time.support
      let shortfall = support.lowerBound > latest ? support.lowerBound - latest : max(-support.upperBound, 0)
      return failure(
        .eventTime, shortfall,
        "lasts \(rounded(longest, 6)) s and must begin at 0…\(rounded(window.upperBound, 6)) s, where its event_time has no value"
      )
    }
    if let polyphony, item.parts.count > polyphony {
      return failure(.maxPolyphony, longest, "has \(item.parts.count) parts at once, of \(polyphony) allowed")
    }
    return nil
  }

  /// No more than this many parts can sound at once: of those that exclude each other the item with the most.
  private static func mostAtOnce(_ items: [Item]) -> Int {
    var separate = 0
    var most: [Int: Int] = [:]
    for item in items {
      // An item excludes the others of a group for as long as the part does that is of the group.
      guard let group = item.demands.first(where: { $0.duration == item.longest })?.group else {
        separate += item.durations.count
        continue
      }
      most[group] = max(most[group] ?? 0, item.durations.count)
    }
    return separate + most.values.reduce(0, +)
  }
}
