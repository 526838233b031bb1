private import Csoxr

/// Another number of frames a second for the same sound.
///
/// *Source:* the SoX resampler, libsoxr, quality HQ: linear phase, without delay.
package enum Resampler {
  /// Room after the expected length: without it libsoxr leaves input over, and with it the whole end of the sound,
  /// whenever the length was rounded down.
  private static let spareLength = 16

  /// The frames of a sound after resampling: frameCount · to ÷ from, rounded to the nearest (halves up).
  ///
  /// The length that libsoxr itself gives; a sound shorter than half a frame of the new rate becomes empty.
  static func resampledFrameCount(_ frameCount: Int, from: Hertz, to: Hertz) -> Int {
    (2 * frameCount * to + from) / (2 * from)
  }

  /// Resamples every channel; at equal rates the buffer itself comes back.
  ///
  /// *Shape:* the channels of the buffer × `resampledFrameCount`.
  ///
  /// *Throws:* `SoundscapeError.processing` when libsoxr refuses the rates or gives another length.
  package static func resample(
    _ buffer: AudioBuffer, from: Hertz, to: Hertz
  ) throws(SoundscapeError) -> AudioBuffer {
    precondition(from > 0 && to > 0, "rates above 0")
    if from == to { return buffer }
    let length = resampledFrameCount(buffer.frameCount, from: from, to: to)
    return try resample(buffer, ratio: Double(to) / Double(from), length: length)
  }

  /// Resamples every channel by any ratio of output to input frames.
  ///
  /// *Shape:* the channels of the buffer × `length`, which is frameCount · ratio to within the frames that one input
  /// frame makes: rounding is the caller's.
  static func resample(
    _ buffer: AudioBuffer, ratio: Double, length: Int
  ) throws(SoundscapeError) -> AudioBuffer {
    precondition(ratio.isFinite && ratio > 0, "a ratio above 0")
    var planes: [[Float]] = []
    for plane in buffer.channels { planes.append(try resample(plane, ratio: ratio, length: length)) }
    return AudioBuffer(channels: planes)
  }

  private static func resample(
    _ plane: [Float], ratio: Double, length: Int
  ) throws(SoundscapeError) -> [Float] {
    guard length > 0 else { return [] }
    var out = [Float](repeating: 0, count: length + spareLength)
    let channelCount: CUnsignedInt = 1
    var quality = unsafe soxr_quality_spec(CUnsignedLong(SOXR_HQ), 0)
    var runtime = unsafe soxr_runtime_spec(1)  // one thread: the workers are the threads
    var (taken, given) = (0, 0)
    let failure = unsafe out.withUnsafeMutableBufferPointer { target in
      unsafe soxr_oneshot(
        1, ratio, channelCount, plane, plane.count, &taken, target.baseAddress, target.count, &given, nil, &quality,
        &runtime)
    }
    if let text = unsafe failure {
      throw .processing(stage: "resampling", problem: unsafe "by \(ratio): \(String(cString: text))")
    }
    guard taken == plane.count, abs(given - length) <= max(1, Int(ratio.rounded(.up))) else {
      throw .processing(
        stage: "resampling",
        problem: "by \(ratio) gave \(given) frames (expected \(length)) from \(taken) of \(plane.count)")
    }
    // Frames that libsoxr rounded away are silence, as prepared; those too many are cut off.
    out.removeLast(spareLength)
    return out
  }
}
