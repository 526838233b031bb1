private import Crubberband

/// Duration and pitch, changed independently.
///
/// *Source:* Rubber Band Library (phase vocoder, R2 and R3) and SoundTouch (overlap-add in the time domain).
package enum Stretcher {
  /// The rates that both libraries are made for.
  static let rates: ClosedRange<Hertz> = 8_000...192_000

  /// Stretches and shifts a sound.
  ///
  /// `timeRatio` is output ÷ input duration: 2 is twice as long. It is finite and above 0.
  ///
  /// *Shape:* the channels of the buffer × exactly `frameCount`, cut or filled with silence at the end; `produced` is
  /// how many frames the library gave.
  ///
  /// *Throws:* `SoundscapeError.processing` for a rate or channel count that the library does not take, and when it
  /// breaks its contract.
  package static func stretch(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, pitchShift: Semitones, engine: StretchEngine,
    to frameCount: Int
  ) throws(SoundscapeError) -> (audio: AudioBuffer, produced: Int) {
    precondition(timeRatio.isFinite && timeRatio > 0, "a time ratio above 0")
    precondition(pitchShift.isFinite && frameCount >= 0)
    guard rates.contains(rate) else {
      throw .processing(
        stage: "stretching", problem: "\(rate) Hz (possible: \(rates.lowerBound) to \(rates.upperBound))")
    }
    if buffer.isEmpty { return (AudioBuffer(channelCount: buffer.channelCount, frameCount: frameCount), 0) }
    var out =
      switch engine {
      case .rubberband, .rubberbandFiner, .rubberbandFaster:
        try rubberBand(buffer, at: rate, timeRatio: timeRatio, pitchShift: pitchShift, engine: engine)
      case .soundtouch:
        try soundTouch(buffer, at: rate, timeRatio: timeRatio, pitchShift: pitchShift)
      }
    let produced = out.frameCount
    out.setLength(frameCount)
    return (out, produced)
  }

  /// Rubber Band changes the duration alone; the pitch comes from playing the result at another rate.
  ///
  /// The library can do both, and does the same inside, but its own resampler takes four times as long as all the rest:
  /// 5 s of mono at 44.1 kHz cost 660 ms with it and 145 ms with libsoxr.
  private static func rubberBand(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, pitchShift: Semitones, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    let pitchScale = frequencyRatio(of: pitchShift)
    var stretched = buffer
    let ratio = timeRatio * pitchScale
    if ratio != 1 {
      // Far from 1 the library loses frames: such a ratio is reached in equal steps.
      let steps = max(1, (abs(Math.naturalLog(ratio)) / Math.naturalLog(RubberBand.farthestRatio)).rounded(.up))
      for _ in 0..<Int(steps) {
        stretched = try stretchedOnly(stretched, at: rate, ratio: Math.power(ratio, 1 / steps), engine: engine)
      }
    }
    if pitchScale == 1 { return stretched }
    let length = Int((Double(buffer.frameCount) * timeRatio).rounded())
    return try Resampler.resample(stretched, ratio: 1 / pitchScale, length: length)
  }

  private static func stretchedOnly(
    _ buffer: AudioBuffer, at rate: Hertz, ratio: Double, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    let band = try RubberBand(engine: engine, channelCount: buffer.channelCount, rate: rate, timeRatio: ratio)
    // The ends of a shorter sound get lost, up to all of it, and the length is wrong.
    let shortest = Int(RubberBand.shortest * Double(rate))
    guard buffer.frameCount < shortest else { return band.process(buffer) }
    var padded = buffer
    padded.setLength(shortest)
    var out = band.process(padded)
    out.setLength(min(out.frameCount, Int((Double(buffer.frameCount) * ratio).rounded())))
    return out
  }
}

/// One use of Rubber Band: a new handle each time, since its `reset` does not bring the first state back.
@safe private struct RubberBand: ~Copyable {
  /// Frames that are handed over at a time, the output being fetched in between.
  ///
  /// With all frames in one call R2 writes over the end of a buffer of its own, loses sound and prints a warning.
  private static let blockLength = 1024

  /// What a sound is filled up to with silence. Without it sounds of up to 2000 frames lost
  /// their end or all of it at time ratios of 0.1 and 10; with it none did, from 8 to 192 kHz.
  static let shortest: Seconds = 0.2

