/// One rotation for each peak of a spectrum and the bins around it.
///
/// *Source:* Laroche and Dolson: *Improved phase vocoder time-scale modification of audio*, 1999: identity phase locking,
/// where a peak is larger than its two neighbours on either side and its region ends at the lowest bin before the next.
struct PhaseLocking {
  /// Bins on either side of a peak whose rotations are averaged, each by its power.
  private static let spread = 1
  /// What the power around a peak grows by for its phases to start afresh.
  private static let rise: Float = 3

  /// Powers before and after an onset.
  struct Onset {
    var before: [Float]
    var after: [Float]
  }

  /// For every bin the direction of `turned` at the peak of its region; 1 where an onset starts afresh.
  ///
  /// *Shape:* all of one length; `count` bins are used.
  static func lock(
    _ turned: Spectrum, power: [Float], count: Int, onset: Onset?, into rotation: inout Spectrum
  ) {
    precondition(count >= 8 && count <= power.count && count <= turned.re.count && count <= turned.im.count)
    precondition(count <= rotation.re.count && count <= rotation.im.count)
    let p = power.span
    var start = 0
    var peak = -1
    var k = 0
    while k < count {
      guard isPeak(p, k, count) else {
        k &+= 1
        continue
      }
      if peak >= 0 {
        var lowest = peak &+ 1
        var j = lowest &+ 1
        while j < k {
          if unsafe p[unchecked: j] < p[unchecked: lowest] { lowest = j }
          j &+= 1
        }
        set(&rotation, start, lowest, peak, turned, onset)
        start = lowest
      }
      peak = k
      k &+= 3
    }
    set(&rotation, start, count, max(0, peak), turned, onset)
  }

  @inline(__always) private static func isPeak(_ p: borrowing Span<Float>, _ k: Int, _ count: Int) -> Bool {
    let value = unsafe p[unchecked: k]
    guard k >= 2 && k &+ 2 < count else {
      return (max(0, k - 2)..<k).allSatisfy { p[$0] < value } && (k..<min(count, k + 3)).allSatisfy { p[$0] <= value }
    }
    return unsafe value > p[unchecked: k &- 1] && value >= p[unchecked: k &+ 1] && value > p[unchecked: k &- 2]
      && value >= p[unchecked: k &+ 2]
  }

  @inline(__always) private static func set(
    _ rotation: inout Spectrum, _ start: Int, _ end: Int, _ peak: Int, _ turned: Spectrum, _ onset: Onset?
  ) {
    var (re, im): (Float, Float) = (0, 0)
    for k in max(start, peak &- spread)..<min(end, peak &+ spread &+ 1) {
      re += turned.re[k]
      im += turned.im[k]
    }
    let squared = re * re + im * im
    if squared > .leastNormalMagnitude && !startsAfresh(start, end, onset) {
      let scale = 1 / squared.squareRoot()
      (re, im) = (re * scale, im * scale)
    } else {
      (re, im) = (1, 0)
    }
    var out = rotation.re.mutableSpan
    for k in start..<end { unsafe out[unchecked: k] = re }
    out = rotation.im.mutableSpan
    for k in start..<end { unsafe out[unchecked: k] = im }
  }

  private static func startsAfresh(_ start: Int, _ end: Int, _ onset: Onset?) -> Bool {
    guard let onset else { return false }
    var (before, after): (Float, Float) = (0, 0)
    for k in start..<end {
      before += onset.before[k]
      after += onset.after[k]
    }
    return after > rise * before
  }
}
