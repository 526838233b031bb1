/// Draws scenes from a recipe and a soundbank: everything random happens here.
public struct Instantiator: Sendable {
  public let recipe: Recipe
  public let soundbank: Soundbank
  let eventNames: [String]

  /// *Throws:* `.recipe` where the recipe names what the soundbank does not hold, with the nearest name.
  public init(recipe: Recipe, soundbank: Soundbank) throws(SoundscapeError) {
    self.recipe = recipe
    self.soundbank = soundbank
    eventNames = recipe.eventNames
    try recipe.checkNames(against: soundbank)
  }

  /// The scene at a position, drawn by itself.
  ///
  /// One stream runs through all draws, so those of the scenes before it are drawn too; whoever wants many scenes in a
  /// row takes `scenes(seed:)`.
  public func scene(
    index: Int, seed: Seed
  ) throws(SoundscapeError) -> (scene: Scene, warnings: [Warning]) {
    var sequence = scenes(seed: seed)
    for _ in 0..<index { _ = sequence.next() }
    return try sequence.next().get()
  }

  /// All scenes in order, without an end.
  public func scenes(seed: Seed) -> SceneSequence<MersenneTwister> {
    SceneSequence(instantiator: self, seed: seed, source: MersenneTwister(seed: seed))
  }
}

/// The scenes of a run, one after the other, from one source of randomness.
public struct SceneSequence<Source: RandomSource & Sendable>: Sendable {
  public typealias Drawn = Result<(scene: Scene, warnings: [Warning]), SoundscapeError>

  private let instantiator: Instantiator
  private let seed: Seed
  private var source: Source
  private var memory: ScaperMemory = [:]
  /// The index of the scene that comes next.
  public private(set) var index = 0

  init(instantiator: Instantiator, seed: Seed, source: Source) {
    self.instantiator = instantiator
    self.seed = seed
    self.source = source
  }

  /// Draws the next scene. A scene that cannot be drawn does not end the sequence.
  public mutating func next() -> Drawn {
    defer { index += 1 }
    var draft = SceneDraft(instantiator: instantiator, index: index, seed: seed, memory: memory)
    // Kept from a scene that failed too: Scaper edits its lists before it refuses.
    defer { memory = draft.memory }
    do throws(SoundscapeError) {
      return .success(try draft.draw(from: &source))
    } catch {
      return .failure(error)
    }
  }
}
