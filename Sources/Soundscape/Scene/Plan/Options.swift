/// Which positions in a list of names a choice can give, and how likely each is.
struct Options: Sendable {
  /// The positions, in the order in which a draw counts them; nil for all, each as likely.
  private let positions: [Int]?
  private let weights: [Double]?
  let count: Int
  /// Whether the data set as a whole uses each once before any twice.
  let isCycle: Bool
  /// The value of `let` that is drawn instead, if the choice is one.
  let shared: EventKey?

  /// - Parameters:
  ///   - names: in byte order. What the choice names beside them cannot be drawn.
  ///   - duration: of the name at a position, for a choice by duration.
  init(_ choice: Choice, among names: [String], duration: (Int) -> Seconds) {
    var choice = choice
    var shared: EventKey?
    if case .shared(let name, let inner) = choice { (shared, choice) = (.value(name), inner) }
    self.shared = shared
    if case .cycle = choice { isCycle = true } else { isCycle = false }
    switch choice {
    case .choose([]), .cycle([]):
      (positions, weights, count) = (nil, nil, names.count)
    case .const, .choose, .cycle, .shared:
      // Sorted, so that the order in which a recipe lists its options makes no difference.
      let found = Set(choice.names.compactMap { Self.position(of: $0, in: names) }).sorted()
      (positions, weights, count) = (found, nil, found.count)
    case .chooseByDuration(let wanted):
      let found =
        wanted.isEmpty
        ? Array(names.indices)
        : Set(wanted.compactMap { Self.position(of: $0, in: names) }).sorted()
      let durations = found.map(duration)
      // Where nothing has a duration, there is nothing to tell them apart by.
      let weights = durations.contains { $0 > 0 } ? durations : durations.map { _ in 1 }
      (positions, self.weights, count) = (found, weights, found.count)
    case .chooseWeighted(let wanted, let probabilities):
      let found = zip(wanted, probabilities).filter { $0.1 > 0 }
        .compactMap { name, weight in Self.position(of: name, in: names).map { ($0, weight) } }
      (positions, weights, count) = (found.map(\.0), found.map(\.1), found.count)
    }
  }

  /// The k-th of the positions.
  subscript(k: Int) -> Int { positions?[k] ?? k }

  /// Every position that can be drawn.
  var all: [Int] { (0..<count).map { self[$0] } }

  /// The position that a number in 0 ..< 1 falls on; nil where there is none.
  func position(at u: Double) -> Int? {
    guard count > 0 else { return nil }
    guard let weights else { return self[min(Int(u * Double(count)), count - 1)] }
    return self[Self.index(at: u, weights: weights)]
  }

  /// The same among only those positions that are allowed.
  func position(at u: Double, where isAllowed: (Int) -> Bool) -> Int? {
    let allowed = (0..<count).filter { isAllowed(self[$0]) }
    guard !allowed.isEmpty else { return nil }
    guard let weights else { return self[allowed[min(Int(u * Double(allowed.count)), allowed.count - 1)]] }
    return self[allowed[Self.index(at: u, weights: allowed.map { weights[$0] })]]
  }

  /// How likely each is, in the order of `all`.
  var probabilities: [Double] {
    guard let weights else { return Array(repeating: 1 / Double(max(count, 1)), count: count) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// The first whose cumulative weight passes u × the sum.
  private static func index(at u: Double, weights: [Double]) -> Int {
    let target = u * weights.reduce(0, +)
    var sum = 0.0
    for (i, weight) in weights.enumerated() {
      sum += weight
      if sum > target { return i }
    }
    return weights.count - 1
  }

  /// The name's place; where no name has the same bytes, that of one that is written with the same characters.
  private static func position(of name: String, in names: [String]) -> Int? {
    var range = 0..<names.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if hasSameBytes(names[middle], name) { return middle }
      range = isInByteOrder(names[middle], name) ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return names.firstIndex { $0 == name }
  }
}
