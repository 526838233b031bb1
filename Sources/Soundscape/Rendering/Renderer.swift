/// Turns scenes into sound: everything audible happens here, and nothing random.
public struct Renderer: ~Copyable {
  /// Changes a stem before the sum: an effect or a room. The stem keeps its channels and ends within the mixture.
  public typealias StemEffect = @Sendable (inout Stem, Scene) throws(SoundscapeError) -> Void

  private let stemEffect: StemEffect?

  /// - Parameter stemEffect: is run on each levelled stem before the sum, so that mixture and stems still agree.
  public init(stemEffect: StemEffect? = nil) { self.stemEffect = stemEffect }

  /// Renders a scene.
  ///
  /// Events → stems → levels → reverb → effect → one gain for all, if the peak asks for it → exact sum → measurements.
  /// *Throws:* `.source` where a file cannot be read, `.processing` where a library fails.
  public mutating func render(_ scene: Scene) throws(SoundscapeError) -> Mixture {
    var events = EventRenderer(scene: scene)
    var stems: [Stem] = []
    for index in scene.events.indices { stems.append(try events.render(index)) }
    var warnings = events.warnings
    warnings += try level(&stems, scene)
    for i in stems.indices {
      reverberate(&stems[i], scene)
      try stemEffect?(&stems[i], scene)
    }
    let words = MixtureWarnings(scene: scene)
    if stems.isEmpty { warnings.append(words.noEvents) }

    let adder = ExactSum(
      of: stems, frameCount: scene.frameCount, channelCount: scene.channelCount, format: scene.render.sampleFormat)
    let peak = fullScalePeak(of: stems, mixture: adder.peak, scene)
    guard peak.isFinite else { throw .processing(stage: "mixture \(scene.index)", problem: "the sum is no number") }
    let passesFullScale = peak > adder.ceiling
    let isScaled = scene.render.peakNormalization || (passesFullScale && scene.render.fixClipping)
    let scale = scene.recordedScale?.factor ?? (isScaled && peak > 0 ? adder.ceiling / peak : 1)
    warnings += words.clipping(peak: peak, passesFullScale: passesFullScale, scale: scale)

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

  /// The level that must not pass full scale: the mixture's, and in integer formats that of every file.
  ///
  /// A stem can be louder than the mixture, where others cancel it. Scaper looks at the mixture alone.
  private func fullScalePeak(of stems: [Stem], mixture: Double, _ scene: Scene) -> Double {
    let isBounded = scene.render.sampleFormat != .float && scene.semantics == .soundscape
    return isBounded ? stems.reduce(mixture) { max($0, Double($1.audio.peak)) } : mixture
  }

  /// The same room for each stem, which sounds on to the mixture's end, so that stems and mixture still agree.
  private func reverberate(_ stem: inout Stem, _ scene: Scene) {
    guard let amount = scene.render.reverb, scene.semantics == .soundscape else { return }
    stem.audio.setLength(scene.frameCount - stem.position)
    stem.audio = Reverb(amount: amount).appliedKeepingChannels(to: stem.audio, at: scene.sampleRate)
  }
}
