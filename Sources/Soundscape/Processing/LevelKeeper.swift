/// Gives back the level that noise loses in a phase vocoder.
///
/// Windows that overlap add up by amplitude where partials go on in phase, and by power where nothing does, which is up to
/// 3 dB less. So the power around each place of the result is compared with that around its place in the source, both
/// over some windows, and what is missing is added as a gain that changes slowly.
struct LevelKeeper {
  /// Frames before and after a place that count, in windows.
  private static let reach = 2
  /// What may be missing, as a factor of the power (0.15 dB): tones that beat fluctuate by that much, and get no gain.
  private static let tolerance = 1.035
  /// No more than 3 dB is missing.
  private static let most = 2.0
  /// Gains for each window, between which there are straight lines.
  private static let gainsPerWindow = 4
  /// The power is known for blocks of a window's 32nd part.
  private static let blocksPerWindow = 32

  private let block: Int
  private let windowSize: Int
  /// The energy of a sound up to each block.
  private let sums: [Double]

  /// For windows of `windowSize` frames.
  init(_ planes: [[Float]], windowSize: Int) {
    self.windowSize = windowSize
    block = windowSize / Self.blocksPerWindow
    let block = block
    sums = (0..<planes[0].count / block).reduce(into: [0]) { sums, b in
      let energy = planes.reduce(0.0) { $0 + Double(blockEnergy(of: $1.span.extracting(b * block..<(b + 1) * block))) }
      sums.append(sums[b] + energy)
    }
  }

  /// The mean power between two frames, as far as the sound is known; 0 where that is nowhere.
  private func power(from start: Double, to end: Double) -> Double {
    let last = sums.count - 1
    let first = min(max(0, Int((start / Double(block)).rounded())), last)
    let next = min(max(0, Int((end / Double(block)).rounded())), last)
    return next > first ? (sums[next] - sums[first]) / Double(next - first) : 0
  }

  /// Raises a stretched form of the sound to its level.
  func restore(_ stretched: inout [[Float]], by map: TimeMap) {
    let after = LevelKeeper(stretched, windowSize: windowSize)
    let (length, step) = (stretched[0].count, windowSize / Self.gainsPerWindow)
    let reach = Self.reach * windowSize
    var (starts, ends) = (TimeMap.Reader(map), TimeMap.Reader(map))
    let gains = stride(from: 0, through: length + step, by: step).map { frame -> Float in
      let (start, end) = (Double(max(0, frame - reach)), Double(min(length, frame + reach)))
      guard start < end else { return 1 }
      let found = after.power(from: start, to: end)
      let wanted = power(from: starts.input(at: start), to: ends.input(at: end))
      guard found > 0 else { return 1 }
      return Float((wanted / found / Self.tolerance).clamped(to: 1...Self.most).squareRoot())
    }
    for c in stretched.indices { multiply(&stretched[c], byLinesThrough: gains, step: step) }
  }
}
