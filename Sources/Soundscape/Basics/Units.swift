/// Seconds, on the mixture's or on a source's clock.
public typealias Seconds = Double
/// A level or a ratio of levels in dB.
public typealias Decibels = Double
/// A loudness by ITU-R BS.1770, in LUFS (a difference of two is in LU).
public typealias LUFS = Double
/// A pitch interval; 12 are an octave.
public typealias Semitones = Double
/// Frames a second.
public typealias Hertz = Int

/// Added to a time in frames before it is truncated: a fraction of a frame.
///
/// 0.3 s × 44,100 Hz is 13,229.999… in binary floating point, and 0.07 s × 100 Hz is 7.000…1. A millionth of a frame
/// is far above the rounding of a product of two doubles and far below anything that can be heard.
private let frameTolerance = 1e-6

/// The largest frame count that a time is turned into: above it a `Double` cannot distinguish neighbouring frames.
private let mostFrames = Double(1 << 52)

/// The whole frames in a stretch of time: ⌊seconds × rate + 10⁻⁶⌋, never negative.
///
/// The one place where seconds become frames. Like Scaper, it truncates and does not round: an event that ends at
/// the mixture's end must not be a frame too long. A negative or undefined time has no frames.
public func frames(in seconds: Seconds, at rate: Hertz) -> Int {
  let exact = seconds * Double(rate) + frameTolerance
  guard exact > 0 else { return 0 }
  return Int(min(exact, mostFrames))
}

/// The duration of a number of frames: frames ÷ rate.
public func seconds(of frameCount: Int, at rate: Hertz) -> Seconds { Double(frameCount) / Double(rate) }

/// The amplitude of a level: 10^(dB ÷ 20).
public func amplitude(of level: Decibels) -> Double { Math.power(10, level / 20) }

/// The level of an amplitude: 20 log₁₀ |amplitude|; −∞ for 0.
public func decibels(of amplitude: Double) -> Decibels { 20 * Math.commonLog(abs(amplitude)) }

/// The ratio of frequencies of an interval: 2^(semitones ÷ 12).
public func frequencyRatio(of interval: Semitones) -> Double { Math.power(2, interval / 12) }
