/// One rotation for each peak of a spectrum and the bins around it.
///
/// *Source:* Laroche and Dolson: *Improved phase vocoder time-scale modification of audio*, 1999: identity phase locking,
/// where a peak is larger than its two neighbours on either side and its region ends at the lowest bin before the next.
struct PhaseLocking: ~Copyable {
  /// What the power around a peak grows by for its phases to start afresh.
  private static let rise: Float = 3

  /// Powers before and after an onset.
  struct Onset {
    var before: [Float]
    var after: [Float]
  }

  /// The bins that are locked.
  let bins: Range<Int>
  /// 1 for each bin that is a peak, else 0.
  private var marks: [Int32]
  /// For each peak its bin, and the lowest bin since the peak before.
  private var peaks: [Int32]
  private var valleys: [Int32]

  /// `bins` are some of a spectrum for `size`.
  init(bins: Range<Int>, size: Int) {
    precondition(bins.lowerBound >= 0 && bins.count >= 8 && bins.upperBound <= size / 2 + 1)
    self.bins = bins
    marks = [Int32](repeating: 0, count: Spectrum.room(size: size))
    peaks = marks
    valleys = marks
  }

  /// For every bin the direction of `turned` at the peak of its region; 1 where an onset starts afresh.
  ///
  /// *Shape:* spectra and powers for `size`.
  mutating func lock(_ turned: Spectrum, power: [Float], onset: Onset?, into rotation: inout Spectrum) {
    precondition(power.count == marks.count && turned.re.count == marks.count && turned.im.count == marks.count)
    precondition(rotation.re.count == marks.count)
    Self.markPeaks(of: power, in: bins, &marks)
    let count = Self.listPeaks(marks, power, in: bins, &peaks, &valleys)
    let (bins, peaks, valleys) = (bins, peaks.span, valleys.span)
    let (re, im) = (turned.re.span, turned.im.span)
    unsafe rotation.withPointers { out in
      var start = bins.lowerBound
      for n in 0..<max(1, count) {
        let peak = count == 0 ? start : unsafe Int(peaks[unchecked: n])
        let end = n &+ 1 < count ? unsafe Int(valleys[unchecked: n &+ 1]) : bins.upperBound
        // The rotations of the peak and of its neighbours in the region are averaged, each by its power.
        var (a, b) = unsafe (re[unchecked: peak], im[unchecked: peak])
        if start < peak { unsafe (a, b) = (a + re[unchecked: peak &- 1], b + im[unchecked: peak &- 1]) }
        if peak &+ 1 < end { unsafe (a, b) = (a + re[unchecked: peak &+ 1], b + im[unchecked: peak &+ 1]) }
        let squared = a * a + b * b
        if squared > .leastNormalMagnitude && !startsAfresh(start, end, onset) {
          let scale = 1 / squared.squareRoot()
          (a, b) = (a * scale, b * scale)
        } else {
          (a, b) = (1, 0)
        }
        // What the last vector writes after the region is written again by the next one.
        var k = start
        while k < end {
          unsafe out.re.store(Lanes(repeating: a), at: k)
          unsafe out.im.store(Lanes(repeating: b), at: k)
          k &+= 4
        }
        start = end
      }
    }
  }

  /// Marks the peaks by 1, all else by 0. After the last bin is room that is 0, and nothing is before the first.
  private static func markPeaks(of power: [Float], in bins: Range<Int>, _ marks: inout [Int32]) {
    let p = power.span
    var marks = marks.mutableSpan
    for k in bins.lowerBound..<max(2, bins.lowerBound) {
      let isPeak = (0..<k).allSatisfy { power[$0] < power[k] } && (k + 1...k + 2).allSatisfy { power[$0] <= power[k] }
      marks[k] = isPeak ? 1 : 0
    }
    for k in max(2, bins.lowerBound)..<bins.upperBound {
      let value = unsafe p[unchecked: k]
      // Products instead of conditions, so that the loop becomes one over vectors.
      unsafe marks[unchecked: k] =
        unsafe (value > p[unchecked: k &- 2] ? 1 : 0) & (value > p[unchecked: k &- 1] ? 1 : 0)
        & (value >= p[unchecked: k &+ 1] ? 1 : 0) & (value >= p[unchecked: k &+ 2] ? 1 : 0)
    }
  }

  /// Lists the peaks and the valleys before them; says how many. Without a branch: there is a peak at every fifth bin or
  /// so, which no processor foresees.
  private static func listPeaks(
    _ marks: [Int32], _ power: [Float], in bins: Range<Int>, _ peaks: inout [Int32], _ valleys: inout [Int32]
  ) -> Int {
    let (p, marks) = (power.span, marks.span)
    var peaks = peaks.mutableSpan
    var valleys = valleys.mutableSpan
    // Powers, which are not negative, are in the order of their bits; the lower bin comes first.
    var lowest = UInt64.max
    var count = 0
    for k in bins {
      let isPeak = unsafe marks[unchecked: k]
      lowest = unsafe min(lowest, UInt64(p[unchecked: k].bitPattern) &<< 32 | UInt64(truncatingIfNeeded: k))
      unsafe peaks[unchecked: count] = Int32(truncatingIfNeeded: k)
      unsafe valleys[unchecked: count] = Int32(truncatingIfNeeded: lowest)
      lowest = isPeak == 1 ? .max : lowest
      count &+= Int(isPeak)
    }
    return count
  }

  private func startsAfresh(_ start: Int, _ end: Int, _ onset: Onset?) -> Bool {
    guard let onset else { return false }
    var (before, after): (Float, Float) = (0, 0)
    for k in start..<end {
      before += onset.before[k]
      after += onset.after[k]
    }
    return after > Self.rise * before
  }
}
