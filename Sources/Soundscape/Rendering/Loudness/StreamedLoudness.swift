/// The loudness of a sound that comes by in blocks, once: what `LoudnessLadder` finds of it.
struct StreamedLoudness: ~Copyable {
  private let rate: Hertz
  private let meter: RenderOptions.Meter
  private var rungs: WeightedRungs
  /// A sound that is too short to be measured once, until it is whole.
  private var short: AudioBuffer?

  /// - Parameter frameCount: of the whole sound.
  init(frameCount: Int, channelCount: Int, rate: Hertz, meter: RenderOptions.Meter) throws(SoundscapeError) {
    self.rate = rate
    self.meter = meter
    rungs = try WeightedRungs(channelCount: channelCount, rate: rate, meter: meter)
    if frameCount < frames(in: LoudnessLadder.shortest, at: rate) {
      short = AudioBuffer(channelCount: channelCount, frameCount: 0)
    }
  }

  /// Adds the frames that follow.
  mutating func add(_ block: AudioBuffer) throws(SoundscapeError) {
    if short != nil {
      short?.append(block)
    } else {
      try rungs.add(block)
    }
  }

  /// nil where only its power says anything, which is seldom and not worth a sum over every sound.
  borrowing func measured() throws(SoundscapeError) -> MeasuredLoudness? {
    if let short { return try LoudnessLadder.measure(short, at: rate, by: meter) }
    return try rungs.measured()
  }
}
