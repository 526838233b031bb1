/// The audio files that are written.
public enum FileFormat: String, Hashable, Sendable, CaseIterable {
  case wav, flac
  /// Ogg Vorbis.
  case ogg
  /// Opus in Ogg.
  case opus

  public var fileExtension: String { rawValue }

  /// The finest that the format holds.
  public var usualSampleFormat: SampleFormat {
    switch self {
    case .wav: .float
    case .flac: .pcm24
    case .ogg: .vorbis
    case .opus: .opus
    }
  }

  /// Whether what is read from a file is what was written, to the last bit of every sample.
  ///
  /// Files that are not lossless are never decoded to be coded again, and no sum of them is exact.
  public var isLossless: Bool { usualSampleFormat.isLossless }

  /// Whether the format can hold samples of this kind.
  public func supports(_ format: SampleFormat) -> Bool {
    switch self {
    case .wav: format.isLossless
    case .flac: format == .pcm16 || format == .pcm24
    case .ogg: format == .vorbis
    case .opus: format == .opus
    }
  }

  /// The format of a file by the ending of its name; nil where none has it.
  init?(named name: String) {
    guard let found = Self.allCases.first(where: { name.ends(with: ".\($0.fileExtension)") }) else { return nil }
    self = found
  }
}

/// How a sample is stored.
public enum SampleFormat: String, Hashable, Sendable, CaseIterable, Codable {
  case float, pcm16, pcm24, pcm32
  /// Not sample by sample, but in codings with losses.
  case vorbis, opus

  /// Whether what is read is what was written, to the last bit.
  public var isLossless: Bool {
    switch self {
    case .float, .pcm16, .pcm24, .pcm32: true
    case .vorbis, .opus: false
    }
  }
}
