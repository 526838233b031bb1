/// How hard a coder of sound works, and how much it may lose.
///
/// It changes the bytes of files, and with codings that have losses what is heard; samples of FLAC are the same at every
/// level.
public struct AudioCoding: Hashable, Sendable, Codable {
  /// FLAC's levels: 0 is the fastest, 8 makes the smallest files.
  public static let levels = 0...8
  /// What libsndfile takes where it is asked for nothing, and the `flac` program too.
  public static let usualLevel = 5
  /// Of codings with losses: 0 makes the smallest files, 1 the best.
  public static let qualities = 0.0...1.0

  /// FLAC's level.
  public var level: Int
  /// Of codings with losses; nil for the usual one.
  public var quality: Double?

  public init(level: Int = usualLevel, quality: Double? = nil) {
    self.level = level
    self.quality = quality
  }

  /// The quality that a coding is written with; nil for one without losses.
  func quality(of samples: SampleFormat) -> Double? { samples.usualQuality.map { quality ?? $0 } }
}

extension SampleFormat {
  /// The quality that is written where none is asked for; nil for formats without losses.
  ///
  /// Vorbis: some 80 kbit/s for a channel of music at 44.1 kHz. Opus: 68.5 kbit/s for a channel at any rate.
  public var usualQuality: Double? {
    switch self {
    case .float, .pcm16, .pcm24, .pcm32: nil
    case .vorbis: 0.4
    case .opus: 0.25
    }
  }
}
