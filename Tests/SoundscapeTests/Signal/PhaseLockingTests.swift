import TestSupport
import Testing

@testable import Soundscape

@Suite struct PhaseLockingTests {
  /// What the paper says, in plain words: peaks, the lowest bin between two of them, and one direction for each region.
  private static func expected(_ turned: Spectrum, _ power: [Float], _ bins: Range<Int>, afresh: (Range<Int>) -> Bool)
    -> [(Float, Float)]
  {
    let peaks = bins.filter { k in
      [k - 2, k - 1].allSatisfy { $0 < 0 || power[k] > power[$0] } && power[k] >= power[k + 1]
        && power[k] >= power[k + 2]
    }
    var starts = [bins.lowerBound]
    for (a, b) in zip(peaks, peaks.dropFirst()) {
      starts.append((a + 1..<b).reduce(a + 1) { power[$1] < power[$0] ? $1 : $0 })
    }
    var found: [(Float, Float)] = []
    for (i, start) in starts.enumerated() {
      let region = start..<(i + 1 < starts.count ? starts[i + 1] : bins.upperBound)
      let peak = peaks.isEmpty ? start : peaks[i]
      let near = region.clamped(to: peak - 1..<peak + 2)
      let (re, im) = (near.reduce(0) { $0 + turned.re[$1] }, near.reduce(0) { $0 + turned.im[$1] })
      let length = (re * re + im * im).squareRoot()
      let isOne = length == 0 || afresh(region)
      found += region.map { _ in isOne ? (1, 0) : (re / length, im / length) }
    }
    return found
  }

  /// Every bin of a region has its peak's direction, in a part of the spectrum or in all of it, with equal bins among them.
  @Test(arguments: [0..<129, 7..<129, 0..<70, 60..<68]) func regionsHaveTheirPeaksDirection(bins: Range<Int>) {
    let seed = UInt32.random(in: 0 ... .max)
    var source = MersenneTwister(seed: .integer(seed))
    var locking = PhaseLocking(bins: bins, size: 256)
    for round in 0..<40 {
      var turned = Spectrum(size: 256)
      var power = turned.re
      for k in 0...128 {
        turned.re[k] = Float(source.uniform(-1...1))
        turned.im[k] = Float(source.uniform(-1...1))
        // Few different powers in every other round, so that many are equal; none at all in the first.
        let value = source.uniform(0...1)
        power[k] = round == 0 ? 0 : Float(round % 2 == 0 ? (value * 4).rounded() : value)
      }
      let onset =
        round % 3 == 0
        ? nil : PhaseLocking.Onset(before: power, after: power.indices.map { power[$0] * ($0 < 64 ? 4 : 2) })
      var rotation = Spectrum(size: 256, re: 1)
      locking.lock(turned, power: power, onset: onset, into: &rotation)
      let found = Self.expected(turned, power, bins) { region in
        guard let onset else { return false }
        return region.reduce(0) { $0 + onset.after[$1] } > 3 * region.reduce(0) { $0 + onset.before[$1] }
      }
      for (k, (re, im)) in zip(bins, found) {
        #expect(
          abs(rotation.re[k] - re) < 1e-5 && abs(rotation.im[k] - im) < 1e-5, "seed \(seed), round \(round), bin \(k)")
      }
    }
  }
}
