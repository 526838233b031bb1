import Synchronization

/// Hands scenes out to workers, each once and in order.
///
/// Keyed scenes are drawn by the worker that renders them. Those of Scaper's semantics come from one stream of
/// randomness and are drawn here, under the lock. Neither way does the number of workers change anything.
final class WorkQueue: Sendable {
  private struct State: Sendable {
    var scenes: SceneSequence
    var next: Int
    var isStopped = false
  }

  private let state: Mutex<State>
  private let keyed: KeyedScenes?
  private let indices: Range<Int>
  private let done: Set<Int>

  /// - Parameter done: indices that are not handed out.
  init(scenes: SceneSequence, indices: Range<Int>, done: Set<Int>) {
    keyed = scenes.keyed
    state = Mutex(State(scenes: scenes, next: indices.lowerBound))
    self.indices = indices
    self.done = done
  }

  /// The next scene to render; nil when there is none, or when the work was stopped.
  func next() -> (index: Int, drawn: SceneSequence.Drawn)? {
    let taken = state.withLock { state -> (index: Int, drawn: SceneSequence.Drawn?)? in
      while !state.isStopped, state.next < indices.upperBound {
        let index = state.next
        state.next += 1
        if done.contains(index) { continue }
        guard keyed == nil else { return (index, nil) }
        state.scenes.skip(to: index)
        return (index, state.scenes.next())
      }
      return nil
    }
    guard let taken else { return nil }
    if let drawn = taken.drawn { return (taken.index, drawn) }
    guard let keyed else { return nil }
    do throws(SoundscapeError) {
      return (taken.index, .success(try keyed.scene(taken.index)))
    } catch {
      return (taken.index, .failure(error))
    }
  }

  /// Hands nothing out any more.
  func stop() { state.withLock { $0.isStopped = true } }
}
