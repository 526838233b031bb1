/// Draws the labels of all slots at once where labels must differ, else their labels and files.
struct SelectionDraw {
  struct Taken {
    let label: Int
    /// 0 where only labels are drawn.
    let file: Int
    fileprivate let probability: Double
  }

  /// What makes slots alike.
  private struct Likeness: Hashable {
    var plan: ObjectIdentifier
    var label: Int?
    var use: Int
  }

  /// Whether files are drawn with the labels.
  let givesFiles: Bool
  private let slotCount: Int
  private let draw: DistinctDraw
  /// For each kind the places of its slots.
  private let places: [[Int]]
  /// For each kind and key what a slot takes with it.
  private let taken: [[[Taken]]]
  /// For each kind what a slot may take that no other one could want.
  private let free: [[Taken]]

  /// Nil where songs or cycles take files that must differ, where nothing can, and where it is too much work.
  init?(_ groups: [SlotGroup], _ rules: DistinctSelection, of drawing: SelectionDrawing) {
    givesFiles = !rules.concernsLabels
    let slots = groups.flatMap(\.slots)
    slotCount = slots.count
    if givesFiles {
      guard !groups.contains(where: { $0.shares(.sourceFile) }),
        !slots.contains(where: { $0.plan.spec.sourceFile.isCycle })
      else { return nil }
    }
    var places: [[Int]] = []
    var numbers: [Likeness: Int] = [:]
    for (place, slot) in slots.enumerated() {
      let likeness = Likeness(
        plan: ObjectIdentifier(slot.plan), label: slot.fixedLabel, use: slot.plan.labels.isCycle ? slot.use : 0)
      if let kind = numbers[likeness] {
        places[kind].append(place)
      } else {
        numbers[likeness] = places.count
        places.append([place])
      }
    }
    let law = SlotLaw(draws: drawing.draws, orders: drawing.orders)
    var keys: [Int: Int] = [:]
    var taken: [[[Taken]]] = []
    var free: [[Taken]] = []
    for kind in places {
      var own: [Int: [Taken]] = [:]
      var others: [Taken] = []
      let slot = slots[kind[0]]
      for (label, chance) in law.labels(of: slot) {
        if !givesFiles {
          own[keys.number(of: label), default: []].append(Taken(label: label, file: 0, probability: chance))
          continue
        }
        for (file, share) in law.files(of: slot, label: label) {
          let one = Taken(label: label, file: file, probability: chance * share)
          if let key = rules.keys?[label, file] {
            own[keys.number(of: key), default: []].append(one)
          } else {
            others.append(one)
          }
        }
      }
      taken.append((0..<(own.keys.max() ?? -1) + 1).map { own[$0] ?? [] })
      free.append(others)
    }
    for kind in taken.indices {
      taken[kind] += Array(repeating: [], count: keys.count - taken[kind].count)
    }
    let kinds = places.indices.map { kind in
      DistinctDraw.Kind(
        count: places[kind].count, probabilities: taken[kind].map { $0.reduce(0) { $0 + $1.probability } },
        free: free[kind].reduce(0) { $0 + $1.probability })
    }
    guard let draw = DistinctDraw(kinds) else { return nil }
    self.draw = draw
    self.places = places
    self.taken = taken
    self.free = free
  }

  /// What each slot takes.
  func draw(_ numbers: inout UniformNumbers) -> [Taken] {
    var drawn = Array(repeating: Taken(label: 0, file: 0, probability: 0), count: slotCount)
    for (kind, keys) in draw.draw(&numbers).enumerated() {
      for (place, key) in zip(places[kind], keys) {
        let possible = key.map { taken[kind][$0] } ?? free[kind]
        drawn[place] = possible[numbers.index(weights: possible.map(\.probability))]
      }
    }
    return drawn
  }
}

extension [Int: Int] {
  /// Numbers from 0, in the order in which they are asked for.
  fileprivate mutating func number(of key: Int) -> Int {
    if let number = self[key] { return number }
    self[key] = count
    return count - 1
  }
}
