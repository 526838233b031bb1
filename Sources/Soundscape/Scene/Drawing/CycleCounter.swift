/// Finds where every cycle is before a mixture, whichever worker drew the mixtures before it.
///
/// Where each mixture uses a cycle equally often, that is a product. Where it does not (random counts or labels,
/// variants, coherence by chance), the events of earlier mixtures are selected again, a few microseconds each, without
/// their times, levels and sounds. Every so often the count is kept, so that the next mixture costs one selection.
final class CycleCounter: Sendable {
  private struct State: Sendable {
    var index = 0
    var uses = CycleUses()
    var kept: [CycleUses] = [CycleUses()]
    /// How many mixtures' events were selected for this so far.
    var selections = 0
    /// Mixtures between two counts that are kept.
    var interval = 256

    mutating func keep() {
      kept.append(uses)
      // Where each of many files is counted: fewer of them.
      guard kept.count > 2, kept.count * uses.counts.count > CycleCounter.mostKept else { return }
      kept = stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
      interval *= 2
    }
  }

  /// Numbers in all counts that are kept: some 100 MB.
  private static let mostKept = 1 << 21
  /// The latest mixture that may be asked for where those before it must be selected: half a minute of work.
  static let mostSelections = 1_000_000

  private let variants: RecipeVariants
  private let random: KeyedRandom
  private let orders: CycleOrders
  private let hasCycles: Bool
  /// The uses in every mixture, where they are always the same.
  private let perMixture: CycleUses?
  /// Whether a mixture is drawn from these plans; nil where all are.
  private let isMember: (@Sendable (Int) -> Bool)?
  private let state = Lock(State())

  init(
    variants: RecipeVariants, random: KeyedRandom, orders: CycleOrders,
    isMember: (@Sendable (Int) -> Bool)? = nil
  ) {
    self.isMember = isMember
    self.variants = variants
    self.random = random
    self.orders = orders
    hasCycles = variants.plans.contains { $0.hasCycles || $0.dealsCoherence }
    perMixture = variants.plans.count == 1 ? variants.plans[0].constantUses : nil
  }

  /// *Throws:* `.draw` for an index that would take too long to reach.
  func uses(before index: Int) throws(SoundscapeError) -> CycleUses {
    guard hasCycles, index > 0 else { return CycleUses() }
    // A product past the largest number is past any data set too; it may wrap.
    if let perMixture, isMember == nil { return CycleUses(counts: perMixture.counts.mapValues { $0 &* index & .max }) }
    guard index <= Self.mostSelections else {
      throw .draw(
        event: "cycle",
        problem: "what is drawn depends on all mixtures before it, so an index can be at most \(Self.mostSelections) "
          + "(found \(index)); with fixed counts and labels it depends on none")
    }
    return state.withLock { state in
      if index < state.index {
        let kept = min(index / state.interval, state.kept.count - 1)
        (state.index, state.uses) = (kept * state.interval, state.kept[kept])
      }
      while state.index < index {
        if isMember?(state.index) ?? true {
          if let perMixture {
            state.uses.add(perMixture)
          } else {
            // Taken out meanwhile: counts of many files are not copied.
            state.uses = uses(after: exchange(&state.uses, with: CycleUses()), in: state.index)
            state.selections += 1
          }
        }
        state.index += 1
        if state.index == state.kept.count * state.interval { state.keep() }
      }
      return state.uses
    }
  }

  /// How many mixtures' events were selected so far only to know where cycles are.
  var selectionCount: Int { state.withLock { $0.selections } }

  private func uses(after before: consuming CycleUses, in mixture: Int) -> CycleUses {
    let draws = MixtureDraws(random: random, mixture: mixture)
    var drawing = SelectionDrawing(plan: variants.plan(for: draws), draws: draws, orders: orders, uses: before)
    // A mixture whose selection fails has used the cycles up to that point.
    try? drawing.run()
    return drawing.uses
  }
}

extension RecipePlan {
  /// How often each mixture uses each cycle; nil where that is not always the same.
  var constantUses: CycleUses? {
    var uses = CycleUses()
    guard !hasFileSteps else { return nil }
    for plan in backgrounds where plan.hasCycle {
      guard uses.add(plan, 1) else { return nil }
    }
    for entry in entries where entry.hasCycle || entry.template?.group?.coherence.isCycle == true {
      var count = 1
      if let distribution = entry.count {
        guard case .const(let value) = distribution else { return nil }
        count = Int(value)
      }
      switch entry {
      case .event(let plan):
        guard uses.add(plan, count) else { return nil }
      case .group(let plan):
        let isShared = plan.spec.shared.contains(.sourceFile)
        let coherence = plan.spec.coherence
        let cyclesFiles = plan.template.sourceFile.isCycle || plan.members.contains { $0.spec.sourceFile.isCycle }
        guard !coherence.mayHold || coherence.alwaysHolds || !isShared || !cyclesFiles else { return nil }
        uses.counts[.init(spec: plan.key.code, cycle: .coherence)] = coherence.isCycle ? count : nil
        uses.counts[.init(spec: plan.key.code, cycle: .events)] = count
        uses.counts[.init(spec: plan.key.code, cycle: .songs)] = count
        for member in plan.members {
          guard uses.add(member, count) else { return nil }
        }
      }
    }
    return uses
  }
}

extension CycleUses {
  fileprivate mutating func add(_ others: CycleUses) {
    for (use, count) in others.counts { counts[use, default: 0] += count }
  }

  /// Counts a spec of which each mixture has so many events; false where its cycles do not all advance with each.
  fileprivate mutating func add(_ plan: EventPlan, _ count: Int) -> Bool {
    counts[Use(spec: plan.key.code, cycle: .events)] = count
    guard plan.spec.sourceFile.isCycle else { return true }
    guard plan.labels.count == 1, let label = plan.firstLabel else { return false }
    counts[Use(spec: plan.key.code, cycle: .files(label: label))] = count
    return true
  }
}
