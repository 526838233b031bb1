/// Finds feasible times, whatever their law: the start of a chain.
///
/// 1. A few tries at drawing one item after the other from the room that is left, the least free first.
/// 2. Items that only take turns: `SubsetSchedule`, which finds times whenever there are any.
/// 3. Serial schedules: each item in turn at its earliest feasible time, in the order of a list. Some list gives a
///    feasible schedule whenever there is one. An item that finds no room moves towards the front of the list.
/// 4. For few items all lists, without those that only exchange equal items.
///
/// *Source:* Kolisch: *Serial and parallel resource-constrained project scheduling methods revisited*, EJOR 1996;
/// Joslin, Clements: *Squeaky wheel optimization*, JAIR 1999.
struct PlacementSearch {
  private let problem: PlacementProblem
  private let fixed: [Int]
  private let movable: [Int]
  private var best: Timeline
  /// Whether there are no times where it found none.
  private(set) var leavesNothingOut = false

  /// Drawing one after the other succeeds soon or hardly ever.
  private static let mostDraws = 8
  /// Schedules for few items; for many the work, items² a schedule, is what is bounded.
  private static let mostSchedules = 2000
  /// After so many, a list that was repaired in vain is shuffled.
  private static let schedulesPerList = 250
  private static let mostWork = 4_000_000
  /// All lists: 7! of different items, each with its beginnings.
  private static let mostNodes = 14_000

  init(_ problem: PlacementProblem) {
    self.problem = problem
    fixed = problem.items.indices.filter { problem.items[$0].time.isConstant }
    movable = problem.items.indices.filter { !problem.items[$0].time.isConstant }
    best = Timeline(problem)
  }

  mutating func start(_ numbers: inout UniformNumbers) -> Result<Timeline, PlacementFailure> {
    var base = Timeline(problem)
    for index in fixed {
      // Within its window, or the item by itself would have failed.
      base.insert(index, at: problem.items[index].time.quantile(0, in: problem.items[index].window) ?? 0)
    }
    if let violation = problem.worstViolation(base.times) {
      return .failure(PlacementFailure(violation, in: problem, isCertain: true))
    }
    best = base
    if movable.isEmpty { return .success(base) }
    if let found = drawn(base, &numbers) { return .success(found) }
    if let turns = SubsetSchedule(movable, base) {
      if let found = turns.timeline() { return .success(found) }
      leavesNothingOut = true
      return .failure(closest())
    }
    if let found = scheduled(base, &numbers) ?? exhaustive(base) { return .success(found) }
    return .failure(closest())
  }

  private mutating func drawn(_ base: Timeline, _ numbers: inout UniformNumbers) -> Timeline? {
    let byFreedom = movable.sorted { freedom($0) < freedom($1) }
    for _ in 0..<Self.mostDraws {
      var timeline = base
      var isComplete = true
      for index in byFreedom {
        guard let time = timeline.draw(index, numbers.next()) else {
          isComplete = false
          break
        }
        timeline.insert(index, at: time)
      }
      if isComplete { return timeline }
      keepIfBest(timeline)
    }
    return nil
  }

  /// How many of its lengths an item has to choose from.
  private func freedom(_ index: Int) -> Double {
    let item = problem.items[index]
    let range = item.time.support.intersection(item.window) ?? item.window
    return (range.upperBound - range.lowerBound) / max(item.longest, Placement.rounding)
  }

  private mutating func scheduled(_ base: Timeline, _ numbers: inout UniformNumbers) -> Timeline? {
    var list = movable.sorted { deadline($0) < deadline($1) }
    let schedules = min(Self.mostSchedules, max(20, Self.mostWork / (list.count * list.count)))
    for schedule in 1...schedules {
      if schedule % Self.schedulesPerList == 0 { numbers.shuffle(&list) }
      var timeline = base
      var failed: Int?
      for (place, index) in list.enumerated() {
        if let time = problem.items[index].time.least(in: timeline.freeRanges(of: index)) {
          timeline.insert(index, at: time)
        } else if failed == nil {
          failed = place
        }
      }
      guard let failed else { return timeline }
      keepIfBest(timeline)
      if failed == 0 { return nil }
      list.insert(list.remove(at: failed), at: numbers.index(below: failed))
      // Now and then two others change places, so that the lists do not go round in circles.
      if numbers.next() < 0.25 { list.swapAt(numbers.index(below: list.count), numbers.index(below: list.count)) }
    }
    return nil
  }

  private func deadline(_ index: Int) -> Seconds {
    let item = problem.items[index]
    return min(item.time.support.upperBound, item.window.upperBound) + item.longest
  }

  private mutating func exhaustive(_ base: Timeline) -> Timeline? {
    var nodes = Self.mostNodes
    return completed(base, rest: movable.sorted { deadline($0) < deadline($1) }, &nodes)
  }

  /// All lists that continue from here; as deep as there are items.
  private func completed(_ timeline: Timeline, rest: [Int], _ nodes: inout Int) -> Timeline? {
    if rest.isEmpty { return timeline }
    var times: [(index: Int, time: Seconds)] = []
    for index in rest {
      // One item without room spoils all that follow.
      guard let time = problem.items[index].time.least(in: timeline.freeRanges(of: index)) else { return nil }
      times.append((index, time))
    }
    var tried: Set<PlacementProblem.Item> = []
    for (index, time) in times {
      var kind = problem.items[index]
      kind.name = ""
      guard tried.insert(kind).inserted else { continue }
      nodes -= 1
      if nodes < 0 { return nil }
      var next = timeline
      next.insert(index, at: time)
      if let found = completed(next, rest: rest.filter { $0 != index }, &nodes) { return found }
    }
    return nil
  }

  private mutating func keepIfBest(_ timeline: Timeline) {
    if timeline.count > best.count { best = timeline }
  }

  /// The best try, with one more item where it does the least harm.
  private func closest() -> PlacementFailure {
    var least: PlacementProblem.Violation?
    for index in movable where best.times[index] == nil {
      let item = problem.items[index]
      var edges = [item.window.lowerBound, item.window.upperBound]
      for (other, time) in best.times.enumerated() {
        guard let time else { continue }
        edges.append(time - item.longest)
        edges.append(time + problem.items[other].longest)
      }
      for edge in edges {
        guard let time = item.time.nearest(to: edge, in: item.window) else { continue }
        var times = best.times
        times[index] = time
        guard let violation = problem.worstViolation(times) else { continue }
        if violation.shortfall < least?.shortfall ?? .infinity { least = violation }
      }
    }
    if let least { return PlacementFailure(least, in: problem, isCertain: false) }
    let names = movable.map { problem.items[$0].name }
    return PlacementFailure(
      constraint: .noOverlap, items: names, shortfall: 0, description: "no order of the events was found that fits")
  }
}

extension Timeline {
  /// How many items have a time.
  fileprivate var count: Int { times.count { $0 != nil } }
}
