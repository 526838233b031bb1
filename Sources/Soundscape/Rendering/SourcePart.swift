/// The part of a sound that an event plays, at the mixture's rate and in its channels.
struct SourcePart {
  /// Longer parts, in samples of the sound, are not held in memory: 16 MB.
  static let mostInMemory = 1 << 22

  let source: Sound
  /// The frames of the sound that are played.
  let window: Range<Int>
  let rate: Hertz
  let channelCount: Int
  /// Frames at the mixture's rate.
  let frameCount: Int
  let isLong: Bool

  init(_ source: Sound, window: Range<Int>, _ scene: Scene, mostInMemory: Int = Self.mostInMemory) {
    self.source = source
    self.window = window
    rate = scene.sampleRate
    channelCount = scene.channelCount
    frameCount = Resampler.resampledFrameCount(window.count, from: source.info.sampleRate, to: rate)
    isLong = window.count * max(source.info.channelCount, channelCount) > mostInMemory
  }

  /// The part's sound from its beginning, in blocks; their lengths make no difference.
  struct Reader: ~Copyable {
    /// Frames of a long part that are decoded at a time.
    private static let blockLength = 1 << 16

    private let part: SourcePart?
    /// A short part as a whole.
    private var whole: AudioBuffer?
    /// A long part is read in pieces.
    private var reader: SourceReader?
    private var resampler: StreamingResampler?
    /// Frames read of the sound, and of what it becomes at the mixture's rate.
    private var taken = 0
    private var position = 0

    /// A reader of a part; with nil, there is nothing to read.
    init(_ part: SourcePart?, sounds: SourceCache) throws(SoundscapeError) {
      self.part = part
      guard let part else { return }
      guard !part.isLong else {
        reader = try sounds.open(part.source)
        try rewind()
        return
      }
      let audio = try sounds.read(part.source, part.window, channelCount: part.channelCount)
      whole = try Resampler.resample(audio, from: part.source.info.sampleRate, to: part.rate)
    }

    /// The next frames; silence after the part's last.
    mutating func next(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
      guard let part else { return AudioBuffer(channelCount: 1, frameCount: count) }
      let there = min(count, part.frameCount - position)
      var out: AudioBuffer
      if let whole {
        out = whole.part(position..<(position + there))
      } else {
        out = try stream(there, part)
      }
      position += there
      out.setLength(count)
      return out
    }

    consuming func last(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
      let out = try next(count)
      whole = nil
      return out
    }

    /// Goes back to the part's first frame.
    mutating func rewind() throws(SoundscapeError) {
      (taken, position) = (0, 0)
      guard let part, part.isLong, part.source.info.sampleRate != part.rate else { return }
      resampler = try StreamingResampler(
        channelCount: part.channelCount, from: part.source.info.sampleRate, to: part.rate)
    }

    private mutating func stream(_ count: Int, _ part: SourcePart) throws(SoundscapeError) -> AudioBuffer {
      guard resampler != nil else { return try decode(count) }
      while resampler?.frameCount ?? 0 < count, taken < part.window.count {
        let decoded = try decode(min(Self.blockLength, part.window.count - taken))
        try resampler?.put(decoded)
        if taken == part.window.count { try resampler?.finish() }
      }
      return resampler?.take(count) ?? AudioBuffer(channelCount: part.channelCount, frameCount: 0)
    }

    /// The next frames of the sound, in the mixture's channels.
    private mutating func decode(_ count: Int) throws(SoundscapeError) -> AudioBuffer {
      guard let part else { return AudioBuffer(channelCount: 1, frameCount: 0) }
      let start = part.window.lowerBound + taken
      guard let audio = try reader?.read(start..<(start + count)) else {
        return AudioBuffer(channelCount: 1, frameCount: 0)
      }
      taken += count
      return audio.converted(toChannelCount: part.channelCount)
    }
  }
}
