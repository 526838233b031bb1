/// A recipe with its sounds, ready to make mixtures: the library in one value.
///
/// Everything happens on the caller's thread. An engine can be shared by any number of threads, and used after a fork.
///
/// ```swift
/// let recipe = try RecipeReader.read(file: "recipe.yaml")
/// let engine = try Engine(recipe: recipe, soundbank: Soundbank.scan(recipe.soundbank).soundbank)
/// let scene = try engine.scene(at: 7)
/// let mixture = try engine.render(scene.value)
/// ```
public struct Engine: Sendable {
  public internal(set) var recipe: Recipe
  public let soundbank: Soundbank
  /// The effects that scenes may name.
  ///
  /// A run is resumed only with the same ones. Those that were added count by name and parameters: give an effect
  /// another name when it sounds different.
  public let effects: EffectRegistry
  /// Reads the soundbank's sounds and keeps those that are used often, for all that the engine does.
  public let sounds: SourceCache
  /// What draws the scenes; by itself, the recipe's draws.
  public var scenes: any SceneSource
  /// Draws from any seed.
  let instantiator: Instantiator
  /// What the recipe's `output.layout` is looked up in.
  public var layouts = Layouts.builtIn

  /// - Parameters:
  ///   - cacheByteBudget: what decoded sounds may take in memory, in bytes.
  /// *Throws:* `.recipe` where the recipe names what the soundbank does not have, or asks for what is impossible.
  public init(
    recipe: Recipe, soundbank: Soundbank, effects: EffectRegistry = .standard,
    cacheByteBudget: Int = SourceCache.defaultByteBudget
  ) throws(SoundscapeError) {
    let sounds = SourceCache(provider: soundbank.provider, byteBudget: cacheByteBudget)
    try self.init(recipe: recipe, soundbank: soundbank, effects: effects, sounds: sounds)
  }

  /// The same with sounds that were read for another engine of the same soundbank.
  package init(
    recipe: Recipe, soundbank: Soundbank, effects: EffectRegistry = .standard, sounds: SourceCache
  ) throws(SoundscapeError) {
    self.recipe = recipe
    self.soundbank = soundbank
    self.effects = effects
    self.sounds = sounds
    instantiator = try Instantiator(recipe: recipe, soundbank: soundbank, sounds: sounds)
    scenes = instantiator.scenes(seed: recipe.seed)
  }

  /// What is odd about the recipe with this soundbank, though it can be used.
  public var warnings: [Warning] { instantiator.warnings }

  /// Draws the scene at a position in the data set, from 0.
  ///
  /// *Throws:* `.draw` where there is none that keeps the recipe.
  public func scene(at index: Int) throws(SoundscapeError) -> Drawn<Scene> { placed(try scenes.scene(at: index)) }

  /// A scene that knows the split it falls into.
  func placed(_ drawn: Drawn<Scene>) -> Drawn<Scene> {
    guard !recipe.output.splits.isEmpty else { return drawn }
    var drawn = drawn
    drawn.value.origin.split = recipe.output.split(seed: drawn.value.seed, index: drawn.value.index)
    return drawn
  }

  /// *Throws:* `.draw` for mixtures that no data set has.
  func check(_ indices: Range<Int>) throws(SoundscapeError) {
    guard indices.lowerBound >= 0, indices.upperBound <= RecipeLimits.mostMixtures else {
      let found = "\(indices.lowerBound) to \(indices.upperBound)"
      throw .draw(event: "mixtures", problem: "a data set has at most \(RecipeLimits.mostMixtures) (found \(found))")
    }
    if let list = recipe.compositions, indices.upperBound > list.rows.count {
      throw .draw(
        event: "mixtures",
        problem: "\(list.path) has \(counted(list.rows.count, "composition")) (found \(indices.lowerBound) to "
          + "\(indices.upperBound))")
    }
    guard scenes.isRandomAccess || indices.lowerBound <= CycleCounter.mostSelections else {
      throw .draw(
        event: "mixtures",
        problem: "these are drawn in order, so the first is at most \(CycleCounter.mostSelections) (found "
          + "\(indices.lowerBound))")
    }
  }

  /// Renders a scene in memory.
  ///
  /// *Throws:* `.source` where a sound cannot be read, `.processing` where a library fails.
  public func render(_ scene: Scene) throws(SoundscapeError) -> Mixture {
    var renderer = makeRenderer()
    return try renderer.render(scene)
  }

  /// A renderer with the engine's effects and sounds, for one thread at a time.
  public func makeRenderer() -> Renderer { Renderer(effects: effects, sounds: sounds) }

  /// Begins a run into a sink, whose mixtures can be made in any order and from any number of threads.
  ///
  /// - Parameters:
  ///   - isStrict: whether a mixture that comes with a warning fails.
  ///   - retriesFailed: whether mixtures that failed in an earlier run are made again.
  /// *Throws:* `.output` where the sink cannot be written or holds another data set, `.recipe` for an unknown layout.
  public func begin(
    in sink: any Sink, isStrict: Bool = false, retriesFailed: Bool = false
  ) throws(SoundscapeError) -> DatasetSession {
    try DatasetSession(self, sink: sink, isStrict: isStrict, retriesFailed: retriesFailed)
  }
}
