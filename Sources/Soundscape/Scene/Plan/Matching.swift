/// Slots that each need a different key, and whether there are enough for all.
///
/// Kept whole by augmenting paths while slots are settled one by one, so that no choice leads into a dead end.
/// *Source:* Kuhn: *The Hungarian method for the assignment problem*, 1955; Hall's theorem for how a shortage is reported.
struct Matching<Key: Hashable & Comparable & Sendable> {
  /// Slots that together have too few keys for all of them.
  struct Shortage: Error, Hashable {
    var slots: [Int]
    var keys: [Key]
  }

  private var options: [[Key]]
  private var keyOf: [Key?]
  private var slotOf: [Key: Int] = [:]
  private var forbidden: Set<Key> = []

  /// - Parameter options: the keys that each slot may have.
  init(options: [[Key]]) throws(Shortage) {
    self.options = options
    keyOf = Array(repeating: nil, count: options.count)
    for slot in options.indices { try settle(slot) }
  }

  /// Leaves a slot only some of its keys; false, and nothing is changed, where that leaves too few for all.
  mutating func narrow(_ slot: Int, to keys: [Key]) -> Bool {
    let before = self
    options[slot] = keys
    if let key = keyOf[slot], keys.contains(key) { return true }
    return settled([slot], orBackTo: before)
  }

  /// Gives a slot more keys again.
  mutating func widen(_ slot: Int, to keys: [Key]) { options[slot] = keys }

  /// Excludes keys; false, and nothing is changed, where one is excluded already or too few are left for all.
  mutating func forbid(_ keys: [Key]) -> Bool {
    guard forbidden.isDisjoint(with: keys) else { return false }
    let before = self
    forbidden.formUnion(keys)
    return settled(keys.compactMap { slotOf[$0] }, orBackTo: before)
  }

  /// Brings keys back that were forbidden.
  mutating func allow(_ keys: [Key]) { forbidden.subtract(keys) }

  private mutating func settled(_ slots: [Int], orBackTo before: Matching) -> Bool {
    for slot in slots {
      if let key = keyOf[slot] { slotOf[key] = nil }
      keyOf[slot] = nil
    }
    for slot in slots {
      do { try settle(slot) } catch {
        self = before
        return false
      }
    }
    return true
  }

  private mutating func settle(_ slot: Int) throws(Shortage) {
    var seen: Set<Key> = []
    guard !augment(from: slot, &seen) else { return }
    let slots = [slot] + seen.compactMap { slotOf[$0] }
    throw Shortage(slots: Array(Set(slots)).sorted(), keys: seen.sorted())
  }

  /// Finds a key for a slot, moving others to other keys where need be.
  private mutating func augment(from slot: Int, _ seen: inout Set<Key>) -> Bool {
    for key in options[slot] where slotOf[key] == nil && !forbidden.contains(key) {
      (slotOf[key], keyOf[slot]) = (slot, key)
      return true
    }
    for key in options[slot] where !forbidden.contains(key) {
      guard seen.insert(key).inserted, let holder = slotOf[key], augment(from: holder, &seen) else { continue }
      (slotOf[key], keyOf[slot]) = (slot, key)
      return true
    }
    return false
  }
}
