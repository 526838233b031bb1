import Synchronization

/// Hands scenes out to workers, each once and in order.
///
/// Scenes come from one stream of randomness, so they are drawn here, under the lock, whoever renders them: that is why
/// the number of workers changes nothing. Drawing takes microseconds where rendering takes tens of milliseconds.
final class WorkQueue: Sendable {
  private struct State: Sendable {
    var scenes: SceneSequence<MersenneTwister>
    var isStopped = false
  }

  private let state: Mutex<State>
  private let indices: Range<Int>
  private let done: Set<Int>

  /// - Parameter done: indices that are drawn, since the stream runs through them, and not handed out.
  init(scenes: SceneSequence<MersenneTwister>, indices: Range<Int>, done: Set<Int>) {
    state = Mutex(State(scenes: scenes))
    self.indices = indices
    self.done = done
  }

  /// The next scene to render; nil when there is none, or when the work was stopped.
  func next() -> (index: Int, drawn: SceneSequence<MersenneTwister>.Drawn)? {
    state.withLock { state in
      while !state.isStopped, state.scenes.index < indices.upperBound {
        let index = state.scenes.index
        let drawn = state.scenes.next()
        if indices.contains(index), !done.contains(index) { return (index, drawn) }
      }
      return nil
    }
  }

  /// Hands nothing out any more.
  func stop() { state.withLock { $0.isStopped = true } }
}
