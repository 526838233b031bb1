private import Cplatform

/// Threads of the system that share a piece of work, without a run loop, a pool or a task: callable from any thread.
package enum WorkerThreads {
  /// Musl and macOS give a thread half a megabyte and less; decoders and stretchers want what a main thread has.
  private static let stackSize = 8 << 20

  /// More would only take memory.
  package static let most = 1_024

  /// Runs the body on `count` threads, of which the caller's is one, and returns when all are done.
  ///
  /// The work is a queue that any number of threads empties, so it also works without one that the system refuses.
  static func run(count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<min(max(1, count), most) {
      guard let thread = start(body) else { break }
      threads.append(thread)
    }
    body()
    for thread in threads { _ = pthread_join(thread, nil) }
  }

  /// Starts a thread that nothing waits for: it ends with the program.
  static func startAlone(_ body: @escaping @Sendable () -> Void) {
    if let thread = start(body) { _ = pthread_detach(thread) }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
    defer { unsafe pthread_attr_destroy(&attributes) }
    _ = unsafe pthread_attr_setstacksize(&attributes, stackSize)
    let work = unsafe Unmanaged.passRetained(Work(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let failure = unsafe pthread_create(&thread, &attributes, { unsafe Work.run($0) }, work.toOpaque())
    #else
      var thread = pthread_t()
      let failure = unsafe pthread_create(&thread, &attributes, { unsafe Work.run($0) }, work.toOpaque())
    #endif
    guard failure == 0 else {
      unsafe work.release()
      return nil
    }
    return thread
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    static func run(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      if let pointer = unsafe pointer { unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
      return nil
    }
  }
}
