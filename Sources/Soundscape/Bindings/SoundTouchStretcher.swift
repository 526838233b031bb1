private import Csoundtouch

extension Stretcher {
  /// Stretches with SoundTouch; the result is as long as the library gives, at most frames × ratio, rounded.
  ///
  /// The first frame stays the first. Later ones move by whole segments: with ratio × pitch from 0.75 to 1.25 we measured
  /// up to 16 ms, and clicks of a single frame may be left out altogether.
  static func soundTouch(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, pitchShift: Semitones
  ) throws(SoundscapeError) -> AudioBuffer {
    let touch = try SoundTouch(
      channelCount: buffer.channelCount, rate: rate, timeRatio: timeRatio, pitchShift: pitchShift)
    return touch.process(buffer, mostFrames: Int((Double(buffer.frameCount) * timeRatio).rounded()))
  }
}

/// One use of SoundTouch.
@safe private struct SoundTouch: ~Copyable {
  /// The names of the settings in SoundTouch.h, a C++ header.
  private enum Setting: CInt {
    case usesAntiAliasFilter = 0
    case usesQuickSeek = 2
    case inputSequence = 6
    case initialLatency = 8
  }

  private static let blockLength = 4096
  /// The library's own limit, SOUNDTOUCH_MAX_CHANNELS.
  private static let mostChannels = 16

  private let handle: HANDLE
  private let channelCount: Int

  init(channelCount: Int, rate: Hertz, timeRatio: Double, pitchShift: Semitones) throws(SoundscapeError) {
    guard channelCount <= Self.mostChannels else {
      throw .processing(
        stage: "stretching", problem: "SoundTouch takes \(Self.mostChannels) channels (found \(channelCount))")
    }
    guard let made = unsafe soundtouch_createInstance() else {
      throw .processing(stage: "stretching", problem: "SoundTouch could not be started")
    }
    unsafe handle = made
    self.channelCount = channelCount
    _ = unsafe soundtouch_setSampleRate(made, CUnsignedInt(rate))
    _ = unsafe soundtouch_setChannels(made, CUnsignedInt(channelCount))
    unsafe soundtouch_setTempo(made, Float(1 / timeRatio))
    unsafe soundtouch_setPitch(made, Float(frequencyRatio(of: pitchShift)))
    _ = unsafe soundtouch_setSetting(made, Setting.usesAntiAliasFilter.rawValue, 1)
    _ = unsafe soundtouch_setSetting(made, Setting.usesQuickSeek.rawValue, 0)
  }

  deinit { unsafe soundtouch_destroyInstance(handle) }

  borrowing func process(_ buffer: AudioBuffer, mostFrames: Int) -> AudioBuffer {
    var planes = [[Float]](repeating: [], count: channelCount)
    var block = [Float](repeating: 0, count: Self.blockLength * channelCount)
    for start in stride(from: 0, to: buffer.frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, buffer.frameCount - start)
      interleave(buffer.channels, from: start, count: count, into: &block)
      put(block, count: count, into: &planes)
    }
    // `soundtouch_flush` gives up after 25,600 frames of silence, which is less than one step at high rates and
    // tempos; so the silence that pushes the end out is ours.
    block = [Float](repeating: 0, count: block.count)
    var silence = setting(.initialLatency) + 2 * setting(.inputSequence)
    while silence > 0 && planes[0].count < mostFrames {
      put(block, count: Self.blockLength, into: &planes)
      silence -= Self.blockLength
    }
    var out = AudioBuffer(channels: planes)
    if out.frameCount > mostFrames { out.setLength(mostFrames) }
    return out
  }

  private borrowing func put(_ block: [Float], count: Int, into planes: inout [[Float]]) {
    _ = unsafe soundtouch_putSamples(handle, block, CUnsignedInt(count))
    while case let available = Int(unsafe soundtouch_numSamples(handle)), available > 0 {
      var out = [Float](repeating: 0, count: available * channelCount)
      let got = Int(unsafe soundtouch_receiveSamples(handle, &out, CUnsignedInt(available)))
      if got == 0 { return }
      let start = planes[0].count
      for c in planes.indices { planes[c].append(contentsOf: repeatElement(0, count: got)) }
      deinterleave(out, count: got, into: &planes, at: start)
    }
  }

  private borrowing func setting(_ setting: Setting) -> Int {
    Int(unsafe soundtouch_getSetting(handle, setting.rawValue))
  }
}
