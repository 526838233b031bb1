/// Moves and swaps families between splits until each split has some of every label, as far as that can be found.
///
/// Labels are divided one after another, and what one gives away may be all that another has: with several labels in a
/// family, some split can be left without one that has families enough. Each step brings a label to a split that lacks it
/// and takes none, or fewer, away.
struct DivisionRepair {
  /// Pairs of families that are tried for a swap, for each label that a split lacks.
  private static let mostPairs = 20_000

  /// The labels of each family.
  private let labels: [[Int]]
  private let families: SoundFamilies
  /// Splits that have a share.
  private let open: [Int]
  private(set) var splits: [Int]
  /// How many families of a label each split has.
  private var counts: [[Int]]

  init(_ families: SoundFamilies, splits: [Int], shares: [Double]) {
    self.families = families
    self.splits = splits
    labels = families.families.map { $0.counts.keys.sorted() }
    open = shares.indices.filter { shares[$0] > 0 }
    counts = Array(repeating: Array(repeating: 0, count: shares.count), count: families.labels.count)
    for (family, split) in splits.enumerated() { for label in labels[family] { counts[label][split] += 1 } }
  }

  /// The labels that splits lack although there are families enough.
  var gaps: [(label: Int, split: Int)] {
    counts.indices.filter { counts[$0].reduce(0, +) >= open.count }.flatMap { label in
      open.filter { counts[label][$0] == 0 }.map { (label, $0) }
    }
  }

  mutating func run() {
    // Each step puts more labels into the splits together, so that there is an end.
    var isDone = false
    while !isDone {
      isDone = true
      for gap in gaps {
        guard let step = step(filling: gap) else { continue }
        let from = splits[step.family]
        move(step.family, to: gap.split)
        if let other = step.other { move(other, to: from) }
        isDone = false
        break
      }
    }
  }

  /// A family that comes to a split, and the one that takes its place.
  private struct Step {
    var family: Int
    var other: Int?
    /// How many labels more there are in the splits together.
    var gain: Int
    /// Sounds by which the splits' sizes change.
    var size: Int

    func isBetter(than step: Step?) -> Bool { step.map { ($0.gain, size) < (gain, $0.size) } ?? true }
  }

  /// What brings a label to a split that lacks it: the most labels, then the least change of size.
  private mutating func step(filling gap: (label: Int, split: Int)) -> Step? {
    var best: Step?
    func consider(_ step: Step) { if step.gain > 0, step.isBetter(than: best) { best = step } }
    let candidates = splits.indices.filter { splits[$0] != gap.split && labels[$0].contains(gap.label) }
    for family in candidates {
      consider(Step(family: family, gain: gain(moving: family, to: gap.split), size: size(of: family)))
    }
    let others = splits.indices.filter { splits[$0] == gap.split }
    guard candidates.count * others.count <= Self.mostPairs else { return best }
    for family in candidates {
      let (from, first) = (splits[family], gain(moving: family, to: gap.split))
      move(family, to: gap.split)
      for other in others {
        let change = abs(size(of: family) - size(of: other))
        consider(Step(family: family, other: other, gain: first + gain(moving: other, to: from), size: change))
      }
      move(family, to: from)
    }
    return best
  }

  /// How many labels more there are in the splits than before.
  private func gain(moving family: Int, to split: Int) -> Int {
    let from = splits[family]
    guard from != split else { return 0 }
    return labels[family].reduce(0) { sum, label in
      sum + (counts[label][split] == 0 ? 1 : 0) - (counts[label][from] == 1 && open.contains(from) ? 1 : 0)
    }
  }

  private mutating func move(_ family: Int, to split: Int) {
    for label in labels[family] {
      counts[label][splits[family]] -= 1
      counts[label][split] += 1
    }
    splits[family] = split
  }

  private func size(of family: Int) -> Int { families.families[family].counts.values.reduce(0, +) }
}
