/// Times for all items: groups of which the exact law is known by that law, the others independently.
struct PlacementProposal {
  private let problem: PlacementProblem
  private let gaps: [OrderedGaps]
  /// The items that are in none of them.
  private let independent: [Int]
  /// Whether the draws follow the wanted law, and need no rejection.
  let isExact: Bool
  /// A group that cannot fit.
  let failure: PlacementFailure?

  init(_ problem: PlacementProblem) {
    self.problem = problem
    var members = Array(repeating: [Int](), count: problem.groups.count)
    for (index, item) in problem.items.enumerated() {
      for demand in item.demands { members[demand.group].append(index) }
    }
    var gaps: [OrderedGaps] = []
    var covered = Set<Int>()
    var isExact = problem.maxPolyphony == nil
    var failure: PlacementFailure?
    for (group, indices) in zip(problem.groups, members) where indices.count > 1 {
      guard let exact = OrderedGaps(indices, gap: group.gap, in: problem) else {
        isExact = false
        continue
      }
      gaps.append(exact)
      covered.formUnion(indices)
      guard failure == nil, let shortfall = exact.shortfall else { continue }
      let total = indices.reduce(0) { $0 + problem.items[$1].longest }
      let spaced = group.gap > 0 ? " with gaps of \(problem.seconds(group.gap))" : ""
      failure = PlacementFailure(
        constraint: group.constraint, items: indices.map { problem.items[$0].name }, shortfall: shortfall,
        isCertain: true,
        description:
          "\(indices.count) events of \(problem.seconds(total)) together\(spaced) are \(problem.seconds(shortfall)) too long for their times"
      )
    }
    self.gaps = gaps
    independent = problem.items.indices.filter { !covered.contains($0) }
    self.isExact = isExact
    self.failure = failure
  }

  func draw(_ numbers: inout UniformNumbers) -> [Seconds] {
    var times = [Seconds](repeating: 0, count: problem.items.count)
    for group in gaps { group.draw(into: &times, &numbers) }
    for index in independent {
      let item = problem.items[index]
      times[index] = item.draw(numbers.next(), in: [item.window]) ?? item.window.lowerBound
    }
    return times
  }

  /// That independent times satisfy the groups drawn by their exact law.
  var logProbability: Double { gaps.reduce(0) { $0 + $1.logProbability } }
}
