/// The scenes of a run, one after the other.
public struct SceneSequence: Sendable {
  public typealias Drawn = Result<(scene: Scene, warnings: [Warning]), SoundscapeError>

  private enum Source: Sendable {
    case keyed(KeyedScenes)
    /// Scaper's one stream, and what it keeps from one mixture to the next.
    case stream(MersenneTwister, ScaperMemory)
  }

  private let instantiator: Instantiator
  private let seed: Seed
  private var source: Source
  /// The index of the scene that comes next.
  public private(set) var index = 0

  init(instantiator: Instantiator, seed: Seed) {
    self.instantiator = instantiator
    self.seed = seed
    source =
      switch instantiator.recipe.semantics {
      case .soundscape: .keyed(KeyedScenes(instantiator: instantiator, seed: seed))
      case .scaper: .stream(MersenneTwister(seed: seed), [:])
      }
  }

  /// Draws the next scene. A scene that cannot be drawn does not end the sequence.
  public mutating func next() -> Drawn {
    defer { index += 1 }
    do throws(SoundscapeError) {
      switch source {
      case .keyed(let scenes): return .success(try scenes.scene(index))
      case .stream(var stream, let memory):
        var draft = ScaperDraft(instantiator: instantiator, index: index, seed: seed, memory: memory)
        // Kept from a scene that failed too: Scaper edits its lists before it refuses.
        defer { source = .stream(stream, draft.memory) }
        return .success(try draft.draw(from: &stream))
      }
    } catch {
      return .failure(error)
    }
  }

  /// Goes on to the scene at an index that is not behind.
  public mutating func skip(to index: Int) {
    if case .keyed = source {
      self.index = max(self.index, index)
      return
    }
    while self.index < index { _ = next() }
  }

  /// Draws any scene by itself, where it does not depend on the others.
  var keyed: KeyedScenes? { if case .keyed(let scenes) = source { scenes } else { nil } }
}
