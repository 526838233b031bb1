/// One event as it sounds in the mixture: its position and its samples, with silence before and after.
public struct Stem: Hashable, Sendable {
  /// The event's place in the scene's list.
  public var eventIndex: Int
  /// The frame of the mixture at which the samples begin.
  public var position: Int
  /// *Shape:* the mixture's channels × the stem's frames; it ends within the mixture.
  public var audio: AudioBuffer
  /// What was measured of it in the finished mixture.
  public var measured: StemMeasurements

  public init(eventIndex: Int, position: Int, audio: AudioBuffer, measured: StemMeasurements = StemMeasurements()) {
    self.eventIndex = eventIndex
    self.position = position
    self.audio = audio
    self.measured = measured
  }

  /// The frame after the last.
  public var end: Int { position + audio.frameCount }
  /// The frames of the mixture in which it sounds.
  var range: Range<Int> { position..<end }

  /// The loudness as heard in the mixture, fades and effects included; nil where the event is too quiet to measure, or
  /// not measured at all (`level: gain`).
  public var loudness: LUFS? { measured.loudness }
}
