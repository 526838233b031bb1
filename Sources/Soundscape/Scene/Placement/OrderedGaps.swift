/// Items that keep apart from each other and are uniform over all their possible starts: the exact law of their times.
///
/// P(apart) = Σᵢ freeᵢⁿ ÷ (n · Π widthᵢ), where freeᵢ is what is left for the gaps when item i is the last one. With one
/// span for all, freeᵢ is the span − Σ durations − (n − 1) · gap for every i, and P is freeⁿ ÷ Π widths.
/// The order is random but for its last item, which goes by freeᵢⁿ; the gaps are uniform spacings.
struct OrderedGaps {
  private struct Member {
    var item: Int
    var duration, width: Seconds
    /// The latest start.
    var latest: Seconds
    /// For gaps, when it is the last.
    var free: Seconds
  }

  private let members: [Member]
  /// The earliest start.
  private let earliest, gap: Seconds

  /// Nil where the law is another one.
  init?(_ indices: [Int], gap: Seconds, in problem: PlacementProblem) {
    var found: [Member] = []
    var earliest: Seconds?
    for index in indices {
      let item = problem.items[index]
      guard case .uniform(let support) = item.time.unshared, item.demands.count == 1, item.clamped == 0,
        item.demands[0].duration == item.longest, let range = support.intersection(item.window),
        range.lowerBound < range.upperBound, earliest == nil || earliest == range.lowerBound
      else { return nil }
      earliest = range.lowerBound
      found.append(
        Member(
          item: index, duration: item.longest, width: range.upperBound - range.lowerBound, latest: range.upperBound,
          free: 0))
    }
    guard let earliest, found.count > 1 else { return nil }
    // Whoever comes last must be the only one whose latest start counts.
    let latest = found.map(\.latest).max() ?? 0
    guard found.allSatisfy({ $0.latest + $0.duration + gap >= latest - Placement.rounding }) else { return nil }
    let taken = found.reduce(0) { $0 + $1.duration + gap }
    for index in found.indices {
      let free = found[index].latest - earliest - (taken - found[index].duration - gap)
      // No room at all, but for rounding, is room to touch.
      found[index].free = free > -Placement.rounding ? max(free, 0) : -1
    }
    members = found
    self.earliest = earliest
    self.gap = gap
  }

  /// By how much the items do not fit, nil when they do.
  var shortfall: Seconds? {
    guard members.allSatisfy({ $0.free < 0 }) else { return nil }
    let taken = members.reduce(0) { $0 + $1.duration + gap }
    return members.map { taken - $0.duration - gap - ($0.latest - earliest) }.min()
  }

  /// Of independent times.
  var logProbability: Double {
    let count = Double(members.count)
    let most = members.map(\.free).max() ?? 0
    guard most > 0 else { return -.infinity }
    let sum = members.reduce(0) { $0 + Math.power(max($1.free, 0) / most, count) }
    let widths = members.reduce(0) { $0 + Math.naturalLog($1.width / most) }
    return min(0, Math.naturalLog(sum / count) - widths)
  }

  /// Puts the members' times into an array of all items' times.
  func draw(into times: inout [Seconds], _ numbers: inout UniformNumbers) {
    var order = members
    let last = drawLast(numbers.next())
    order.swapAt(last, order.count - 1)
    var others = Array(order.dropLast())
    numbers.shuffle(&others)
    order = others + [order[order.count - 1]]
    let free = max(order[order.count - 1].free, 0)
    let offsets = order.map { _ in numbers.next() * free }.sorted()
    var starts: [Seconds] = []
    var cursor = earliest
    var taken = earliest
    for (member, offset) in zip(order, offsets) {
      let start = max(cursor, taken + offset)
      starts.append(start)
      cursor = TouchingTimes.release(start, member.duration, gap: gap)
      taken += member.duration + gap
    }
    let pushed = pushedBack(starts, order)
    for (member, start) in zip(order, pushed) { times[member.item] = start }
  }

  /// The same times before the latest start of the last, which rounding may have passed by a bit or two.
  private func pushedBack(_ starts: [Seconds], _ order: [Member]) -> [Seconds] {
    var pushed = starts
    var limit = order[order.count - 1].latest
    for index in order.indices.reversed() {
      if pushed[index] <= limit { return pushed }
      pushed[index] = limit
      guard index > 0 else { break }
      limit = TouchingTimes.latestStart(before: limit, order[index - 1].duration, gap: gap)
    }
    // No room at all: the rounding shows after the last rather than before the first.
    return pushed[0] < earliest ? starts : pushed
  }

  private func drawLast(_ u: Double) -> Int {
    let most = members.map(\.free).max() ?? 0
    let weights = members.map { member in
      member.free < 0 ? 0 : most > 0 ? Math.power(member.free / most, Double(members.count)) : 1
    }
    var target = u * weights.reduce(0, +)
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      last = index
      target -= weight
      if target < 0 { break }
    }
    return last
  }
}
