/// Draws a key for each of several slots so that none is taken twice: exactly the law of independent draws, given that
/// all differ.
///
/// Slots of one kind have the same law, so that a state is how many of each kind still lack a key. From the last key to
/// the first, the weight of all ways to fill what a state lacks is summed up; then each key is given to a kind, or to
/// none, by those weights. That is the permanent of the slots' laws, in the number of keys times that of states.
struct DistinctDraw {
  /// Slots of one law.
  struct Kind {
    var count: Int
    /// Of each key.
    var probabilities: [Double]
    /// That a slot takes nothing that others could want.
    var free: Double
  }

  /// Weights that are kept: 8 MB.
  private static let mostWeights = 1 << 20

  private let kinds: [Kind]
  /// What one slot of a kind adds to the number of a state.
  private let strides: [Int]
  /// For each key the weights of what is filled by it and those after it; each row to a factor of its own.
  private let rows: [[Double]]

  /// Nil where no draw can differ, and where there are too many states.
  init?(_ kinds: [Kind]) {
    let keyCount = kinds.first?.probabilities.count ?? 0
    var strides: [Int] = []
    var states = 1
    for kind in kinds {
      strides.append(states)
      let (product, isTooLarge) = states.multipliedReportingOverflow(by: kind.count + 1)
      guard !isTooLarge, product <= Self.mostWeights / (keyCount + 1) else { return nil }
      states = product
    }
    var row = (0..<states).map { state in
      zip(kinds, strides).reduce(1.0) { weight, pair in
        let lacking = state / pair.1 % (pair.0.count + 1)
        return (0..<lacking).reduce(weight) { product, _ in product * pair.0.free }
      }
    }
    var rows = [row]
    for key in (0..<keyCount).reversed() {
      let next = row
      for (kind, stride) in zip(kinds, strides) where kind.probabilities[key] > 0 {
        for state in stride..<max(states, stride) {
          let lacking = state / stride % (kind.count + 1)
          if lacking > 0 { row[state] += Double(lacking) * kind.probabilities[key] * next[state - stride] }
        }
      }
      let most = row.max() ?? 0
      guard most > 0 else { return nil }
      for state in row.indices { row[state] /= most }
      rows.append(row)
    }
    guard row[states - 1] > 0 else { return nil }
    self.kinds = kinds
    self.strides = strides
    self.rows = rows.reversed()
  }

  /// For each kind what its slots take: a key, or nil for what no other slot could want.
  func draw(_ numbers: inout UniformNumbers) -> [[Int?]] {
    var taken: [[Int?]] = kinds.map { _ in [] }
    var state = rows[0].count - 1
    for key in 0..<(rows.count - 1) {
      let next = rows[key + 1]
      // The first weight is that it is left over.
      var weights = [next[state]]
      for (kind, stride) in zip(kinds, strides) {
        let lacking = state / stride % (kind.count + 1)
        weights.append(lacking > 0 ? Double(lacking) * kind.probabilities[key] * next[state - stride] : 0)
      }
      let chosen = numbers.index(weights: weights)
      guard chosen > 0 else { continue }
      taken[chosen - 1].append(key)
      state -= strides[chosen - 1]
    }
    for kind in kinds.indices {
      taken[kind] += Array(repeating: nil, count: kinds[kind].count - taken[kind].count)
      numbers.shuffle(&taken[kind])
    }
    return taken
  }
}
