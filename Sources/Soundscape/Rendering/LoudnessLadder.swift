/// How a loudness was measured: the first of these that says anything about the sound.
public enum LoudnessRung: String, Hashable, Sendable, CaseIterable {
  /// Integrated loudness by BS.1770, with its gates.
  case integrated
  /// K-weighted loudness without gates, where they leave nothing: a sound whose only loud part is shorter than a block.
  case ungated
  /// Root mean square in dB relative to full scale, where the K-weighting leaves nothing, of a sound below hearing, or
  /// where it is none: at rates under 3.5 kHz.
  case rms
  /// Too quiet to be levelled.
  case silent
}

/// A loudness and how it was measured.
struct MeasuredLoudness: Hashable {
  /// LUFS, or dB relative to full scale for `rms`; of silence, whatever was measured.
  var value: LUFS
  var rung: LoudnessRung

  var isSilent: Bool { rung == .silent }

  /// The loudness of nothing.
  static let nothing = MeasuredLoudness(value: -.infinity, rung: .silent)
}

/// What is quieter passes none of the gates of ITU-R BS.1770-4: its absolute gate.
let loudnessFloor: LUFS = -70

/// Measures the loudness of any sound, however short or quiet.
enum LoudnessLadder {
  /// What is quieter is no sound that anybody meant, and is never made louder: the level at which the gate of a recipe
  /// draws another window, too.
  static let silence: LUFS = SilenceGate().minimumRMS
  /// The shortest signal that is measured; a shorter one is repeated up to it. A gating block lasts 0.4 s.
  static let shortest: Seconds = 0.5

  /// Hands a sound out in pieces, in order; it can be asked to do so again.
  typealias Pieces = (_ body: (AudioBuffer) throws(SoundscapeError) -> Void) throws(SoundscapeError) -> Void

  /// The loudness of a sound that comes in pieces; how it is cut makes no difference.
  static func measure(
    frameCount: Int, channelCount: Int, at rate: Hertz, by meter: RenderOptions.Meter = .soundscape, _ pieces: Pieces
  ) throws(SoundscapeError) -> MeasuredLoudness {
    guard frameCount > 0 else { return .nothing }
    let least = frames(in: shortest, at: rate)
    guard frameCount < least else { return try climb(channelCount: channelCount, at: rate, by: meter, pieces) }
    var whole = AudioBuffer(channelCount: channelCount, frameCount: 0)
    try pieces { (piece) throws(SoundscapeError) in whole.append(piece) }
    // Whole copies, so that every part of the sound counts alike.
    let copies = (least + frameCount - 1) / frameCount
    let repeated = whole.tiled(to: copies * frameCount)
    return try climb(channelCount: channelCount, at: rate, by: meter) { (body) throws(SoundscapeError) in
      try body(repeated)
    }
  }

  /// The loudness of a sound in memory.
  static func measure(
    _ audio: AudioBuffer, at rate: Hertz, by meter: RenderOptions.Meter = .soundscape
  ) throws(SoundscapeError) -> MeasuredLoudness {
    try measure(frameCount: audio.frameCount, channelCount: audio.channelCount, at: rate, by: meter) {
      (body) throws(SoundscapeError) in try body(audio)
    }
  }

  private static func climb(
    channelCount: Int, at rate: Hertz, by meter: RenderOptions.Meter, _ pieces: Pieces
  ) throws(SoundscapeError) -> MeasuredLoudness {
    if KWeightedMeter.isDefined(at: rate) {
      if meter == .libebur128 {
        var library = try LoudnessMeasurement(channelCount: channelCount, rate: rate)
        try pieces { (piece) throws(SoundscapeError) in try library.add(piece) }
        let integrated = try library.integratedLoudness()
        if integrated >= loudnessFloor { return judged(integrated, .integrated) }
      }
      // The library knows no loudness without gates.
      var own = KWeightedMeter(channelCount: channelCount, rate: rate)
      try pieces { (piece) throws(SoundscapeError) in own.add(piece) }
      let integrated = meter == .soundscape ? own.integratedLoudness() : -.infinity
      if integrated >= loudnessFloor { return judged(integrated, .integrated) }
      let ungated = own.ungatedLoudness()
      if ungated >= loudnessFloor { return judged(ungated, .ungated) }
    }
    // Seldom needed, so that only now the sound is gone through again.
    var (energies, sampleCount) = (0.0, 0)
    try pieces { (piece) throws(SoundscapeError) in
      for plane in piece.channels { energies += energy(of: plane.span) }
      sampleCount += piece.channelCount * piece.frameCount
    }
    return judged(10 * Math.commonLog(energies / Double(max(1, sampleCount))), .rms)
  }

  private static func judged(_ value: LUFS, _ rung: LoudnessRung) -> MeasuredLoudness {
    MeasuredLoudness(value: value, rung: value < silence ? .silent : rung)
  }
}
