/// Feasible times where items do nothing but take turns: each item excludes all others of one group, and no other. Exact.
///
/// Of every set of items of a group, the earliest moment is found at which all of them can be over: whatever order
/// reaches it leaves the rest as much room as any other. 2ⁿ sets of n items instead of n! orders.
///
/// *Source:* Held, Karp: *A dynamic programming approach to sequencing problems*, SIAM 1962.
struct SubsetSchedule {
  /// 4096 sets a group.
  static let mostItems = 12

  private let problem: PlacementProblem
  private let base: Timeline
  private let groups: [Int: [Int]]

  /// Nil where items depend on each other in other ways, or are too many.
  init?(_ movable: [Int], _ base: Timeline) {
    problem = base.problem
    self.base = base
    guard problem.maxPolyphony == nil,
      movable.allSatisfy({ index in
        let item = base.problem.items[index]
        return item.demands.count == 1 && item.demands[0].duration == item.longest
      })
    else { return nil }
    groups = Dictionary(grouping: movable) { base.problem.items[$0].demands[0].group }
    guard groups.values.allSatisfy({ $0.count <= Self.mostItems }) else { return nil }
  }

  /// All times; nil where there are none.
  func timeline() -> Timeline? {
    var whole = base
    for (group, items) in groups {
      guard let starts = starts(of: items, gap: problem.groups[group].gap) else { return nil }
      for (index, start) in zip(items, starts) { whole.insert(index, at: start) }
    }
    return whole
  }

  private struct End {
    var release: Seconds
    var last: Int
    var start: Seconds
  }

  private func starts(of items: [Int], gap: Seconds) -> [Seconds]? {
    let ranges = items.map { base.freeRanges(of: $0) }
    var ends: [End?] = Array(repeating: nil, count: 1 << items.count)
    ends[0] = End(release: -.infinity, last: -1, start: 0)
    for set in ends.indices {
      guard let end = ends[set] else { continue }
      for (k, index) in items.enumerated() where set & 1 << k == 0 {
        let item = problem.items[index]
        let room = ranges[k].compactMap { Self.part(of: $0, from: end.release - item.forgiven) }
        guard let start = item.time.least(in: room) else { continue }
        let release = TouchingTimes.release(start, item.longest, gap: gap)
        if release < ends[set | 1 << k]?.release ?? .infinity {
          ends[set | 1 << k] = End(release: release, last: k, start: start)
        }
      }
    }
    var starts = Array(repeating: 0.0, count: items.count)
    var set = ends.count - 1
    while set != 0 {
      guard let end = ends[set] else { return nil }
      starts[end.last] = end.start
      set &= ~(1 << end.last)
    }
    return starts
  }

  private static func part(of range: ClosedRange<Double>, from start: Seconds) -> ClosedRange<Double>? {
    let low = max(range.lowerBound, start)
    // Room for exactly the item, but for rounding.
    return low <= range.upperBound + Placement.rounding ? low...max(low, range.upperBound) : nil
  }
}
