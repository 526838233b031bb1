private import Cplatform
import Synchronization

/// State that one thread at a time may touch, in a forked child too.
///
/// In a child, a lock that no thread held at the fork keeps its state. One that another thread held, which the child does
/// not have, starts again with its initial state: the old one may be half changed. A thread that forks must not itself
/// hold the lock.
///
/// `Synchronization.Mutex` does not survive a fork: on Linux it keeps the owner's thread id, which a child inherits as its
/// parent's, and traps as soon as two threads of the child want it.
@safe package final class Lock<State: Sendable>: Sendable {
  private let mutex = unsafe Address<pthread_mutex_t>.allocate()
  private let state = Address<State>.allocate()
  private let initial: @Sendable () -> State
  private let fork = Fork.shared
  /// The fork that the mutex is known to be good for.
  private let generation: Atomic<Int>

  /// - Parameter initial: the state at first, and after a fork while the lock was held.
  package init(_ initial: @autoclosure @escaping @Sendable () -> State) {
    self.initial = initial
    generation = Atomic(fork.generation.load(ordering: .relaxed))
    unsafe state.pointer.initialize(to: initial())
    unsafe makeMutex(mutex.pointer)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex.pointer)
    unsafe mutex.pointer.deallocate()
    unsafe state.pointer.deinitialize(count: 1)
    unsafe state.pointer.deallocate()
  }

  /// Runs a body while no other thread is in one of the same lock. The body must not take the same lock.
  package func withLock<Value, Failure>(
    _ body: (inout State) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if generation.load(ordering: .acquiring) != fork.generation.load(ordering: .relaxed) { revive() }
    unsafe pthread_mutex_lock(mutex.pointer)
    defer { unsafe pthread_mutex_unlock(mutex.pointer) }
    return try unsafe body(&state.pointer.pointee)
  }

  /// Makes the lock usable in a child.
  private func revive() {
    fork.whileReviving {
      let current = fork.generation.load(ordering: .relaxed)
      // Another thread of the child may have done it in the meantime.
      guard generation.load(ordering: .relaxed) != current else { return }
      if unsafe pthread_mutex_trylock(mutex.pointer) == 0 {
        unsafe pthread_mutex_unlock(mutex.pointer)
      } else {
        unsafe makeMutex(mutex.pointer)
        // Over the old state, which may be in the middle of a change and so cannot even be freed.
        unsafe state.pointer.initialize(to: initial())
      }
      generation.store(current, ordering: .releasing)
    }
  }
}

/// Which fork this process is, counted from the program's start.
@safe private final class Fork: Sendable {
  static let shared: Fork = {
    let fork = Fork()
    pthread_atfork(nil, nil) { Fork.shared.begin() }
    return fork
  }()

  let generation = Atomic(0)
  private let reviving = unsafe Address<pthread_mutex_t>.allocate()

  private init() { unsafe makeMutex(reviving.pointer) }

  /// Runs in a child before anything else does, while it has one thread.
  private func begin() {
    unsafe makeMutex(reviving.pointer)
    generation.add(1, ordering: .relaxed)
  }

  func whileReviving(_ body: () -> Void) {
    unsafe pthread_mutex_lock(reviving.pointer)
    defer { unsafe pthread_mutex_unlock(reviving.pointer) }
    body()
  }
}

private func makeMutex(_ mutex: UnsafeMutablePointer<pthread_mutex_t>) {
  let made = unsafe pthread_mutex_init(mutex, nil)
  precondition(made == 0, "the system has no more locks")
}
