/// What is measured of a stem in the finished mixture.
public struct StemMeasurements: Hashable, Sendable, Codable {
  /// LUFS as heard, fades and effects included; nil for silence and where nothing is measured.
  public var loudness: LUFS?
  /// How the loudness was measured; nil where it was not.
  public var rung: LoudnessRung?
  /// dB put on the source, all gains together.
  public var gain: Decibels = 0
  /// The largest magnitude; 1 is full scale.
  public var peak = 0.0
  /// dB of the stem's energy over that of all else in the mixture, while the event lasts, without the tail of an
  /// effect; nil where there is nothing else, or no stem.
  public var snrRest: Decibels?
  /// The same over the sum of the backgrounds; nil for a background too.
  public var snrBackground: Decibels?
  /// Seconds in the mixture at which the first block begins that is not much quieter than the loudest; nil for silence.
  public var onset: Seconds?
  /// Seconds in the mixture at which the last such block ends.
  public var offset: Seconds?

  public init() {}

  /// Those of a stem at its level, with a gain on both mixture and stems.
  init(_ level: StemLevel, scaledBy factor: Double) {
    (loudness, rung, gain) = (level.loudness, level.rung, level.gain)
    guard factor != 1 else { return }
    loudness = loudness.map { $0 + decibels(of: factor) }
    gain += decibels(of: factor)
  }

  /// Records the loudness of the stem as measured in the finished mixture.
  mutating func record(_ measured: MeasuredLoudness) {
    rung = measured.rung
    loudness = measured.isSilent ? nil : measured.value
  }
}
