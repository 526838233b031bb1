private import Csoxr

/// Another number of frames a second for the same sound.
///
/// *Source:* the SoX resampler, libsoxr, quality HQ: linear phase, without delay.
enum Resampler {
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
  static func resample(_ buffer: AudioBuffer, from: Hertz, to: Hertz) throws(SoundscapeError) -> AudioBuffer {
    precondition(from > 0 && to > 0, "rates above 0")
    if from == to { return buffer }
    var planes: [[Float]] = []
    for plane in buffer.channels { planes.append(try resample(plane, from: from, to: to)) }
    return AudioBuffer(channels: planes)
  }

  private static func resample(_ plane: [Float], from: Hertz, to: Hertz) throws(SoundscapeError) -> [Float] {
    let length = resampledFrameCount(plane.count, from: from, to: to)
    var out = [Float](repeating: 0, count: length)
    guard length > 0 else { return out }
    let channelCount: CUnsignedInt = 1
    var quality = unsafe soxr_quality_spec(CUnsignedLong(SOXR_HQ), 0)
    var runtime = unsafe soxr_runtime_spec(1)  // one thread: the workers are the threads
    var (taken, given) = (0, 0)
    let failure = unsafe out.withUnsafeMutableBufferPointer { target in
      unsafe soxr_oneshot(
        Double(from), Double(to), channelCount, plane, plane.count, &taken, target.baseAddress, length, &given, nil,
        &quality, &runtime)
    }
    if let text = unsafe failure {
      throw .processing(stage: "resampling", problem: unsafe "\(from) to \(to) Hz: \(String(cString: text))")
    }
    guard taken == plane.count, given == length else {
      throw .processing(
        stage: "resampling",
        problem: "\(from) to \(to) Hz gave \(given) frames (expected \(length)) from \(taken) of \(plane.count)")
    }
    return out
  }
}
