/// Scaper's words, letter for letter. *Source:* Scaper 1.6.5.
struct ScaperWording: MixtureWording {
  var noEvents: Warning { Warning(.noEvents, "No events to synthesize (silent soundscape), no audio generated.") }

  func stemsWithoutReverb(of scene: Scene) -> Warning? {
    guard scene.render.reverb != nil else { return nil }
    return Warning(
      .reverbOnMixtureAlone,
      "Reverb is on and save_isolated_events is True. Reverberation is applied to the mixture but not output source "
        + "files. In this case the sum of the audio of the isolated events will not add up to the mixture")
  }

  func clipping(peak: Double, passesFullScale: Bool, scale: Double, of scene: Scene) -> [Warning] {
    var warnings: [Warning] = []
    if passesFullScale { warnings.append(Warning(.clipping, "Soundscape audio is clipping!", before: peak)) }
    if passesFullScale, scene.render.fixClipping {
      let change = FixedPoint.text(decibels(of: scale), decimals: 2)
      let message =
        "Peak normalization applied to fix clipping with scale factor = \(scale). The actual ref_db of the generated "
        + "soundscape audio will change by approximately \(change)dB with respect to the target ref_db of "
        + "\(plain(scene.referenceLoudness)))"
      warnings.append(Warning(.clippingFixed, message, before: 1, after: scale))
    }
    if scale < extremeScale {
      let message =
        "Scale factor for peak normalization is extreme (<0.05), event SNR values in the generated soundscape audio may "
        + "not perfectly match their specified values."
      warnings.append(Warning(.extremeScale, message, before: 1, after: scale))
    }
    return warnings
  }
}
