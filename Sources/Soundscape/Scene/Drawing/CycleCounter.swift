import Synchronization

/// Tells where every cycle stands before a mixture, without a trace of who made the mixtures before it.
///
/// Where each mixture uses a cycle equally often, that is a product. Where it does not (random counts or labels,
/// variants, coherence by chance), the earlier mixtures are cast anew, a few microseconds each, without their times,
/// levels and sounds; every so often the count is kept, so that the next mixture costs one cast.
final class CycleCounter: Sendable {
  private struct State: Sendable {
    var index = 0
    var uses = CycleUses()
    var kept: [CycleUses] = [CycleUses()]
  }

  private static let interval = 256

  private let instantiator: Instantiator
  private let random: KeyedRandom
  private let orders: CycleOrders
  private let hasCycles: Bool
  /// The uses in every mixture, where they are always the same.
  private let perMixture: CycleUses?
  private let state = Mutex(State())

  init(instantiator: Instantiator, random: KeyedRandom, orders: CycleOrders) {
    self.instantiator = instantiator
    self.random = random
    self.orders = orders
    hasCycles = instantiator.plans.contains(where: \.hasCycles)
    perMixture = instantiator.plans.count == 1 ? instantiator.plans[0].constantUses : nil
  }

  func uses(before index: Int) -> CycleUses {
    guard hasCycles, index > 0 else { return CycleUses() }
    if let perMixture { return CycleUses(counts: perMixture.counts.mapValues { $0 * index }) }
    return state.withLock { state in
      if index < state.index {
        let kept = index / Self.interval
        (state.index, state.uses) = (kept * Self.interval, state.kept[kept])
      }
      while state.index < index {
        state.uses = uses(after: state.uses, in: state.index)
        state.index += 1
        if state.index == state.kept.count * Self.interval { state.kept.append(state.uses) }
      }
      return state.uses
    }
  }

  private func uses(after before: CycleUses, in mixture: Int) -> CycleUses {
    let draws = MixtureDraws(random: random, mixture: mixture)
    var casting = Casting(plan: instantiator.plan(for: draws), draws: draws, orders: orders, uses: before)
    // A mixture that cannot be cast has used what it got to.
    try? casting.run()
    return casting.uses
  }
}

extension RecipePlan {
  /// How often each mixture uses each cycle; nil where that is not always the same.
  var constantUses: CycleUses? {
    var uses = CycleUses()
    for plan in backgrounds where plan.hasCycle {
      guard uses.add(plan, 1) else { return nil }
    }
    for unit in units where unit.hasCycle {
      var count = 1
      if let distribution = unit.count {
        guard case .const(let value) = distribution else { return nil }
        count = Int(value)
      }
      switch unit {
      case .event(let plan):
        guard uses.add(plan, count) else { return nil }
      case .group(let plan):
        let isShared = plan.group.shared.contains(.sourceFile)
        guard plan.group.coherence == 0 || plan.group.coherence == 1 || !isShared else { return nil }
        uses.counts[.init(spec: plan.key.code, label: CycleUses.anyLabel)] = count
        uses.counts[.init(spec: plan.key.code, label: CycleUses.songs)] = count
        for member in plan.members {
          guard uses.add(member, count) else { return nil }
        }
      }
    }
    return uses
  }
}

extension CycleUses {
  /// Counts a spec that plays so many events of each mixture; false where its cycles do not all go on with each.
  fileprivate mutating func add(_ plan: EventPlan, _ count: Int) -> Bool {
    counts[Use(spec: plan.key.code, label: Self.anyLabel)] = count
    guard plan.spec.sourceFile.isCycle else { return true }
    guard plan.labels.count == 1 else { return false }
    counts[Use(spec: plan.key.code, label: plan.onlyLabel)] = count
    return true
  }
}
