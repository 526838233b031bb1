import Soundscape

/// Our transform of real signals, with what it transforms.
struct FourierTimer: ~Copyable {
  static let sizes = [256, 512, 1024, 2048, 4096, 8192]
  /// Each figure is the least of so many runs.
  private static let runs = 40

  private var fourier: RealFourier
  private var spectrum: Spectrum
  private var samples: [Float]

  init(size: Int) {
    fourier = RealFourier(size: size)
    spectrum = Spectrum(size: size)
    // Any samples will do, but for those whose sums become too small for normal numbers.
    samples = (0..<size).map { Float($0 * 7_919 % 1_000) / 500 - 1 }
  }

  /// A spectrum, and the same samples out of it.
  mutating func both() {
    fourier.forward(samples, into: &spectrum)
    fourier.inverse(spectrum, into: &samples)
  }

  /// Prints a line of JSON for each size: microseconds for a transform and for an inverse.
  static func printTimes() {
    for size in sizes {
      var timer = FourierTimer(size: size)
      let count = 400_000 / size
      var (forward, inverse) = (Double.infinity, Double.infinity)
      for _ in 0..<runs {
        let watch = Stopwatch()
        for _ in 0..<count { timer.fourier.forward(timer.samples, into: &timer.spectrum) }
        let half = watch.times.processor
        for _ in 0..<count { timer.fourier.inverse(timer.spectrum, into: &timer.samples) }
        forward = min(forward, 1e3 * half / Double(count))
        inverse = min(inverse, 1e3 * (watch.times.processor - half) / Double(count))
      }
      print("{\"name\": \"soundscape\", \"size\": \(size), \"forward\": \(forward), \"inverse\": \(inverse)}")
    }
  }
}
