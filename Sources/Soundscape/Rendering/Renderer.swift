/// Turns scenes into sound: everything audible happens here, and nothing random.
public struct Renderer: ~Copyable {
  /// Changes a stem before the sum: an effect or a room. The stem keeps its channels and ends within the mixture.
  public typealias StemEffect = @Sendable (inout Stem, Scene) throws(SoundscapeError) -> Void

  private let stemEffect: StemEffect?
  let sounds: SourceCache
  var hasStemEffect: Bool { stemEffect != nil }
  /// A scene with more is rendered piece by piece where it is only written.
  var mostSamplesInMemory = LongMixture.mostSamplesInMemory

  /// - Parameters:
  ///   - stemEffect: is run on each levelled stem before the sum, so that mixture and stems still agree.
  ///   - sounds: reads the sounds, for this renderer and others; by itself, files, of which none is kept.
  public init(stemEffect: StemEffect? = nil, sounds: SourceCache = SourceCache(byteBudget: 0)) {
    self.stemEffect = stemEffect
    self.sounds = sounds
  }

  /// Renders a scene.
  ///
  /// Events → stems → levels → reverb → effect → one gain for all, if the peak asks for it → exact sum → measurements.
  /// *Throws:* `.source` where a file cannot be read, `.processing` where a library fails.
  public mutating func render(_ scene: Scene) throws(SoundscapeError) -> Mixture {
    var events = EventRenderer(scene: scene, sounds: sounds)
    var stems: [Stem] = []
    for index in scene.events.indices { stems.append(try events.render(index)) }
    var warnings = events.warnings
    warnings += try level(&stems, scene)
    reverberate(&stems, scene)
    for i in stems.indices { try stemEffect?(&stems[i], scene) }
    if stems.isEmpty { warnings.append(MixtureWarnings(scene: scene).noEvents) }

    let adder = ExactSum(
      of: stems, frameCount: scene.frameCount, channelCount: scene.channelCount, format: scene.render.sampleFormat)
    let (scale, told) = try adder.scale(for: scene, loudestStem: stems.reduce(0) { max($0, $1.audio.peak) })
    warnings += told

    var (mix, step) = adder.add(&stems, scale: scale, step: scene.recordedScale?.step)
    for i in stems.indices { stems[i].measured.scale(by: scale) }
    if scene.semantics == .scaper, let amount = scene.render.reverb, !stems.isEmpty {
      // On the mixture alone, as Scaper does it: its stems do not add up then.
      mix = Reverb(amount: amount).appliedAsInScaper(to: mix, at: scene.sampleRate)
    }
    var mixture = Mixture(mix: mix, stems: stems, scaleFactor: scale, step: step, warnings: warnings)
    mixture.measure(scene)
    return mixture
  }

  /// Brings the stems to their levels; in Scaper's semantics each has its own already.
  private func level(_ stems: inout [Stem], _ scene: Scene) throws(SoundscapeError) -> [Warning] {
    guard scene.semantics == .soundscape else { return [] }
    let (levels, warnings) = try levels(of: stems, scene)
    for i in stems.indices { stems[i].apply(levels[i]) }
    return warnings
  }

  /// A function of its own, so that nothing holds on to the stems when they are changed in place.
  private func levels(
    of stems: [Stem], _ scene: Scene
  ) throws(SoundscapeError) -> (levels: [StemLevel], warnings: [Warning]) {
    var levels = Levels(scene: scene, source: StemsInMemory(stems: stems))
    return (try levels.decide(), levels.warnings)
  }

  /// The same room for each stem, which sounds on to the mixture's end, so that stems and mixture still agree.
  private func reverberate(_ stems: inout [Stem], _ scene: Scene) {
    guard let amount = scene.render.reverb, scene.semantics == .soundscape else { return }
    // Taken out and put back, so that nothing is copied.
    var sounds = stems.map(\.audio)
    for i in stems.indices { stems[i].audio = AudioBuffer(channelCount: scene.channelCount, frameCount: 0) }
    for i in stems.indices { sounds[i].setLength(scene.frameCount - stems[i].position) }
    Reverb(amount: amount).applyKeepingChannels(toEachOf: &sounds, at: scene.sampleRate)
    for i in stems.indices { swap(&stems[i].audio, &sounds[i]) }
  }
}
