// What cannot be satisfied by any draw is refused before the first.

extension RecipePlan {
  /// *Throws:* `.recipe` with the arithmetic, where the fewest and shortest events that the recipe allows cannot keep its
  /// constraints.
  func checkFeasibility() throws(SoundscapeError) {
    let constraints = recipe.constraints
    guard constraints.concernsTimes else { return }
    let rules = PlacementRules(duration: recipe.duration, constraints: constraints, fit: recipe.fit)
    // A group that may be coherent by chance moves as one or in parts; as one it asks for less.
    let events = slotGroups(counts: leastCounts) { $1.spec.coherence.mayHold }
    let bounds = events.flatMap { group -> [PlacementBounds] in
      let isOne = group.shares(.eventTime)
      // Where labels may be left out, none is sure to be there.
      if group.isCoherent, group.plan?.spec.onMissing == .skip { return [] }
      let parts = group.slots.map { slot in
        PlacementBounds.Part(
          labels: NameSet(slot.possibleLabels.map { soundbank.foreground.labels[$0].name }),
          leastDuration: leastLength(of: slot))
      }
      guard isOne, let first = group.slots.first else {
        return zip(group.slots, parts).map {
          PlacementBounds(name: $0.key.name, parts: [$1], time: possibleTimes(of: $0))
        }
      }
      return [PlacementBounds(name: group.key.name, parts: parts, time: possibleTimes(of: first))]
    }
    guard let proof = Placement.infeasibility(of: bounds, rules) else { return }
    throw .recipe(location: recipe.origin.location(of: "constraints"), problem: proof)
  }

  /// A cycle's place and a shared value differ from mixture to mixture as any choice does.
  private func possibleTimes(of slot: EventSlot) -> Distribution {
    let time = slot.spec.eventTime.unshared
    if case .cycle(let values) = time { return .choose(values) }
    return time
  }

  /// Seconds in the mixture that an event lasts at the least, whichever file it plays.
  private func leastLength(of slot: EventSlot) -> Seconds {
    let stretch = slot.spec.timeStretch.map { max($0.support.lowerBound, NumberRule.stretch.range.lowerBound) } ?? 1
    let wanted = slot.spec.eventDuration.map { max($0.support.lowerBound, 0) } ?? recipe.duration / stretch
    let shortest = slot.possibleLabels.map { label -> Seconds in
      let files = soundbank.foreground.labels[label].sounds
      let options = slot.plan.files[label]
      let least = (options?.all ?? []).map { files[$0].duration }.min() ?? 0
      return protectedLabels.contains(label) ? least : min(least, wanted)
    }
    return min((shortest.min() ?? 0) * stretch, recipe.duration)
  }
}
