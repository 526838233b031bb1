/// The orders in which cycles run: a keyed permutation for each round, worked out when it is first asked for.
final class CycleOrders: Sendable {
  private struct Round: Hashable {
    var event: UInt64
    var number: Int
    var count: Int
  }

  /// Orders are small and soon made again; a bound keeps a data set of many rounds from holding them all.
  private static let mostKept = 256

  private let random: KeyedRandom
  private let orders = Lock<[Round: [Int]]>([:])

  init(random: KeyedRandom) { self.random = random }

  /// Which of `count` things the use with this number takes: each once before any twice.
  func element(_ cycle: EventKey, use: Int, of count: Int) -> Int {
    let round = Round(event: cycle.code, number: use / count, count: count)
    return orders.withLock { orders in
      if let order = orders[round] { return order[use % count] }
      if orders.count >= Self.mostKept { orders.removeAll() }
      let order = random.permutation(
        DrawKey(mixture: round.number, event: cycle, field: .cycle), count: count)
      orders[round] = order
      return order[use % count]
    }
  }
}
