/// One frame in `factor`, and back, for what lies below a third of the lower rate.
///
/// *Source:* a sinc of the lower Nyquist frequency under a Blackman window of 16 frames of the lower rate: 75 dB of
/// attenuation from 0.71 of the lower rate on.
struct Decimator {
  /// Frames of the lower rate before and after a sound that its filtered form extends to.
  static let reach = 8

  let factor: Int
  private let taps: [Float]
  private let interpolating: [Float]

  /// `factor` is a power of two.
  init(factor: Int) {
    self.factor = factor
    let count = 2 * Self.reach * factor
    let roots = UnitRoots(count: count)
    let middle = count / 2
    var taps = (0..<count).map { i -> Double in
      let t = i - middle
      let cosine = roots.cosines[i]
      let window = 0.42 - 0.5 * cosine + 0.08 * (2 * cosine * cosine - 1)
      if t == 0 { return 1 }
      // sin(πt ÷ factor), whose period is 2 · factor = count ÷ reach.
      let sine = -roots.sines[((t * Self.reach) % count + count) % count]
      return window * sine / (Double.pi * Double(t) / Double(factor))
    }
    let sum = taps.reduce(0, +)
    for i in taps.indices { taps[i] /= sum }
    self.taps = taps.map { Float($0) }
    interpolating = taps.map { Float($0 * Double(factor)) }
  }

  /// Frames that `decimate` makes of `count`.
  func decimatedCount(_ count: Int) -> Int { (count + factor - 1) / factor + 2 * Self.reach }

  /// Frame `reach + j` of the result is frame j · factor of the input.
  func decimate(_ plane: [Float]) -> [Float] {
    (0..<decimatedCount(plane.count)).map { j in
      weightedSum(plane, at: (j - 2 * Self.reach) * factor, taps)
    }
  }

  /// The inverse of `decimate`, added to `out`.
  func interpolate(_ plane: [Float], addingTo out: inout [Float]) {
    addInterpolated(plane, by: factor, interpolating, into: &out)
  }
}
