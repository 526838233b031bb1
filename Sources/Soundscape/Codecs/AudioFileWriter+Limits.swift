extension AudioFileWriter {
  /// The frames that a file can hold: a WAV's sizes have 32 bits, of which 4 kB are left for its headers.
  static func mostFrames(format: FileFormat, subtype: SampleFormat, channelCount: Int) -> Int {
    switch format {
    case .wav: (Int(UInt32.max) - 4096) / (channelCount * subtype.bytesPerSample)
    case .flac: (1 << 36) - 1
    // Pages count frames in 63 bits, those of Opus at 48 kHz.
    case .ogg, .opus: 1 << 56
    }
  }
}
