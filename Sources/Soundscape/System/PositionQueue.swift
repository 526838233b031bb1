import Synchronization

/// Hands positions out to workers, each once and in order.
final class PositionQueue: Sendable {
  private let count: Int
  private let handedOut = Atomic(0)

  init(count: Int) { self.count = count }

  /// The next position; nil when there is none, or when the work was stopped.
  func next() -> Int? { next(1)?.lowerBound }

  /// As many of the next positions as there are, up to a number.
  func next(_ most: Int) -> Range<Int>? {
    let first = handedOut.add(most, ordering: .relaxed).oldValue
    return first < count ? first..<min(first + most, count) : nil
  }

  /// Hands nothing out any more.
  func stop() { handedOut.store(count, ordering: .relaxed) }
}
