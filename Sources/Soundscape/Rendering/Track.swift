/// A part of a mixture that is sent to a receiver.
public enum Track: Hashable, Sendable {
  case mixture
  /// The sum of some of the scene's events, by their places in its list: exact.
  case events([Int])
}

/// Receives tracks one after another, each block by block.
public protocol TrackReceiver: ~Copyable {
  /// A track begins.
  ///
  /// - Parameters:
  ///   - range: the frames of the mixture in which it sounds: those of the blocks that follow. The rest is silence.
  ///   - frameCount: the mixture's length, a cut's where it is cut.
  mutating func begin(_ track: Track, range: Range<Int>, frameCount: Int) throws(SoundscapeError)
  /// The next frames of the track.
  mutating func receive(_ block: AudioBuffer) throws(SoundscapeError)
  /// The track is complete.
  mutating func end() throws(SoundscapeError)
}
