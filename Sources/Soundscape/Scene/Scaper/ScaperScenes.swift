/// The scenes of a run as Scaper makes them: one stream of randomness through all draws of all mixtures, in order.
///
/// A scene that is behind the last one is found by starting again.
final class ScaperScenes: SceneSource {
  private struct State: Sendable {
    /// The index of the scene that comes next.
    var next = 0
    var stream: MersenneTwister
    var memory: ScaperMemory = [:]
  }

  private let recipe: Recipe
  private let soundbank: Soundbank
  private let seed: Seed
  private let state: Lock<State>

  let isRandomAccess = false
  let identity = ""

  init(recipe: Recipe, soundbank: Soundbank, seed: Seed) {
    self.recipe = recipe
    self.soundbank = soundbank
    self.seed = seed
    state = Lock(State(stream: MersenneTwister(seed: seed)))
  }

  func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> {
    try state.withLock { state throws(SoundscapeError) in
      if index < state.next { state = State(stream: MersenneTwister(seed: seed)) }
      // A scene that cannot be drawn has used its part of the stream all the same.
      while state.next < index { _ = try? draw(&state) }
      return try draw(&state)
    }
  }

  private func draw(_ state: inout State) throws(SoundscapeError) -> Drawn<Scene> {
    var draft = ScaperDraft(
      recipe: recipe, soundbank: soundbank, index: state.next, seed: seed, memory: state.memory)
    state.next += 1
    // Kept from a scene that failed too: Scaper edits its lists before it refuses.
    defer { state.memory = draft.memory }
    return try draft.draw(from: &state.stream)
  }
}
