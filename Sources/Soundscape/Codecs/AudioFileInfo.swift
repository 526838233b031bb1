/// The shape of a sound: frames, rate and channels.
public struct AudioFileInfo: Hashable, Sendable, Codable {
  public var frameCount: Int
  public var sampleRate: Hertz
  public var channelCount: Int

  /// The rates that are read, in Hz: up to 128 × 48 kHz, more than any recorder writes. A higher one is a damaged header.
  static let sampleRates: ClosedRange<Hertz> = 1...6_144_000

  public init(frameCount: Int, sampleRate: Hertz, channelCount: Int) {
    self.frameCount = frameCount
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }
}
