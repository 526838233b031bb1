/// What changes pitch and duration.
public enum StretchEngine: String, Hashable, Sendable, CaseIterable, Codable {
  /// Rubber Band R3 with its short window: nearly R3's quality at a third of its cost.
  case rubberband
  /// Rubber Band R3.
  case rubberbandFiner = "rubberband-finer"
  /// Rubber Band R2.
  case rubberbandFaster = "rubberband-faster"
  /// SoundTouch: many times faster, for drafts.
  case soundtouch
  /// Soundscape's own phase vocoder, five to twelve times as fast as `rubberband`; docs/stretching.md has how good it is.
  case soundscape
}

extension StretchEngine {
  /// The rates that the engine takes: those that the libraries are made for, and any for our own.
  var rates: ClosedRange<Hertz> { self == .soundscape ? 1...Hertz.max : 8_000...192_000 }

  /// The largest peak of the result as a factor of the sound's, above which it is cut off.
  ///
  /// In our own phase vocoder the harmonics of a square wave may meet in one spike; 2 is 6 dB.
  var mostGain: Float? { self == .soundscape ? 2 : nil }
}
