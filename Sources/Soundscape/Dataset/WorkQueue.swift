/// Hands scenes out to workers, each once and in order.
///
/// Scenes of a random-access source are drawn by the worker that renders them. Others, such as those of Scaper's one
/// stream, are drawn here, in order and under the lock. Neither way does the number of workers change anything.
final class WorkQueue: Sendable {
  typealias Drawing = Result<Drawn<Scene>, SoundscapeError>

  private struct State: Sendable {
    var next: Int
    var isStopped = false
  }

  private let scenes: any SceneSource
  private let state: Lock<State>
  private let indices: Range<Int>
  private let done: MixtureSet

  /// - Parameter done: indices that are not handed out.
  init(scenes: any SceneSource, indices: Range<Int>, done: MixtureSet) {
    self.scenes = scenes
    state = Lock(State(next: indices.lowerBound))
    self.indices = indices
    self.done = done
  }

  /// The next scene to render; nil when there is none, or when the work was stopped.
  func next() -> (index: Int, drawn: Drawing)? {
    let taken = state.withLock { state -> (index: Int, drawn: Drawing?)? in
      while !state.isStopped, state.next < indices.upperBound {
        let index = state.next
        state.next += 1
        if done.contains(index) { continue }
        return (index, scenes.isRandomAccess ? nil : draw(index))
      }
      return nil
    }
    return taken.map { ($0.index, $0.drawn ?? draw($0.index)) }
  }

  private func draw(_ index: Int) -> Drawing {
    do throws(SoundscapeError) { return .success(try scenes.scene(at: index)) } catch { return .failure(error) }
  }

  /// Hands nothing out any more.
  func stop() { state.withLock { $0.isStopped = true } }
}
