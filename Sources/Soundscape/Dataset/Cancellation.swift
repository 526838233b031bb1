import Synchronization

/// Stops a run from another thread: mixtures in the making are finished, no other is begun.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)
  private let ends = Atomic(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// The run throws `.cancelled`; it is resumed from what it has written down.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the run is ended with what was made.
  var endsRun: Bool { ends.load(ordering: .relaxed) }

  /// The run ends as one that has come to its end: its folder holds a data set of what was made, and is resumed from that.
  public func endEarly() {
    ends.store(true, ordering: .relaxed)
    cancel()
  }
}
