/// Audio in memory, one array per channel.
///
/// *Shape:* `channels[channel][frame]`, `channelCount` × `frameCount`; every plane has the same length.
/// *Units:* 1 is full scale.
///
/// A *sample* is one number, a *frame* one sample of each channel, a *plane* all samples of one channel.
public struct AudioBuffer: Hashable, Sendable {
  /// The planes. Their lengths must stay equal.
  public var channels: [[Float]]

  /// A buffer of planes of equal length; at least one.
  public init(channels: [[Float]]) {
    precondition(!channels.isEmpty && channels.allSatisfy { $0.count == channels[0].count }, "planes of equal length")
    self.channels = channels
  }

  /// Silence.
  public init(channelCount: Int, frameCount: Int) {
    precondition(channelCount > 0 && frameCount >= 0, "at least one channel, no negative length")
    channels = Array(repeating: Array(repeating: 0, count: frameCount), count: channelCount)
  }

  public var channelCount: Int { channels.count }
  public var frameCount: Int { channels[0].count }
  public var isEmpty: Bool { frameCount == 0 }

  /// The largest absolute sample; 0 for an empty buffer.
  public var peak: Float { channels.reduce(0) { max($0, peakMagnitude(of: $1.span)) } }
}
