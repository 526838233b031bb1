import Soundscape

/// Our convolution of a sound of ten seconds with responses of several lengths.
enum ConvolutionTimer {
  private static let rate = 48_000
  private static let soundLength = 10 * rate
  private static let responseLengths = [rate / 10, rate / 2, rate * 3 / 2]
  /// Each figure is the least of so many runs.
  private static let runs = 12

  /// The same numbers as in the other programs, which the sums of the outputs' squares show.
  private static func numbers(_ count: Int, channel: Int) -> [Float] {
    (0..<count).map { i in
      let k = (UInt32(truncatingIfNeeded: i) &+ UInt32(channel) &* 1_000_003) &* 2_654_435_761
      return Float((k >> 8) & 0xffff) / 32_768 - 1
    }
  }

  /// Prints a line of JSON for each length and number of channels: milliseconds, those of the response's spectra included.
  static func printTimes() {
    let sound = AudioBuffer(channels: [numbers(soundLength, channel: 9)])
    for channelCount in [1, 4] {
      for length in responseLengths {
        let planes = (0..<channelCount).map { c in
          numbers(length, channel: c).enumerated().map { $1 * Float(length - $0) / Float(length) }
        }
        let response = AudioBuffer(channels: planes)
        var (least, energy) = (Double.infinity, 0.0)
        for _ in 0..<runs {
          let watch = Stopwatch()
          let out = Convolver.convolve(sound, with: ConvolutionResponse(response))
          least = min(least, watch.times.processor)
          energy = out.channels[channelCount - 1].reduce(0) { $0 + Double($1) * Double($1) }
        }
        print(
          "{\"name\": \"soundscape\", \"length\": \(length), \"channels\": \(channelCount), "
            + "\"milliseconds\": \(least), \"energy\": \(energy)}")
      }
    }
  }
}
