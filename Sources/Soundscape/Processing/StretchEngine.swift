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
  /// Soundscape's own phase vocoder, four to eight times as fast as `rubberband`; docs/stretching.md has how good it is.
  case soundscape
}
