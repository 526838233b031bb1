/// Deals parts to numbers from 0 on so that each has its share of every beginning, as exactly as can be, and shuffled.
///
/// Two parts: the rarer one, of share p, comes once among the numbers from ⌈j ÷ p⌉ to ⌈(j + 1) ÷ p⌉, at a place that is
/// drawn for each j. So its count among the first n numbers is n · p, rounded up or down, whatever n is, and any number
/// can be asked for by itself. More parts are split in two, lightest together, as in Huffman's code; the numbers that fall
/// to a half are counted from 0 again. Then no count is 2 from its share, which is at most 1 where the share is whole.
struct Deal: Sendable {
  private indirect enum Part: Sendable {
    case one(Int)
    /// The share is that of the rarer half.
    case both(rarer: Part, other: Part, share: Double, key: EventKey)
  }

  private let root: Part

  /// Nearer than this to a whole number, a bound is that number.
  private static let rounding = 1e-6
  /// Later than any number that is asked for.
  private static let latest = 1e15

  /// - Parameters:
  ///   - weights: one of them over 0.
  ///   - name: what the places are keyed by.
  init(weights: [Double], name: String) {
    var heaps = weights.enumerated().filter { $0.element > 0 }.map { (part: Part.one($0.offset), weight: $0.element) }
    var number = 0
    while heaps.count > 1 {
      // Stable: equal weights in the order of the recipe.
      let order = heaps.indices.sorted { (heaps[$0].weight, $0) < (heaps[$1].weight, $1) }
      let (a, b) = (heaps[order[0]], heaps[order[1]])
      let both = Part.both(
        rarer: a.part, other: b.part, share: a.weight / (a.weight + b.weight), key: EventKey("\(name):\(number)"))
      heaps[order[0]] = (both, a.weight + b.weight)
      heaps.remove(at: order[1])
      number += 1
    }
    root = heaps.first?.part ?? .one(0)
  }

  /// The part that a number gets.
  func part(of number: Int, _ random: KeyedRandom) -> Int {
    var (part, number) = (root, number)
    while true {
      guard case .both(let rarer, let other, let share, let key) = part else { break }
      let (place, round) = Self.place(in: number, share, key, random)
      if place == number {
        (part, number) = (rarer, round)
      } else {
        (part, number) = (other, number - round - (place < number ? 1 : 0))
      }
    }
    if case .one(let index) = part { return index }
    return 0
  }

  /// The number that the rarer half has in the round that a number is in, and that round.
  private static func place(
    in number: Int, _ share: Double, _ key: EventKey, _ random: KeyedRandom
  ) -> (place: Int, round: Int) {
    func start(_ round: Int) -> Int { Int(min((Double(round) / share - rounding).rounded(.up), latest)) }
    var round = Int(Double(number) * share)
    while start(round) > number { round -= 1 }
    while start(round + 1) <= number { round += 1 }
    let (first, end) = (start(round), start(round + 1))
    let u = random.uniform(mixture: round, event: key, field: .cycle, attempt: .first)
    return (first + min(Int(u * Double(end - first)), end - first - 1), round)
  }
}
