public import Soundscape

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Test sounds, the same on every machine.
public enum Signals {
  public static func silence(frameCount: Int, channelCount: Int = 1) -> AudioBuffer {
    AudioBuffer(channelCount: channelCount, frameCount: frameCount)
  }

  /// A sine of a frequency in Hz that starts at 0, the same in every channel.
  public static func sine(
    _ frequency: Double, at rate: Hertz, frameCount: Int, amplitude: Float = 0.5, channelCount: Int = 1
  ) -> AudioBuffer {
    let step = 2 * Double.pi * frequency / Double(rate)
    let plane = (0..<frameCount).map { Float(sin(step * Double($0))) * amplitude }
    return AudioBuffer(channels: Array(repeating: plane, count: channelCount))
  }

  /// White noise, uniform in −amplitude ..< amplitude, another in each channel.
  public static func noise(
    frameCount: Int, seed: UInt64 = 1, amplitude: Float = 0.5, channelCount: Int = 1
  ) -> AudioBuffer {
    var generator = SmallGenerator(seed: seed)
    return AudioBuffer(
      channels: (0..<channelCount).map { _ in
        (0..<frameCount).map { _ in Float.random(in: -amplitude..<amplitude, using: &generator) }
      })
  }

  /// Silence with a single frame of full scale.
  public static func click(at frame: Int, frameCount: Int, amplitude: Float = 1, channelCount: Int = 1) -> AudioBuffer {
    var buffer = silence(frameCount: frameCount, channelCount: channelCount)
    for c in 0..<channelCount { buffer.channels[c][frame] = amplitude }
    return buffer
  }
}

/// SplitMix64: a generator of a few lines, for tests only.
///
/// *Source:* Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
public struct SmallGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
