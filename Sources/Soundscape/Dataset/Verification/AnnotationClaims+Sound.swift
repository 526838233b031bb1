// Whether an annotation agrees with the sound of the stems.

extension AnnotationClaims {
  /// Near the gates of BS.1770 the measure is no longer proportional: a gain moves blocks over the absolute gate of
  /// −70 LUFS, and with them the loudness of the rest. Blocks count down to 10 LU under the mean.
  private static let leastComparable: LUFS = loudnessFloor + 10
  /// How far a gain may move the loudness in LU. A level is set by the loudness of the source; after the gain, pauses
  /// move across the absolute gate, and with them the relative gate moves.
  private static let gateTolerance = 1.0
  /// A stem this far above its files' step in dB is not changed by rounding as far as loudness goes.
  private static let roomOverStep: Decibels = 25

  /// Whether the loudness recorded for an event is one that its stem must have.
  ///
  /// Scaper levels before the fades, and the effects of the mixture come after the level was set. Of a sound that was too
  /// quiet for the gated measure another was recorded, or none; of a stem that was cut, that of the whole stem.
  func claimsLoudness(of event: AnnotatedEvent) -> Bool {
    guard let measured = event.measured, let loudness = measured.loudness, event.isIntegrated,
      checks.levelsWhatIsHeard, !hasMixtureEffects, !isCutOff(measured), annotation.cuts.isEmpty
    else { return false }
    let step = annotation.rendering?.step ?? 0
    return min(loudness, loudness - measured.gain)
      > max(Self.leastComparable, step > 0 ? decibels(of: step) + Self.roomOverStep : -.infinity)
  }

  /// Whether a stem in whole numbers reached full scale and lost what was above it.
  private func isCutOff(_ measured: StemMeasurements) -> Bool {
    annotation.settings.render.sampleFormat.bits != nil && measured.peak >= 1
  }

  /// Compares what was recorded with what was measured of a stem whose bytes are those that were written.
  func check(_ track: AudioTrack, _ row: ManifestRow, _ verdict: inout MixtureVerdict) {
    guard let probe = track.probe, let i = row.stems.index(ofName: track.file), verdict.isFaultless(track.file) else {
      return
    }
    let event = events[i]
    if let frame = probe.firstStray {
      verdict.add(
        "sounds outside the frames \(probe.range) that the annotation's data[\(i)] has", to: track.file, frame: frame)
    }
    guard let measured = event.measured else { return }
    let (peak, claimed) = (Double(probe.peak), measured.peak)
    if abs(peak - limited(claimed, track.bits)) > tolerance(claimed, track.bits) {
      verdict.add(
        "peak is \(rounded(peak, 6)), the annotation's data[\(i)] says \(rounded(claimed, 6))", to: track.file)
    }
    guard let claimed = measured.loudness else { return }
    do throws(SoundscapeError) {
      guard let found = try probe.loudness(), abs(found - claimed) > Self.loudnessTolerance else { return }
      let text = "loudness is \(rounded(found, 2)) LUFS, the annotation's data[\(i)] says \(rounded(claimed, 2))"
      guard abs(found - claimed) <= Self.gateTolerance else { return verdict.add(text, to: track.file) }
      verdict.addNote(text + "; the gates of BS.1770 can cause such a difference after a gain", on: track.file)
    } catch { verdict.add(error.problem, to: track.file) }
  }

  /// What a format leaves of a peak, and how far rounding moves it.
  private func limited(_ peak: Double, _ bits: Int?) -> Double { bits == nil ? peak : min(peak, 1) }
  private func tolerance(_ peak: Double, _ bits: Int?) -> Double {
    let rounding = Double(Float.ulpOfOne) * peak
    return bits.map { max(rounding, Double(sign: .plus, exponent: 1 - $0, significand: 1)) } ?? rounding
  }
}
