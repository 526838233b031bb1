/// Duration and pitch, changed independently.
///
/// *Source:* Rubber Band Library (phase vocoder, R2 and R3), SoundTouch (overlap-add in the time domain), and our own
/// phase vocoder.
package enum Stretcher {
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
    guard engine.rates.contains(rate) else {
      throw .processing(
        stage: "stretching",
        problem: "\(rate) Hz (possible: \(engine.rates.lowerBound) to \(engine.rates.upperBound))")
    }
    if buffer.isEmpty { return (AudioBuffer(channelCount: buffer.channelCount, frameCount: frameCount), 0) }
    var out = try stretched(buffer, at: rate, timeRatio: timeRatio, pitchShift: pitchShift, engine: engine)
    if let gain = engine.mostGain {
      let most = gain * buffer.peak
      for c in out.channels.indices { limit(&out.channels[c], to: most) }
    }
    let produced = out.frameCount
    out.setLength(frameCount)
    return (out, produced)
  }

  /// The engines change only the duration; the pitch comes from playing their input or output at another rate.
  ///
  /// Rubber Band can do both, and does the same inside, but its own resampler takes four times as long as all the rest:
  /// 5 s of mono at 44.1 kHz cost 660 ms with it and 145 ms with libsoxr. SoundTouch's own draws a straight line between
  /// two frames: a sine of 8 kHz two semitones higher comes with −33 dB of other frequencies and one of 15 kHz with
  /// −15 dB, 1.6 dB too quiet; by libsoxr it is −56 and −70 dB at the right level, for the same time.
  private static func stretched(
    _ buffer: AudioBuffer, at rate: Hertz, timeRatio: Double, pitchShift: Semitones, engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    let length = rounded(Double(buffer.frameCount) * timeRatio)
    var pitchScale = frequencyRatio(of: pitchShift)
    // Where another speed is all that is asked for, it is to be exact, so that there is nothing to stretch.
    if engine == .soundtouch && rounded(Double(buffer.frameCount) / pitchScale) != length {
      pitchScale = fraction(near: pitchScale)
    }
    let higherLength = rounded(Double(buffer.frameCount) / pitchScale)
    // Stretchers cost by the frame. A higher sound is a shorter one, so it is made before; a lower one afterwards.
    if pitchScale > 1 && higherLength > 0 {
      let higher = try Resampler.resample(buffer, ratio: 1 / pitchScale, length: higherLength)
      // The ratio of the lengths, since the first is rounded already and a large ratio would make it many frames.
      return try lengthened(higher, at: rate, ratio: Double(length) / Double(higherLength), to: length, engine)
    }
    let ratio = timeRatio * pitchScale
    let longer = try lengthened(
      buffer, at: rate, ratio: ratio, to: rounded(Double(buffer.frameCount) * ratio), engine)
    if pitchScale == 1 { return longer }
    return try Resampler.resample(longer, ratio: 1 / pitchScale, length: length)
  }

  static func rounded(_ frameCount: Double) -> Int { Int(frameCount.rounded()) }

  /// Stretches to `length`, which is frameCount · ratio, rounded; where that changes no length, nothing is done.
  private static func lengthened(
    _ buffer: AudioBuffer, at rate: Hertz, ratio: Double, to length: Int, _ engine: StretchEngine
  ) throws(SoundscapeError) -> AudioBuffer {
    if length == buffer.frameCount { return buffer }
    if length == 0 { return AudioBuffer(channelCount: buffer.channelCount, frameCount: 0) }
    switch engine {
    case .rubberband, .rubberbandFiner, .rubberbandFaster:
      return try rubberBand(buffer, at: rate, timeRatio: ratio, to: length, engine: engine)
    case .soundtouch:
      return try soundTouch(buffer, at: rate, timeRatio: ratio, to: length)
    case .soundscape:
      return AudioBuffer(channels: BandStretcher.stretch(buffer.channels, at: rate, to: length))
    }
  }
}
