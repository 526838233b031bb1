/// What one event sounds like in the mixture: sparse, its position and its samples, silence before and after.
public struct Stem: Hashable, Sendable {
  /// The event's place in the scene's list.
  public var eventIndex: Int
  /// The frame of the mixture at which the samples begin.
  public var position: Int
  /// *Shape:* the mixture's channels × the event's frames; it ends within the mixture.
  public var audio: AudioBuffer
  /// The loudness as heard in the mixture, fades included; nil where the event is too quiet to measure, or not
  /// measured at all (`level: gain`).
  public var loudness: LUFS?

  public init(eventIndex: Int, position: Int, audio: AudioBuffer, loudness: LUFS? = nil) {
    self.eventIndex = eventIndex
    self.position = position
    self.audio = audio
    self.loudness = loudness
  }

  /// The frame after the last.
  public var end: Int { position + audio.frameCount }
}
