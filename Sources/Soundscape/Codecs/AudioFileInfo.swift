/// The shape of a sound: frames, rate and channels.
public struct AudioFileInfo: Hashable, Sendable, Codable {
  public var frameCount: Int
  public var sampleRate: Hertz
  public var channelCount: Int

  public init(frameCount: Int, sampleRate: Hertz, channelCount: Int) {
    self.frameCount = frameCount
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }
}
