/// How a scene is turned into sound.
public struct RenderOptions: Hashable, Sendable, Codable {
  /// What an event's level is set by.
  public enum LevelRule: String, Hashable, Sendable, CaseIterable, Codable {
    /// ref_db + snr is the event's loudness by BS.1770.
    case lufs
    /// ref_db + snr is the event's root mean square in dB relative to full scale, over the frames in which it lasts.
    case rms
    /// snr is a plain gain in dB; nothing is measured.
    case gain
  }

  /// What cuts an event off at full scale.
  public enum Clip: String, Hashable, Sendable, CaseIterable, Codable {
    case none
    /// Each event by itself, at its level and before the sum: stems still add up to their mixture.
    case hard
  }

  /// What the sum is divided by.
  public enum Normalization: String, Hashable, Sendable, CaseIterable, Codable {
    case none
    /// The number of the mixture's events, backgrounds included.
    case count = "1/n"
  }

  /// What measures loudness; the two agree to 10⁻⁵ LU.
  public enum Meter: String, Hashable, Sendable, CaseIterable, Codable {
    /// This library's, several times faster.
    case soundscape
    /// The reference.
    case libebur128
  }

  /// What an event's snr is above.
  public enum SNRReference: String, Hashable, Sendable, CaseIterable, Codable {
    /// The reference loudness.
    case referenceLoudness = "ref_db"
    /// The loudness of the backgrounds while the event sounds.
    case background
  }

  /// What a background shorter than the mixture does.
  public enum Fill: String, Hashable, Sendable, CaseIterable, Codable {
    /// It is repeated, each copy faded into the next.
    case loop
    /// Other files of its label follow, each faded into the next.
    case chain
    /// It is heard once, then there is silence.
    case once

    /// The overlap of a background with what follows it: itself again, or another file.
    static let crossfade: Seconds = 0.05
  }

  public var stretch = StretchEngine.rubberband
  /// One gain for mixture and stems when the mixture's peak passes full scale.
  public var fixClipping = true
  /// One gain for mixture and stems that brings the mixture's peak to full scale.
  public var peakNormalization = false
  public var level = LevelRule.lufs
  public var meter = Meter.soundscape
  public var snrReference = SNRReference.referenceLoudness
  public var fill = Fill.loop
  public var clip = Clip.none
  public var normalize = Normalization.none
  /// Scaper's amount of reverb, 0…1; nil for none.
  public var reverb: Double?
  /// The format that the stems will be written in: the grid on which they, and so their sum, are exact. Codings with losses
  /// are given what is exact in floating point.
  public var sampleFormat = SampleFormat.float
  /// How their files are coded: FLAC's level, and what codings with losses keep.
  public var coding = AudioCoding()

  public init() {}
}
