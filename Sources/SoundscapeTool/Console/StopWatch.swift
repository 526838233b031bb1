import Soundscape

/// Has Ctrl-C and `kill` end a run with what was made, so that its folder holds a whole data set.
struct StopWatch {
  private let first = Lock<StopSignal?>(nil)

  /// The signal that came; nil where none did.
  var signal: StopSignal? { first.withLock { $0 } }

  /// Begins to watch.
  ///
  /// - Parameter cancellation: that of the run.
  init(_ cancellation: Cancellation, _ console: Console) {
    StopSignal.watch { [first] signal in
      first.withLock { $0 = signal }
      cancellation.endEarly()
      console.warn("\(signal.name): finishing the mixtures that are being made; a second signal ends at once")
    }
  }
}
