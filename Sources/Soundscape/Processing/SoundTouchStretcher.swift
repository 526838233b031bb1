private import Csoundtouch

extension Stretcher {
  /// Stretches with SoundTouch, to at most `length` frames.
  ///
  /// The first frame stays the first, and the sound lasts to the last. In between, segments of 60 ms move as they are:
  /// of the attacks in the embedded soundbank, at ratios from 0.8 to 1.25, half were found within 3 ms of their places and
  /// 95 % within 13 ms. Clicks of a single frame may be left out or doubled.
  static func soundTouch(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, to length: Int
  ) throws(SoundscapeError) -> AudioBuffer {
    let touch = try SoundTouch(channelCount: buffer.channelCount, rate: rate, timeRatio: timeRatio)
    return touch.process(buffer, to: length)
  }
}

/// One use of SoundTouch.
@safe private struct SoundTouch: ~Copyable {
  /// The names of the settings in SoundTouch.h, a C++ header.
  private enum Setting: CInt {
    case usesAntiAliasFilter = 0
    case usesQuickSeek = 2
    case sequenceMilliseconds = 3
    case seekWindowMilliseconds = 4
    case overlapMilliseconds = 5
    case inputSequence = 6
    case initialLatency = 8
  }

  /// Segments, how far they may move to join well, and how long they overlap, in ms.
  ///
  /// *Source:* a search over sequences of 30 to 80, seek windows of 12 to 25 and overlaps of 8 and 12 on the embedded
  /// soundbank. Shorter sequences place attacks no better and make tones rougher; with a seek window of 15 a tone of 41 Hz
  /// does not join, and its pitch was 60 to 180 cents off (12 with these). `make quality` measures the rest.
  private static let (sequence, seekWindow, overlap) = (60.0, 20.0, 8.0)

  private static let blockLength = 16_384
  /// Small, so that the tempo changes right after the first segment.
  private static let firstBlockLength = 256
  /// The library's own limit, SOUNDTOUCH_MAX_CHANNELS.
  private static let mostChannels = 16

  private let handle: HANDLE
  private let channelCount: Int
  private let rate: Hertz
  private let tempo: Double

  init(channelCount: Int, rate: Hertz, timeRatio: Double) throws(SoundscapeError) {
    guard channelCount <= Self.mostChannels else {
      throw .processing(
        stage: "stretching", problem: "SoundTouch takes \(Self.mostChannels) channels (found \(channelCount))")
    }
    guard let made = unsafe soundtouch_createInstance() else {
      throw .processing(stage: "stretching", problem: "SoundTouch could not be started")
    }
    unsafe handle = made
    self.channelCount = channelCount
    self.rate = rate
    tempo = 1 / timeRatio
    _ = unsafe soundtouch_setSampleRate(made, CUnsignedInt(rate))
    _ = unsafe soundtouch_setChannels(made, CUnsignedInt(channelCount))
    // The filter belongs to the transposer, which has nothing to do here; it would cost nearly as much as all the rest.
    set(.usesAntiAliasFilter, to: 0)
    // Halves the time; no measure of quality distinguishes it from the full search on the embedded soundbank.
    set(.usesQuickSeek, to: 1)
    set(.sequenceMilliseconds, to: Self.sequence)
    set(.seekWindowMilliseconds, to: Self.seekWindow)
    set(.overlapMilliseconds, to: Self.overlap)
  }

  deinit { unsafe soundtouch_destroyInstance(handle) }

  borrowing func process(_ buffer: AudioBuffer, to length: Int) -> AudioBuffer {
    var out = [Float](repeating: 0, count: length * channelCount)
    var count = 0
    // Each segment begins in place and runs ahead of it, or falls behind, until the next: all would be early, or all
    // late, by half of that on average. A first step of another length puts the middles of the rest in place.
    let correction = Self.sequence / (2 * (Self.sequence - 2 * Self.overlap))
    unsafe soundtouch_setTempo(handle, Float(max(tempo / 2, tempo + correction * (tempo - 1))))
    var start = 0
    while start < buffer.frameCount && count == 0 {
      put(buffer, from: &start, atMost: Self.firstBlockLength, &out, &count)
    }
    unsafe soundtouch_setTempo(handle, Float(tempo))
    while start < buffer.frameCount { put(buffer, from: &start, atMost: Self.blockLength, &out, &count) }
    // The last segments reach beyond the end. With silence there the sound would end early, by up to 17 ms; so it
    // goes on backwards instead.
    let reach = Int((Self.sequence + Self.seekWindow + Self.overlap) / 1000 * Double(rate))
    let mirrored = AudioBuffer(channels: buffer.channels.map { $0.suffix(reach).reversed() })
    start = 0
    put(mirrored, from: &start, atMost: mirrored.frameCount, &out, &count)
    // `soundtouch_flush` gives up after 25,600 frames of silence, which is less than one step at high rates and
    // tempos; so the silence that pushes the end out is ours.
    let silence = AudioBuffer(channelCount: channelCount, frameCount: Self.blockLength)
    var missing = setting(.initialLatency) + 2 * setting(.inputSequence)
    while missing > 0 && count < length {
      start = 0
      put(silence, from: &start, atMost: silence.frameCount, &out, &count)
      missing -= silence.frameCount
    }
    var planes = [[Float]](repeating: [Float](repeating: 0, count: count), count: channelCount)
    deinterleave(out, count: count, into: &planes, at: 0)
    return AudioBuffer(channels: planes)
  }

  /// Hands over a block of frames, and takes what comes out as long as there is room.
  private borrowing func put(
    _ buffer: AudioBuffer, from start: inout Int, atMost most: Int, _ out: inout [Float], _ count: inout Int
  ) {
    let length = min(most, buffer.frameCount - start)
    var block = [Float](repeating: 0, count: length * channelCount)
    interleave(buffer.channels, from: start, count: length, into: &block)
    _ = unsafe soundtouch_putSamples(handle, block, CUnsignedInt(length))
    start += length
    let room = out.count / channelCount - count
    let available = min(room, Int(unsafe soundtouch_numSamples(handle)))
    guard available > 0 else { return }
    count += unsafe out.withUnsafeMutableBufferPointer { samples in
      Int(
        unsafe soundtouch_receiveSamples(
          handle, samples.baseAddress?.advanced(by: count * channelCount), CUnsignedInt(available)))
    }
  }

  private borrowing func set(_ setting: Setting, to value: Double) {
    _ = unsafe soundtouch_setSetting(handle, setting.rawValue, CInt(value))
  }

  private borrowing func setting(_ setting: Setting) -> Int {
    Int(unsafe soundtouch_getSetting(handle, setting.rawValue))
  }
}
