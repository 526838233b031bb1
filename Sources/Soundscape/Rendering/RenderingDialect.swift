/// What the dialects of recipes do differently when a scene is rendered.
protocol RenderingDialect {
  /// Adds the sound of each event, before its level, to a store.
  func addStems(
    of scene: Scene, to store: any StemStore, by events: inout EventRenderer
  ) throws(SoundscapeError)
  /// The level of each stem in a store.
  func levels(
    of store: any StemStore, _ scene: Scene
  ) throws(SoundscapeError) -> (levels: [StemLevel], warnings: [Warning])
  /// What each stem goes through after its level is set, before the effects of the bus.
  func treatments(of scene: Scene, in store: any StemStore) throws(SoundscapeError) -> [any StemTreatment]
  /// The effects that each stem goes through in the same way.
  func busEffects(of scene: Scene) -> [EffectInstance]
  /// What the sum goes through and the stems do not.
  func makeMixtureStage(of scene: Scene) -> (any Stage)?
  /// The frames in which an event itself sounds, without the tails of effects.
  func dryRange(of event: Event, in range: Range<Int>, of scene: Scene) -> Range<Int>
  /// Whether a stem that is louder than the mixture makes both quieter in formats that cannot hold it.
  var limitsStems: Bool { get }
  var wording: any MixtureWording { get }
}

extension Scene {
  /// The one place in rendering that depends on the dialect.
  var renderingDialect: any RenderingDialect {
    switch semantics {
    case .soundscape: SoundscapeRendering()
    case .scaper: ScaperRendering()
    }
  }
}

/// Events are measured as they sound, fades and effects included; effects of the bus are applied to each stem.
struct SoundscapeRendering: RenderingDialect {
  let limitsStems = true
  let wording: any MixtureWording = PlainWording()

  func addStems(
    of scene: Scene, to store: any StemStore, by events: inout EventRenderer
  ) throws(SoundscapeError) {
    for event in scene.events {
      let range = scene.frameRange(of: event)
      let effects = try events.stages(of: event.effects)
      let end = StageChain(effects).tail.end(of: range, in: scene.frameCount)
      let wet = range.lowerBound..<end
      switch event.role {
      case .background:
        let stream = try BackgroundStream(event, of: scene, sounds: events.sounds)
        try store.add(StagedSource(stream, through: effects), in: wet)
      case .foreground:
        let stages = [events.fade(of: event, lasting: range.count)] + effects
        if event.isTiled, !event.isTransformed {
          let sound = try TiledSound(event, lasting: range.count, of: scene, sounds: events.sounds)
          try store.add(StagedSource(sound, through: stages), in: wet)
        } else if let part = events.part(of: event) {
          let reader = try SourcePart.Reader(part, sounds: events.sounds)
          try store.add(StagedSource(reader, through: stages), in: wet)
        } else {
          var audio = try events.stretched(event)
          audio.setLength(range.count)
          try store.add(StagedSource(SoundInMemory(audio), through: stages), in: wet)
        }
      }
    }
  }

  func levels(
    of store: any StemStore, _ scene: Scene
  ) throws(SoundscapeError) -> (levels: [StemLevel], warnings: [Warning]) {
    var pass = LevelPass(scene: scene, stems: store)
    return (try pass.decide(), pass.warnings)
  }

  func treatments(of scene: Scene, in store: any StemStore) -> [any StemTreatment] { [] }

  /// `render.reverb` is another way to write a reverb on the bus, before all others.
  func busEffects(of scene: Scene) -> [EffectInstance] {
    let reverb = scene.render.reverb.map { EffectInstance(name: Reverb.name, values: ["amount": $0]) }
    return [reverb].compactMap { $0 } + scene.effects
  }

  func makeMixtureStage(of scene: Scene) -> (any Stage)? { nil }

  func dryRange(of event: Event, in range: Range<Int>, of scene: Scene) -> Range<Int> { scene.frameRange(of: event) }
}
