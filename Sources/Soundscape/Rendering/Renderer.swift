/// A gain under which the levels in a PCM file lose precision that can matter, as Scaper warns of it.
private let extremeScale = 0.05

/// Turns scenes into sound: everything audible happens here, and nothing random.
public struct Renderer: ~Copyable {
  /// Changes a stem before the sum: an effect or a room. The stem keeps its channels and ends within the mixture.
  public typealias StemEffect = @Sendable (inout Stem, Scene) throws(SoundscapeError) -> Void

  private let stemEffect: StemEffect?

  /// - Parameter stemEffect: is run on each levelled stem before the sum, so that mixture and stems still agree.
  public init(stemEffect: StemEffect? = nil) { self.stemEffect = stemEffect }

  /// Renders a scene.
  ///
  /// Events → stems → effect → one gain for all, if the peak asks for it → exact sum.
  /// *Throws:* `.source` where a file cannot be read, `.processing` where a library fails.
  public mutating func render(_ scene: Scene) throws(SoundscapeError) -> Mixture {
    var events = EventRenderer(scene: scene)
    var stems: [Stem] = []
    for index in scene.events.indices {
      var stem = try events.render(index)
      try stemEffect?(&stem, scene)
      stems.append(stem)
    }
    var warnings = events.warnings
    if stems.isEmpty { warnings.append(Warning(.noEvents, "no events: the mixture is silent")) }

    let adder = ExactSum(frameCount: scene.frameCount, channelCount: scene.channelCount)
    let scale = try scaleFactor(stems, scene, adder, &warnings)
    let (mix, step) = adder.add(&stems, scale: scale, format: scene.render.sampleFormat)
    for i in stems.indices { stems[i].loudness = stems[i].loudness.map { $0 + decibels(of: scale) } }
    return Mixture(mix: mix, stems: stems, scaleFactor: scale, step: step, warnings: warnings)
  }

  /// The gain that the clipping fix or the peak normalisation asks for.
  private func scaleFactor(
    _ stems: [Stem], _ scene: Scene, _ adder: ExactSum, _ warnings: inout [Warning]
  ) throws(SoundscapeError) -> Double {
    let format = scene.render.sampleFormat
    let ceiling = adder.ceiling(of: stems, format: format)
    let peak = Double(adder.sum(of: stems).peak)
    guard peak.isFinite else { throw .processing(stage: "mixture \(scene.index)", problem: "the sum is no number") }
    let clips = peak > ceiling
    guard peak > 0, scene.render.peakNormalization || (clips && scene.render.fixClipping) else {
      if clips { warnings.append(unfixed(peak: peak, format: format)) }
      return 1
    }
    let scale = ceiling / peak
    if clips {
      let message =
        "the peak passed full scale by \(rounded(decibels(of: peak), 2)) dB: mixture and stems are scaled down, "
        + "ref_db with them"
      warnings.append(Warning(.clippingFixed, message, before: 1, after: scale))
    }
    if scale < extremeScale {
      warnings.append(
        Warning(.extremeScale, "the scale is extreme: \(rounded(scale, 4))", before: 1, after: scale))
    }
    return scale
  }

  private func unfixed(peak: Double, format: SampleFormat) -> Warning {
    let level = rounded(decibels(of: peak), 2)
    if format == .float {
      return Warning(.clipping, "the mixture passes full scale by \(level) dB", before: peak)
    }
    let message = "the mixture passes full scale by \(level) dB and is cut off there: stems do not add up to it"
    return Warning(.sumClipped, message, before: peak, after: 1)
  }
}
