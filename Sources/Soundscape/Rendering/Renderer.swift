/// Turns scenes into sound: everything audible happens here, and nothing random.
///
/// A scene that is too large for memory keeps its stems on disk and is rendered block by block. How long a block is, and
/// where the stems are kept, changes no sample and no figure. A renderer is used by one thread at a time.
public struct Renderer: ~Copyable {
  private let effects: EffectRegistry
  private let sounds: SourceCache
  var policy = StorePolicy()

  /// - Parameters:
  ///   - effects: those that scenes may name.
  ///   - sounds: reads the sounds, for this renderer and others; by default files, of which none is kept.
  public init(effects: EffectRegistry = .standard, sounds: SourceCache = SourceCache(byteBudget: 0)) {
    self.effects = effects
    self.sounds = sounds
  }

  /// Renders a scene in memory.
  ///
  /// *Throws:* `.draw` where a number is out of its range, `.source` where a file cannot be read, `.processing` where a
  /// library fails.
  public mutating func render(_ scene: Scene) throws(SoundscapeError) -> Mixture {
    var collector = MixtureCollector(channelCount: scene.channelCount)
    let tracks = [Track.mixture] + scene.events.indices.map { .events([$0]) }
    let report = try render(scene, tracks: tracks, spillFolder: nil, into: &collector)
    return collector.mixture(report)
  }

  /// Renders a scene and sends tracks of it to a receiver, block by block.
  ///
  /// - Parameters:
  ///   - tracks: what is sent, in this order; events that are in none are measured too.
  ///   - cut: the frames that are sent and measured, of a scene that is rendered whole; nil for all.
  ///   - spillFolder: where a scene too large for memory keeps its stems, in a file that is gone with them; nil keeps
  ///     all in memory.
  /// *Throws:* what the receiver throws; `.draw` where a number is out of its range, `.source` where a file cannot be read, `.processing` where a library fails,
  /// `.output` where the folder cannot be written.
  public mutating func render(
    _ scene: Scene, tracks: [Track], cut: Range<Int>? = nil, spillFolder: String?,
    into receiver: inout (some TrackReceiver & ~Copyable)
  ) throws(SoundscapeError) -> MixtureReport {
    try scene.checkNumbers()
    // Whatever thread it is on: the same bytes.
    let mode = FloatingPointMode.set(flushesSubnormals: true)
    defer { mode.restore() }
    let store = try policy.makeStore(for: scene, spillFolder: spillFolder)
    let dialect = scene.renderingDialect
    var events = EventRenderer(
      scene: scene, effects: effects, sounds: store.keepsSources ? sounds : sounds.keepingNoMore)
    try dialect.addStems(of: scene, to: store, by: &events)
    let (levels, silence) = try dialect.levels(of: store, scene)
    let levelWarnings = try CancelledChannels(scene: scene, sounds: sounds).explain(silence)
    try treat(store, scene, by: dialect, levels)

    let scan = try ScanPass.run(scene, store, measuresStems: ExactSum.limitsStems(of: scene, by: dialect))
    let ranges = scene.events.indices.map { store.range(of: $0) }
    let sum = ExactSum(of: scan, ranges: ranges, format: scene.render.sampleFormat)
    let (scale, scaleWarnings) = try sum.scale(for: scene, by: dialect, loudestStem: scan.loudestStem)
    let step = scene.recordedScale?.step ?? sum.step(scale: scale)
    try store.apply([Finishing(stage: FinishStage(scale: Float(scale), step: step))])

    let whole = 0..<scene.frameCount
    var emission = EmitPass(
      scene, dialect, store, cut: cut?.clamped(to: whole) ?? whole,
      measurements: levels.map { StemMeasurements($0, scaledBy: scale) })
    let stems = try emission.run(tracks, into: &receiver)
    let noEvents = scene.events.isEmpty ? [dialect.wording.noEvents] : []
    return MixtureReport(
      stems: stems, scaleFactor: scale, step: step,
      warnings: events.warnings + levelWarnings + noEvents + scaleWarnings)
  }

  /// Levels, what the dialect does after them, and the effects of the bus.
  private func treat(
    _ store: any StemStore, _ scene: Scene, by dialect: any RenderingDialect, _ levels: [StemLevel]
  ) throws(SoundscapeError) {
    let treatments = try dialect.treatments(of: scene, in: store)
    let clipping: [any StemTreatment] = scene.render.clip == .hard ? [Clipping()] : []
    try store.apply([Levelling(levels: levels)] + clipping + treatments)
    store.cutToMixture()
    var bus: [any StemTreatment] = []
    for instance in dialect.busEffects(of: scene) {
      let effect = try effects.effect(instance)
      guard type(of: effect).isLinear else {
        throw .processing(stage: "effect \(instance.name)", problem: "is not linear: it is only allowed on events")
      }
      bus.append(try BusEffect(effect, channelCount: scene.channelCount, rate: scene.sampleRate))
    }
    try store.apply(bus)
  }
}
