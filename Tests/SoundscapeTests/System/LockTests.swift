import Testing

@testable import Soundscape

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite struct LockTests {
  @Test func noIncrementIsLostAmongManyThreads() {
    let lock = Lock(0)
    let threads = (0..<8).map { _ in PlainThread { for _ in 0..<5_000 { lock.withLock { $0 += 1 } } } }
    for thread in threads { thread.join() }
    #expect(lock.withLock { $0 } == 40_000)
  }

  @Test func valuesAndErrorsComeThrough() throws {
    let lock = Lock([1, 2])
    #expect(lock.withLock { $0.removeLast() } == 2)
    #expect(throws: SoundscapeError.cancelled) {
      try lock.withLock { (_: inout [Int]) throws(SoundscapeError) in throw .cancelled }
    }
    #expect(lock.withLock { $0 } == [1])
  }

  /// A real fork while another thread holds one of two locks; in the child two threads at once use both. With
  /// `Synchronization.Mutex` the child dies of a trap, with a plain mutex it waits forever.
  @Test func aChildCanUseTheLocksThatItInherits() throws {
    let (held, free) = (Lock([7, 7]), Lock([5]))
    let use: @Sendable () -> Void = {
      for _ in 0..<2_000 {
        held.withLock { $0[0] += 1 }
        free.withLock { $0[0] += 1 }
      }
    }
    // Both paths run once before the fork: what the runtime makes at first use, it makes under its own locks.
    PlainThread(use).join()
    free.withLock { $0 = [5] }

    let gate = Gate()
    let holder = PlainThread {
      held.withLock { state in
        state = [1]
        gate.open()
        gate.waitForClosing()
      }
    }
    gate.waitForOpening()
    let child = try forked()
    if child == 0 {
      // A child that waits forever is ended.
      alarm(20)
      let threads = [PlainThread(use), PlainThread(use)]
      for thread in threads { thread.join() }
      let isFresh = held.withLock { $0 } == [4_007, 7]
      let isKept = free.withLock { $0 } == [4_005]
      _exit((isFresh ? 0 : 1) | (isKept ? 0 : 2))
    }
    var status: CInt = -1
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    gate.close()
    holder.join()
    #expect(status == 0, "signal \(status & 0x7F), exit code \(status >> 8)")
    #expect(held.withLock { $0 } == [1] && free.withLock { $0 } == [5], "the parent's locks keep their state")
  }
}

/// Swift hides `fork`, since a child may not do all that a program does; what this one does, it may.
private func forked() throws -> pid_t {
  let address = try #require(dlsym(nil, "fork"))
  let fork = unsafeBitCast(address, to: (@convention(c) () -> pid_t).self)
  let child = fork()
  try #require(child >= 0)
  return child
}

/// A thread of the operating system, which unlike a task can be used in a child.
private final class PlainThread {
  private let thread: pthread_t

  init(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    var made = pthread_t()
    pthread_create(
      &made, nil,
      { context in
        if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context)
    thread = made
  }

  func join() { pthread_join(thread, nil) }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// Two pipes: one says that the holder holds the lock, the other lets it continue.
private struct Gate: Sendable {
  private let opened = Pipe()
  private let closed = Pipe()

  func open() { opened.send() }
  func waitForOpening() { opened.receive() }
  func close() { closed.send() }
  func waitForClosing() { closed.receive() }

  private struct Pipe: Sendable {
    let (reading, writing): (CInt, CInt)

    init() {
      var ends: [CInt] = [0, 0]
      pipe(&ends)
      (reading, writing) = (ends[0], ends[1])
    }

    func send() {
      var byte: UInt8 = 1
      _ = write(writing, &byte, 1)
    }

    func receive() {
      var byte: UInt8 = 0
      _ = read(reading, &byte, 1)
    }
  }
}
