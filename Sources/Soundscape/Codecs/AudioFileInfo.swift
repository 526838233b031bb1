/// What a sound file holds.
public struct AudioFileInfo: Hashable, Sendable {
  public var frameCount: Int
  public var sampleRate: Hertz
  public var channelCount: Int

  public init(frameCount: Int, sampleRate: Hertz, channelCount: Int) {
    self.frameCount = frameCount
    self.sampleRate = sampleRate
    self.channelCount = channelCount
  }
}
