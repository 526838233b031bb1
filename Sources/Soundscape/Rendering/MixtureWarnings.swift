/// What is told about a mixture as a whole, in our words or in Scaper's.
struct MixtureWarnings {
  let scene: Scene

  private var isScaper: Bool { scene.semantics == .scaper }

  var noEvents: Warning {
    let scaper = "No events to synthesize (silent soundscape), no audio generated."
    return Warning(.noEvents, isScaper ? scaper : "no events: the mixture is silent")
  }

  /// What Scaper says where stems are written of a mixture that has its reverb; nil where there is nothing to say.
  var stemsWithoutReverb: Warning? {
    guard isScaper, scene.render.reverb != nil else { return nil }
    return Warning(
      .reverbOnMixtureAlone,
      "Reverb is on and save_isolated_events is True. Reverberation is applied to the mixture but not output source "
        + "files. In this case the sum of the audio of the isolated events will not add up to the mixture")
  }

  /// The warnings of a peak and of the gain that was put on the mixture for it.
  func clipping(peak: Double, passesFullScale: Bool, scale: Double) -> [Warning] {
    var warnings: [Warning] = []
    let isFixed = passesFullScale && scene.render.fixClipping
    if isScaper, passesFullScale { warnings.append(Warning(.clipping, "Soundscape audio is clipping!", before: peak)) }
    if isFixed {
      warnings.append(Warning(.clippingFixed, fixed(peak: peak, scale: scale), before: 1, after: scale))
    } else if passesFullScale, !isScaper, !scene.render.peakNormalization {
      warnings.append(unfixed(peak: peak))
    }
    if scale < Self.extremeScale {
      let scaper =
        "Scale factor for peak normalization is extreme (<0.05), event SNR values in the generated soundscape audio may "
        + "not perfectly match their specified values."
      let message = isScaper ? scaper : "the scale is extreme: \(rounded(scale, 4))"
      warnings.append(Warning(.extremeScale, message, before: 1, after: scale))
    }
    return warnings
  }

  /// A gain under which the levels in a PCM file lose precision that can matter; the bound is Scaper's.
  private static let extremeScale = 0.05

  private func fixed(peak: Double, scale: Double) -> String {
    if isScaper {
      let change = FixedPoint.text(decibels(of: scale), decimals: 2)
      return
        "Peak normalization applied to fix clipping with scale factor = \(scale). The actual ref_db of the generated "
        + "soundscape audio will change by approximately \(change)dB with respect to the target ref_db of "
        + "\(plain(scene.referenceLoudness)))"
    }
    return "the peak passed full scale by \(rounded(decibels(of: peak), 2)) dB: mixture and stems are scaled down, "
      + "ref_db with them"
  }

  private func unfixed(peak: Double) -> Warning {
    let level = rounded(decibels(of: peak), 2)
    if scene.render.sampleFormat == .float {
      return Warning(.clipping, "the mixture passes full scale by \(level) dB", before: peak)
    }
    let message = "the mixture passes full scale by \(level) dB and is cut off there: stems do not add up to it"
    return Warning(.sumClipped, message, before: peak, after: 1)
  }
}
