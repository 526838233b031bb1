/// The warnings about a mixture as a whole, in the words of a dialect.
protocol MixtureWording {
  var noEvents: Warning { get }
  /// The warning about written stems that lack the mixture's reverb; nil where there is nothing to say.
  func stemsWithoutReverb(of scene: Scene) -> Warning?
  /// The warnings about a peak and about the gain that was put on the mixture for it.
  func clipping(peak: Double, passesFullScale: Bool, scale: Double, of scene: Scene) -> [Warning]
}

/// A gain under which the levels in a PCM file lose precision that can matter; the bound is Scaper's.
let extremeScale = 0.05

/// The library's words.
struct PlainWording: MixtureWording {
  var noEvents: Warning { Warning(.noEvents, "no events: the mixture is silent") }

  func stemsWithoutReverb(of scene: Scene) -> Warning? { nil }

  func clipping(peak: Double, passesFullScale: Bool, scale: Double, of scene: Scene) -> [Warning] {
    var warnings: [Warning] = []
    let level = rounded(decibels(of: peak), 2)
    if passesFullScale, scene.render.fixClipping {
      warnings.append(
        Warning(
          .clippingFixed,
          "the peak passed full scale by \(level) dB: mixture and stems are scaled down, ref_db with them", before: 1,
          after: scale))
    } else if passesFullScale, !scene.render.peakNormalization {
      warnings.append(unfixed(peak: peak, level: level, in: scene.render.sampleFormat))
    }
    if scale < extremeScale {
      warnings.append(Warning(.extremeScale, "the scale is extreme: \(rounded(scale, 4))", before: 1, after: scale))
    }
    return warnings
  }

  private func unfixed(peak: Double, level: String, in format: SampleFormat) -> Warning {
    if format.bits == nil { return Warning(.clipping, "the mixture passes full scale by \(level) dB", before: peak) }
    let message = "the mixture passes full scale by \(level) dB and is cut off there: stems do not add up to it"
    return Warning(.sumClipped, message, before: peak, after: 1)
  }
}
