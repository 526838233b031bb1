/// What one event sounds like in the mixture: sparse, its position and its samples, silence before and after.
public struct Stem: Hashable, Sendable {
  /// The event's place in the scene's list.
  public var eventIndex: Int
  /// The frame of the mixture at which the samples begin.
  public var position: Int
  /// *Shape:* the mixture's channels × the event's frames; it ends within the mixture.
  public var audio: AudioBuffer
  /// What was measured of it in the finished mixture.
  public var measured = StemMeasurements()

  public init(eventIndex: Int, position: Int, audio: AudioBuffer, loudness: LUFS? = nil) {
    self.eventIndex = eventIndex
    self.position = position
    self.audio = audio
    self.loudness = loudness
  }

  /// The frame after the last.
  public var end: Int { position + audio.frameCount }
  /// The frames of the mixture in which it sounds.
  var range: Range<Int> { position..<end }

  /// The loudness as heard in the mixture, fades included; nil where the event is too quiet to measure, or not
  /// measured at all (`level: gain`).
  public var loudness: LUFS? {
    get { measured.loudness }
    set { measured.loudness = newValue }
  }

  /// Brings the stem to its level.
  mutating func apply(_ level: StemLevel) {
    if level.gain != 0 { audio.scale(by: Float(amplitude(of: level.gain))) }
    measured.set(level)
  }
}

/// What is measured of a stem in the finished mixture.
public struct StemMeasurements: Hashable, Sendable {
  /// LUFS as heard; nil for silence and where nothing is measured.
  public var loudness: LUFS?
  /// How the loudness was measured; nil where it was not.
  public var rung: LoudnessRung?
  /// dB put on the source, all gains together.
  public var gain: Decibels = 0
  /// The largest magnitude; 1 is full scale.
  public var peak = 0.0
  /// dB of the stem's energy over that of all else in the mixture, while the stem lasts; nil where there is nothing
  /// else, or no stem.
  public var snrRest: Decibels?
  /// The same over the sum of the backgrounds; nil for a background too.
  public var snrBackground: Decibels?
  /// Seconds in the mixture at which the first block begins that is not much quieter than the loudest; nil for silence.
  public var onset: Seconds?
  /// Seconds in the mixture at which the last such block ends.
  public var offset: Seconds?

  public init() {}

  mutating func set(_ level: StemLevel) { (loudness, rung, gain) = (level.loudness, level.rung, level.gain) }

  /// Notes a gain that is put on mixture and stems alike.
  mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    loudness = loudness.map { $0 + decibels(of: factor) }
    gain += decibels(of: factor)
  }
}
