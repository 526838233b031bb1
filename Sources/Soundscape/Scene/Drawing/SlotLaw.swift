/// The labels and files that a slot may have by itself, with their probabilities.
///
/// What a cycle deals and a value of `let` is are the mixture's, and certain.
struct SlotLaw {
  typealias Weighted = (position: Int, probability: Double)

  let draws: MixtureDraws
  let orders: CycleOrders

  func labels(of slot: EventSlot) -> [Weighted] {
    if let label = slot.fixedLabel { return [(label, 1)] }
    let options = slot.plan.labels
    if options.isCycle, options.count > 0 {
      return [(options[orders.element(slot.plan.labelCycle, use: slot.use, of: options.count)], 1)]
    }
    return positions(options)
  }

  /// The files of a label; of those that are no cycles.
  func files(of slot: EventSlot, label: Int) -> [Weighted] { slot.plan.files[label].map(positions) ?? [] }

  func probability(_ label: Int, _ file: Int, of slot: EventSlot) -> Double {
    func share(_ position: Int, _ all: [Weighted]) -> Double {
      all.reduce(0) { $0 + ($1.position == position ? $1.probability : 0) }
    }
    return share(label, labels(of: slot)) * share(file, files(of: slot, label: label))
  }

  private func positions(_ options: Options) -> [Weighted] {
    if let shared = options.shared {
      return options.position(at: draws.uniform(shared, .value)).map { [($0, 1)] } ?? []
    }
    return Array(zip(options.all, options.probabilities))
  }
}
