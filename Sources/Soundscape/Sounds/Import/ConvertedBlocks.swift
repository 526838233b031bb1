/// Sound at another rate and in another number of channels, a block at a time: as long as it may be, it takes no more
/// memory than a few blocks.
///
/// Channels are converted first, as `AudioBuffer.converted`, then the rate by soxr at quality HQ. The frames are as many
/// as `Resampler.resampledFrameCount` says.
final class ConvertedBlocks: SoundBlocks {
  let sampleRate: Hertz
  let channelCount: Int
  private let source: any SoundBlocks
  private var resampler: StreamingResampler?
  /// Frames that came in and went out.
  private var (taken, given) = (0, 0)
  private var isFinished = false

  /// - Parameters:
  ///   - sampleRate: nil keeps the rate.
  ///   - channelCount: nil keeps the channels.
  init(_ source: any SoundBlocks, sampleRate: Hertz?, channelCount: Int?) throws(SoundscapeError) {
    self.source = source
    self.sampleRate = sampleRate ?? source.sampleRate
    self.channelCount = channelCount ?? source.channelCount
    guard self.sampleRate != source.sampleRate else { return }
    resampler = try StreamingResampler(channelCount: self.channelCount, from: source.sampleRate, to: self.sampleRate)
  }

  func next() throws(SoundscapeError) -> AudioBuffer? {
    guard resampler != nil else { return try source.next()?.converted(toChannelCount: channelCount) }
    while !isFinished {
      if let block = try source.next() {
        taken += block.frameCount
        try resampler?.put(block.converted(toChannelCount: channelCount))
      } else {
        isFinished = true
        try resampler?.finish()
      }
      let audio = take()
      if !audio.isEmpty { return audio }
    }
    return nil
  }

  /// What the resampler has made; at the end brought to the length that the whole has.
  private func take() -> AudioBuffer {
    var audio = resampler?.take(.max) ?? AudioBuffer(channelCount: channelCount, frameCount: 0)
    let length = Resampler.resampledFrameCount(taken, from: source.sampleRate, to: sampleRate)
    if isFinished { audio.setLength(max(0, length - given)) }
    given += audio.frameCount
    return audio
  }
}
