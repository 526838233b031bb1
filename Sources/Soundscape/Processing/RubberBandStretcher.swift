private import Crubberband

extension Stretcher {
  /// Stretches with Rubber Band; the result is as long as the library gives, `length` to within rounding.
  static func rubberBand(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, to length: Int, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    // Far from 1 the library loses frames: such a ratio is reached in equal steps.
    let steps = max(1, (abs(Math.naturalLog(timeRatio)) / Math.naturalLog(RubberBand.farthestRatio)).rounded(.up))
    var stretched = buffer
    var ratio = Math.power(timeRatio, 1 / steps)
    for step in 1...Int(steps) {
      // What the steps before were rounded by is made up for in the last.
      if step > 1 && step == Int(steps) && !stretched.isEmpty {
        ratio = Double(length) / Double(stretched.frameCount)
      }
      stretched = try stretchedOnce(stretched, at: rate, timeRatio: ratio, engine: engine)
    }
    return stretched
  }

  private static func stretchedOnce(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    let band = try RubberBand(engine: engine, channelCount: buffer.channelCount, rate: rate, timeRatio: timeRatio)
    // The ends of a shorter sound get lost, up to all of it, and the length is wrong.
    let shortest = Int(RubberBand.shortest * Double(rate))
    guard buffer.frameCount < shortest else { return band.process(buffer) }
    var padded = buffer
    padded.setLength(shortest)
    var out = band.process(padded)
    out.setLength(min(out.frameCount, rounded(Double(buffer.frameCount) * timeRatio)))
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
