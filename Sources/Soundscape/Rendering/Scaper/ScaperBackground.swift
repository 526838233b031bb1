/// A background as Scaper makes it: its window again and again, one copy straight after the other, then resampled
/// as a whole.
struct ScaperBackground: BlockSource, ~Copyable {
  /// Frames that are resampled at a time.
  private static let blockLength = 1 << 16

  private var window: SourcePart.Reader
  private let windowLength: Int
  private var resampler: StreamingResampler?
  /// The position of the next frame in the window, and how many frames are still to be read.
  private var position = 0
  private var left: Int

  /// - Parameters:
  ///   - window: the frames of the file that are repeated.
  ///   - frameCount: the length of the background, at the file's rate.
  init(
    _ source: Sound, window: Range<Int>, frameCount: Int, _ scene: Scene, sounds: SourceCache
  ) throws(SoundscapeError) {
    let resampler = try Self.resampler(from: source.info.sampleRate, for: scene)
    var atSourceRate = scene
    atSourceRate.sampleRate = source.info.sampleRate
    let reader = try SourcePart.Reader(SourcePart(source, window: window, atSourceRate), sounds: sounds)
    self.window = reader
    self.resampler = resampler
    windowLength = window.count
    left = window.isEmpty ? 0 : frameCount
  }

  private static func resampler(
    from sourceRate: Hertz, for scene: Scene
  ) throws(SoundscapeError) -> StreamingResampler? {
    if sourceRate == scene.sampleRate { return nil }
    return try StreamingResampler(channelCount: scene.channelCount, from: sourceRate, to: scene.sampleRate)
  }

  mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var block: AudioBuffer
    if resampler == nil {
      block = try repeated(min(count, left))
    } else {
      while left > 0, resampler?.frameCount ?? 0 < count {
        let more = try repeated(min(Self.blockLength, left))
        try resampler?.put(more)
        if left == 0 { try resampler?.finish() }
      }
      block = resampler?.take(count) ?? AudioBuffer(channelCount: 1, frameCount: 0)
    }
    block.setLength(count)
    return block
  }

  /// The next frames at the file's rate, at most as many as are left.
  private mutating func repeated(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
    var out = try window.next(min(count, windowLength - position))
    position += out.frameCount
    while out.frameCount < count {
      try window.rewind()
      let more = try window.next(min(count - out.frameCount, windowLength))
      position = more.frameCount
      out.append(more)
    }
    left -= count
    return out
  }
}
