private import Crubberband

/// Duration and pitch, changed independently.
///
/// *Source:* Rubber Band Library (phase vocoder, R2 and R3) and SoundTouch (overlap-add in the time domain).
enum Stretcher {
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
  static func stretch(
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

  private static func rubberBand(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, pitchShift: Semitones, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    let band = try RubberBand(
      engine: engine, channelCount: buffer.channelCount, rate: rate, timeRatio: timeRatio,
      pitchScale: frequencyRatio(of: pitchShift))
    return band.process(buffer)
  }
}

/// One use of Rubber Band: a new handle each time, since its `reset` does not bring the first state back.
@safe private struct RubberBand: ~Copyable {
  /// Frames that are handed over at a time. The output of each block is fetched before the next, so that the library's
  /// buffers need not grow.
  private static let blockLength = 4096

  /// The library reports to stderr; below 0 it keeps silent. The level is one for the whole process, so it is set once.
  private static let silenced: Void = rubberband_set_default_debug_level(-1)

  private let state: RubberBandState
  private let channelCount: Int

  init(
    engine: StretchEngine, channelCount: Int, rate: Hertz, timeRatio: Double, pitchScale: Double
  ) throws(SoundscapeError) {
    _ = Self.silenced
    let isFaster = engine == .rubberbandFaster
    var options = RubberBandOptionProcessOffline.rawValue | RubberBandOptionThreadingNever.rawValue
    options |= isFaster ? RubberBandOptionEngineFaster.rawValue : RubberBandOptionEngineFiner.rawValue
    if engine == .rubberband { options |= RubberBandOptionWindowShort.rawValue }
    // Apart, the channels drift against each other and the stereo image widens.
    if channelCount > 1 { options |= RubberBandOptionChannelsTogether.rawValue }
    guard
      let made = unsafe rubberband_new(
        CUnsignedInt(rate), CUnsignedInt(channelCount), RubberBandOptions(options), timeRatio, pitchScale)
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
