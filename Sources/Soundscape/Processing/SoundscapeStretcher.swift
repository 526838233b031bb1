/// The engine's own stretcher: two bands, so that low tones are told apart by long windows and attacks keep their place in
/// short ones.
enum BandStretcher {
  /// A higher one whenever the same sound comes out otherwise. Annotations have it.
  static let version = "1"

  /// Windows for what is above the crossover are about this long, and twice as long below it.
  private static let windowLength: Seconds = 0.042
  /// The shares of a window before and after an onset that go at the original speed.
  private static let (before, after) = (0.375, 0.25)
  /// The bands overlap here.
  private static let crossover: ClosedRange<Double> = 550...750
  /// The low band is analysed at 64 frames to a short window, by transforms of this size.
  private static let lowSize = 256
  private static let leastLowRate = 2700.0

  static func stretch(_ planes: [[Float]], at rate: Hertz, to length: Int) -> [[Float]] {
    let frameCount = planes[0].count
    let size = windowSize(at: rate)
    let factor = 2 * size / lowSize
    let hasLowBand = Double(rate) / Double(factor) >= leastLowRate
    let map = TimeMap(
      inputLength: frameCount, outputLength: length, onsets: [0] + OnsetFinder.onsets(in: planes, rate: rate),
      before: before * Double(size), after: after * Double(size), step: hasLowBand ? Double(factor) : 1)
    // With silence after the end the last windows would fade; so the sound goes on backwards.
    let mirrored = planes.map { $0 + $0.suffix(size).reversed() }
    var out = [[Float]](repeating: [Float](repeating: 0, count: length), count: planes.count)
    let weights = (0..<Spectrum.room(size: size)).map { k in
      hasLowBand ? highShare(of: Double(k * rate) / Double(size)) : 1
    }
    var high = PhaseVocoder(size: size, channelCount: planes.count, weights: weights)
    high.stretch(mirrored, by: map, into: &out)
    if hasLowBand { addLowBand(of: mirrored, by: map, factor: factor, rate: rate, to: &out) }
    LevelKeeper(planes, windowSize: size).restore(&out, by: map)
    return out
  }

  private static func addLowBand(
    of planes: [[Float]], by map: TimeMap, factor: Int, rate: Hertz, to out: inout [[Float]]
  ) {
    let decimator = Decimator(factor: factor)
    let weights = (0..<Spectrum.room(size: lowSize)).map { k in
      1 - highShare(of: Double(k * rate) / Double(lowSize * factor))
    }
    var vocoder = PhaseVocoder(size: lowSize, channelCount: planes.count, weights: weights)
    let low = planes.map { decimator.decimate($0) }
    let origin = Decimator.reach
    var stretched = [[Float]](
      repeating: [Float](repeating: 0, count: decimator.decimatedCount(out[0].count)), count: out.count)
    vocoder.stretch(
      low, by: map.decimated(by: Double(factor)), inputOrigin: origin, outputOrigin: origin, into: &stretched)
    for c in out.indices { decimator.interpolate(stretched[c], addingTo: &out[c]) }
  }

  /// The power of two nearest to the wanted length.
  private static func windowSize(at rate: Hertz) -> Int {
    var size = 256
    while size < 8192 && Double(size) * 2.squareRoot() < windowLength * Double(rate) { size *= 2 }
    return size
  }

  /// The gain of the high band; the low band has the rest.
  private static func highShare(of frequency: Double) -> Float {
    let x = min(1, max(0, (frequency - crossover.lowerBound) / (crossover.upperBound - crossover.lowerBound)))
    return Float(x * x * (3 - 2 * x))
  }
}
