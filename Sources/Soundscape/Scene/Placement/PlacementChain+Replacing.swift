extension PlacementChain {
  /// Proposes other items, drawn from their own law, in the places of some, with times from what the rest leaves; true
  /// where they are taken. `factor` is what else the ratio of the laws has.
  ///
  /// The law of a time given its length is the distribution over what fits the mixture, of probability W; it is proposed
  /// from what is free, of probability Z. What items are drawn from cancels out: the ratio of the laws and of the ways to
  /// propose is Π (Z ÷ W) of the new items ÷ that of the old ones, which are put back in the same order.
  ///
  /// *Source:* Hastings: *Monte Carlo sampling methods using Markov chains*, Biometrika 1970.
  mutating func replace(
    _ places: [Int], with items: [PlacementItem], factor: Double = 1, _ numbers: inout UniformNumbers
  ) -> Bool {
    let before = timeline
    let old = places.map { before.times[$0] ?? 0 }
    for index in places { timeline.remove(index) }
    let without = timeline
    let u = numbers.next()
    var ratio = factor
    for (index, item) in zip(places, items) {
      guard timeline.replace(index, with: item), let share = insertion(index, drawing: numbers.next()) else {
        timeline = before
        return false
      }
      ratio *= share
    }
    let proposed = timeline
    timeline = without
    for (index, time) in zip(places, old) { ratio /= share(of: index, at: time) }
    // A share of 0 is that of items without any room to spare.
    let isTaken = u < ratio
    timeline = isTaken ? proposed : before
    if isTaken { findMovable() }
    return isTaken
  }

  /// Draws an item's time from what is free; Z ÷ W, nil where nothing is.
  private mutating func insertion(_ index: Int, drawing u: Double) -> Double? {
    let item = timeline.problem.items[index]
    let ranges = timeline.freeRanges(of: index)
    guard let time = item.draw(u, in: ranges) else { return nil }
    timeline.insert(index, at: time)
    return item.share(of: ranges)
  }

  /// Z ÷ W of an item that gets the time it had.
  private mutating func share(of index: Int, at time: Seconds) -> Double {
    let item = timeline.problem.items[index]
    let ranges = timeline.freeRanges(of: index)
    timeline.insert(index, at: time)
    return item.share(of: ranges)
  }
}

extension PlacementProblem.Item {
  /// The part of what fits the mixture that the ranges are.
  fileprivate func share(of ranges: [ClosedRange<Double>]) -> Double {
    let whole = probability(in: [window])
    // Where only one instant fits, it is free or it is not.
    return whole > 0 ? probability(in: ranges) / whole : 1
  }
}