  /// The library reports to stderr; below 0 it keeps silent. The level is one for the whole process, so it is set once.
  private static let silenced: Void = rubberband_set_default_debug_level(-1)

  /// The largest ratio, and one over the smallest, at which every engine was seen to keep its length.
  static let farthestRatio = 10.0

  private let state: RubberBandState
  private let channelCount: Int

  init(
    engine: StretchEngine, channelCount: Int, rate: Hertz, timeRatio: Double
  ) throws(SoundscapeError) {
    _ = Self.silenced
    let isFaster = engine == .rubberbandFaster
    var options = RubberBandOptionProcessOffline.rawValue | RubberBandOptionThreadingNever.rawValue
    options |= isFaster ? RubberBandOptionEngineFaster.rawValue : RubberBandOptionEngineFiner.rawValue
    // R2 takes a steady tone for a transient now and then and resets its phases: over sines of 220 to 3000 Hz it is up to
    // 138 cents out of tune with its default, 12 with mixed transients, and 0.3 where it resets none.
    if isFaster { options |= RubberBandOptionTransientsSmooth.rawValue }
    if engine == .rubberband { options |= RubberBandOptionWindowShort.rawValue }
    // Apart, the channels drift against each other and the stereo image widens.
    if channelCount > 1 { options |= RubberBandOptionChannelsTogether.rawValue }
    let unchangedPitch = 1.0
    guard
      let made = unsafe rubberband_new(
        CUnsignedInt(rate), CUnsignedInt(channelCount), RubberBandOptions(options), timeRatio, unchangedPitch)
    else { throw .processing(stage: "stretching", problem: "Rubber Band could not be started") }
    // A library without R3 ignores the option that asks for it.
    let (version, wanted) = (Int(unsafe rubberband_get_engine_version(made)), isFaster ? 2 : 3)
    guard version == wanted else {
      unsafe rubberband_delete(made)
      throw .processing(stage: "stretching", problem: "Rubber Band gave engine R\(version) (asked for R\(wanted))")
    }
    self.channelCount = channelCount
    unsafe state = made
  }

  deinit { unsafe rubberband_delete(state) }

  borrowing func process(_ buffer: AudioBuffer) -> AudioBuffer {
    let frameCount = buffer.frameCount
    unsafe rubberband_set_expected_input_duration(state, CUnsignedInt(frameCount))
    unsafe rubberband_set_max_process_size(state, CUnsignedInt(Self.blockLength))
    unsafe eachBlock(of: buffer) { unsafe rubberband_study(state, $0, $1, $2) }
    var planes = [[Float]](repeating: [], count: channelCount)
    unsafe eachBlock(of: buffer) { block, count, isLast in
      unsafe rubberband_process(state, block, count, isLast)
      retrieve(into: &planes)
    }
    return AudioBuffer(channels: planes)
  }

  /// Calls `body` with pointers to the planes of each block, its length, and 1 for the last.
  private borrowing func eachBlock(
    of buffer: AudioBuffer, _ body: (UnsafePointer<UnsafePointer<Float>?>, CUnsignedInt, CInt) -> Void
  ) {
    for start in stride(from: 0, to: buffer.frameCount, by: Self.blockLength) {
      let count = min(Self.blockLength, buffer.frameCount - start)
      let isLast: CInt = start + count == buffer.frameCount ? 1 : 0
      let block = buffer.channels.flatMap { $0[start..<(start + count)] }
      unsafe block.withUnsafeBufferPointer { samples in
        var planes: [UnsafePointer<Float>?] = unsafe []
        for c in 0..<channelCount { unsafe planes.append(samples.baseAddress?.advanced(by: c * count)) }
        unsafe body(planes, CUnsignedInt(count), isLast)
      }
    }
  }

  private borrowing func retrieve(into planes: inout [[Float]]) {
    while case let available = Int(unsafe rubberband_available(state)), available > 0 {
      var block = [Float](repeating: 0, count: available * channelCount)
      let count = unsafe block.withUnsafeMutableBufferPointer { samples in
        var targets: [UnsafeMutablePointer<Float>?] = unsafe []
        for c in 0..<channelCount { unsafe targets.append(samples.baseAddress?.advanced(by: c * available)) }
        return Int(unsafe rubberband_retrieve(state, targets, CUnsignedInt(available)))
      }
      for c in 0..<channelCount { planes[c].append(contentsOf: block[(c * available)..<(c * available + count)]) }
      if count == 0 { return }
    }
  }
}
