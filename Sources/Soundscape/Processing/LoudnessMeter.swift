private import Cebur128

/// The loudness of a whole sound.
///
/// *Source:* ITU-R BS.1770-4, EBU R 128, through libebur128.
package enum LoudnessMeter {
  /// The integrated (gated) loudness; −∞ for silence and for less than one gating block of 400 ms.
  ///
  /// Mono counts once; two equal channels are 3.01 LU louder. Above two channels every channel has the weight 1 of a
  /// front channel: a file does not say which of them are surround channels, and the default of the library would leave the
  /// fourth out as a subwoofer.
  ///
  /// *Throws:* `SoundscapeError.processing` for a rate or channel count that the library does not take.
  package static func integratedLoudness(of buffer: AudioBuffer, at rate: Hertz) throws(SoundscapeError) -> LUFS {
    var measurement = try LoudnessMeasurement(channelCount: buffer.channelCount, rate: rate)
    try measurement.add(buffer)
    return try measurement.integratedLoudness()
  }
}

/// A measurement under way of planar sound that comes in pieces; how it is cut makes no difference.
struct LoudnessMeasurement: ~Copyable {
  /// Frames that are interleaved at a time: 64 kB a channel, which stays in the processor's nearest caches.
  private static let blockLength = 16_384

  private let meter: Meter
  private let channelCount: Int
  private var block: [Float] = []

  init(channelCount: Int, rate: Hertz) throws(SoundscapeError) {
    meter = try Meter(channelCount: channelCount, rate: rate)
    self.channelCount = channelCount
  }

  /// Adds the frames that follow.
  mutating func add(_ buffer: AudioBuffer) throws(SoundscapeError) {
    precondition(buffer.channelCount == channelCount, "the measurement's channel count")
    if channelCount == 1 {
      try meter.add(buffer.channels[0], frameCount: buffer.frameCount)
      return
    }
    if block.isEmpty { block = [Float](repeating: 0, count: Self.blockLength * channelCount) }
    for start in stride(from: 0, to: buffer.frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, buffer.frameCount - start)
      interleave(buffer.channels, from: start, count: count, into: &block)
      try meter.add(block, frameCount: count)
    }
  }

  borrowing func integratedLoudness() throws(SoundscapeError) -> LUFS { try meter.integratedLoudness() }
}

/// A measurement under way of interleaved frames: one handle of libebur128, which has no reset.
@safe struct Meter: ~Copyable {
  /// `nil` when the initializer failed: `deinit` runs then too, and `ebur128_destroy` cannot take it.
  private var state: UnsafeMutablePointer<ebur128_state>?

  init(channelCount: Int, rate: Hertz) throws(SoundscapeError) {
    guard let channels = CUnsignedInt(exactly: channelCount), let samplerate = CUnsignedLong(exactly: rate),
      let made = unsafe ebur128_init(channels, samplerate, CInt(EBUR128_MODE_I.rawValue))
    else {
      throw .processing(
        stage: "loudness", problem: "libebur128 does not measure \(channelCount) channels at \(rate) Hz")
    }
    unsafe state = made
    guard channels > 2 else { return }
    for channel in 0..<channels { try check(unsafe ebur128_set_channel(made, channel, CInt(EBUR128_LEFT.rawValue))) }
  }

  deinit {
    guard unsafe state != nil else { return }
    var state = unsafe state
    unsafe ebur128_destroy(&state)
  }

  borrowing func add(_ interleaved: [Float], frameCount: Int) throws(SoundscapeError) {
    try check(unsafe ebur128_add_frames_float(state, interleaved, frameCount))
  }

  borrowing func integratedLoudness() throws(SoundscapeError) -> LUFS {
    var loudness = 0.0
    try check(unsafe ebur128_loudness_global(state, &loudness))
    return loudness
  }

  private borrowing func check(_ result: CInt) throws(SoundscapeError) {
    guard result == CInt(EBUR128_SUCCESS.rawValue) else {
      throw .processing(stage: "loudness", problem: "libebur128 failed (error \(result))")
    }
  }
}
