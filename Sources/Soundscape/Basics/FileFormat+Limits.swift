// What a format cannot hold: said before anything is made.

extension FileFormat {
  /// FLAC's frame headers have 16 bits for a rate in Hz or in tens of them; libsndfile writes no other rates.
  private static let mostHertz = 65_535
  private static let mostTensOfHertz = 655_350
  private static let mostFLACChannels = 8
  /// A Vorbis or Opus stream has 8 bits for the number of channels.
  private static let mostOggChannels = 255
  /// The fastest that libvorbis has settings for.
  private static let mostVorbisHertz = 200_000
  private static let opusRates = [8_000, 12_000, 16_000, 24_000, 48_000]
  /// Sizes in WAV have 32 bits; some room is for what is not samples.
  private static let mostWAVBytes = Int(UInt32.max) - 4_096

  /// More bytes than a file of so much sound has in any format that is written: one with more is not read to its end.
  ///
  /// Samples of four bytes, the same again for what coding adds to noise, and a header with room to spare.
  static func mostBytes(frameCount: Int, channelCount: Int) -> Int {
    let (samples, isTooMuch) = max(0, frameCount).multipliedReportingOverflow(by: 8 * max(1, channelCount))
    return isTooMuch || samples > Int.max - roomForHeader ? .max : samples + roomForHeader
  }

  private static let roomForHeader = 1 << 20

  /// Why a file of this format cannot hold such a sound, and what to do about it; nil where it can.
  ///
  /// - Parameter frameCount: nil where it is not known.
  func problem(
    samples: SampleFormat, sampleRate: Hertz, channelCount: Int, frameCount: Int?
  ) -> String? {
    switch self {
    case .flac:
      guard channelCount <= Self.mostFLACChannels else {
        return "flac holds at most \(Self.mostFLACChannels) channels (found \(channelCount)); use format: wav"
      }
      let isPossible = sampleRate <= Self.mostHertz || (sampleRate % 10 == 0 && sampleRate <= Self.mostTensOfHertz)
      if isPossible { return nil }
      return "flac holds rates over \(Self.mostHertz) Hz only in tens of Hz (found \(sampleRate)); "
        + "use another sample_rate, or format: wav"
    case .wav:
      // As numbers with a fraction: a header may claim any length.
      let bytes = Double(frameCount ?? 0) * Double(channelCount) * Double(samples.byteCount)
      guard bytes > Double(Self.mostWAVBytes) else { return nil }
      return "wav holds at most 4 GB, and this would be \(rounded(bytes / 1e9, 1)) GB; use format: flac, fewer "
        + "seconds or channels, or a lower sample_rate"
    case .ogg, .opus:
      guard channelCount <= Self.mostOggChannels else {
        return "\(rawValue) holds at most \(Self.mostOggChannels) channels (found \(channelCount)); use format: wav"
      }
      if self == .opus {
        guard !Self.opusRates.contains(sampleRate) else { return nil }
        return "opus holds only \(Self.opusRates.dropLast().map(String.init).joined(separator: ", ")) and "
          + "\(Self.opusRates[Self.opusRates.count - 1]) Hz (found \(sampleRate)); use another sample_rate, or "
          + "format: ogg"
      }
      guard sampleRate > Self.mostVorbisHertz else { return nil }
      return "ogg holds rates up to \(Self.mostVorbisHertz) Hz (found \(sampleRate)); use another sample_rate, or "
        + "format: flac"
    }
  }
}

extension SampleFormat {
  /// Of one sample.
  fileprivate var byteCount: Int {
    switch self {
    case .pcm16: 2
    case .pcm24: 3
    case .pcm32, .float, .vorbis, .opus: 4
    }
  }
}
