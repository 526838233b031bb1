/// A Markov chain over feasible times, of which the stationary law is the product of the items' distributions
/// conditional on the constraints.
///
/// A sweep redraws every item from its distribution restricted to what the others leave (Gibbs), and proposes to
/// exchange pairs, without which no item could pass another where there is little room, and to redraw several items
/// together, without which lists would hold each other in place (Metropolis).
///
/// *Source:* Geman, Geman: *Stochastic relaxation*, IEEE PAMI 1984; Tierney: *Markov chains for exploring posterior
/// distributions*, Annals of Statistics 1994, for the mixture of kinds of moves.
struct PlacementChain {
  var timeline: Timeline
  private var movable: [Int] = []
  private var problem: PlacementProblem { timeline.problem }

  /// A row of n items that touch needs about n²÷10 sweeps to forget its start: this is enough for 30 of them.
  static let mostSweeps = 96
  /// For more items the work is bounded instead: what is left of the start is then the packing, not the order.
  static let mostRedraws = 16_000
  static let leastSweeps = 8
  /// So many are redrawn together at most: of more, hardly ever would all find room at once.
  private static let mostInBlock = 6
  /// One block for so many items in each sweep, so that blocks cost about as much as single items.
  private static let itemsPerBlock = 3

  init(_ timeline: Timeline) {
    self.timeline = timeline
    findMovable()
  }

  /// Finds the items whose times can change: after one was replaced too.
  mutating func findMovable() { movable = problem.items.indices.filter { !problem.items[$0].time.isConstant } }

  var times: [Seconds] { timeline.times.map { $0 ?? 0 } }

  /// As many sweeps as are worth their time.
  mutating func run(_ numbers: inout UniformNumbers) {
    let sweeps = min(Self.mostSweeps, max(Self.leastSweeps, Self.mostRedraws / max(movable.count, 1)))
    for _ in 0..<sweeps { sweep(&numbers) }
  }

  mutating func sweep(_ numbers: inout UniformNumbers) {
    for index in movable { redraw(index, numbers.next()) }
    guard movable.count > 1 else { return }
    for _ in movable { exchange(&numbers) }
    for _ in 0..<max(1, movable.count / Self.itemsPerBlock) { redrawBlock(&numbers) }
  }

  private mutating func redraw(_ index: Int, _ u: Double) {
    guard let old = timeline.times[index] else { return }
    timeline.remove(index)
    timeline.insert(index, at: timeline.draw(index, u) ?? old)
  }

  /// Takes several items away and draws them again one after the other.
  ///
  /// Each is drawn from its distribution restricted to what is free then, of probability Z. The ratio of the laws and of
  /// the ways to propose comes down to Π Z(new) ÷ Π Z(old), where the old times are put back in the same order.
  private mutating func redrawBlock(_ numbers: inout UniformNumbers) {
    var block = movable
    let size = min(2 + numbers.index(below: Self.mostInBlock - 1), movable.count)
    for place in 0..<size { block.swapAt(place, place + numbers.index(below: block.count - place)) }
    block.removeSubrange(size...)
    let old = block.compactMap { timeline.times[$0] }
    guard old.count == size else { return }
    let before = timeline
    for index in block { timeline.remove(index) }
    let without = timeline
    var ratio = 1.0
    for index in block {
      let ranges = timeline.freeRanges(of: index)
      guard let time = problem.items[index].draw(numbers.next(), in: ranges) else {
        timeline = before
        return
      }
      ratio *= problem.items[index].probability(in: ranges)
      timeline.insert(index, at: time)
    }
    let u = numbers.next()
    guard ratio > 0 else {
      timeline = before
      return
    }
    let proposed = timeline
    timeline = without
    for (index, time) in zip(block, old) {
      ratio /= problem.items[index].probability(in: timeline.freeRanges(of: index))
      timeline.insert(index, at: time)
    }
    timeline = u < ratio ? proposed : before
  }

  /// Proposes that two items change places, and takes it with the probability that keeps the law.
  ///
  /// Either their starts are exchanged, or the pair is turned round within its span. Both are their own inverses and
  /// keep volumes, so that only the ratio of the weights decides.
  private mutating func exchange(_ numbers: inout UniformNumbers) {
    let (i, j) = (movable[numbers.index(below: movable.count)], movable[numbers.index(below: movable.count)])
    let (keepsSpan, u) = (numbers.next() < 0.5, numbers.next())
    guard i != j, let first = timeline.times[i], let second = timeline.times[j], first != second else { return }
    let (early, late) = first < second ? (i, j) : (j, i)
    let (start, other) = (min(first, second), max(first, second))
    let (earlyItem, lateItem) = (problem.items[early], problem.items[late])
    // A value of one list does not fit another list, and a value of a range hardly ever fits a list.
    guard earlyItem.isListed == lateItem.isListed, !(keepsSpan && earlyItem.isListed) else { return }
    // Where a time has a probability of its own, densities say nothing.
    guard !earlyItem.isClamped(start), !lateItem.isClamped(other) else { return }
    let moved = keepsSpan ? other + lateItem.longest - earlyItem.longest : other
    // Turned round again it would be another pair.
    guard moved > start, earlyItem.window.contains(moved), lateItem.window.contains(start),
      !earlyItem.isClamped(moved)
    else { return }
    let logRatio =
      earlyItem.time.logDensity(at: moved) - earlyItem.time.logDensity(at: start) + lateItem.time.logDensity(at: start)
      - lateItem.time.logDensity(at: other)
    guard logRatio > -.infinity, u < Math.exponential(min(0, logRatio)) else { return }
    timeline.remove(early)
    timeline.remove(late)
    if let time = timeline.free(start, for: late) {
      timeline.insert(late, at: time)
      if let time = timeline.free(moved, for: early) {
        timeline.insert(early, at: time)
        return
      }
      timeline.remove(late)
    }
    timeline.insert(early, at: start)
    timeline.insert(late, at: other)
  }
}

extension Timeline {
  /// The time itself where there is room for the item; the nearest one where only rounding is in the way.
  fileprivate func free(_ time: Seconds, for index: Int) -> Seconds? {
    for range in freeRanges(of: index) {
      if range.contains(time) { return time }
      guard !problem.items[index].isListed else { continue }
      let nearest = min(max(time, range.lowerBound), range.upperBound)
      if abs(nearest - time) < Placement.rounding { return nearest }
    }
    return nil
  }
}
