/// The audio files that are written.
public enum FileFormat: String, Hashable, Sendable, CaseIterable {
  case wav, flac

  public var fileExtension: String { rawValue }

  /// The finest that the format holds.
  public var usualSampleFormat: SampleFormat { self == .flac ? .pcm24 : .float }

  /// Whether the format can hold samples of this kind.
  public func supports(_ format: SampleFormat) -> Bool {
    switch self {
    case .wav: true
    case .flac: format == .pcm16 || format == .pcm24
    }
  }
}

/// How a sample is stored.
public enum SampleFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case float, pcm16, pcm24, pcm32
}
