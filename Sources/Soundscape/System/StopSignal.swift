private import Cplatform

/// A signal that asks a program to stop: the one that Ctrl-C sends, or that of `kill` and of queues such as Slurm.
package enum StopSignal: CaseIterable, Sendable {
  case interrupt, terminate

  private var number: CInt { self == .interrupt ? SIGINT : SIGTERM }

  package var name: String { self == .interrupt ? "SIGINT" : "SIGTERM" }

  /// What a program ends with that such a signal has ended: 130, or 143.
  package var exitStatus: CInt { 128 + number }

  /// Has signals call a function instead of ending the program; a second signal ends it at once.
  ///
  /// A thread waits for them, so that the function may do anything. To be called before other threads are started, which
  /// then leave signals to it. A signal that the program was started to ignore stays ignored.
  package static func watch(_ onSignal: @escaping @Sendable (StopSignal) -> Void) {
    let watched = allCases.filter { !is_ignored($0.number) }
    guard !watched.isEmpty else { return }
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in watched { unsafe sigaddset(&set, signal.number) }
    guard unsafe pthread_sigmask(SIG_BLOCK, &set, nil) == 0 else { return }
    let signals = set
    WorkerThreads.startAlone {
      var isFirst = true
      while true {
        var set = signals
        var number: CInt = 0
        guard unsafe sigwait(&set, &number) == 0, let signal = allCases.first(where: { $0.number == number }) else {
          return
        }
        if !isFirst { _exit(signal.exitStatus) }
        isFirst = false
        onSignal(signal)
      }
    }
  }
}
