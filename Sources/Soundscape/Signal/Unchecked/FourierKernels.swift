// The loops of the Fourier transform over four lanes of 32 bits: what every processor of today has. Complex numbers are
// in two planes, real and imaginary parts, so that a butterfly is plain arithmetic on vectors. Lanes are exchanged right
// after loads, or as whole numbers: exchanged after arithmetic, the compiler does that arithmetic lane by lane.

typealias Lanes = SIMD4<Float>

extension UnsafeMutablePointer<Float> {
  @inline(__always) func lanes(at i: Int) -> Lanes { unsafe UnsafePointer(self).lanes(at: i) }
  @inline(__always) func store(_ lanes: Lanes, at i: Int) {
    unsafe UnsafeMutableRawPointer(self + i).storeBytes(of: lanes, as: Lanes.self)
  }
}

extension UnsafePointer<Float> {
  @inline(__always) func lanes(at i: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + i).loadUnaligned(as: Lanes.self)
  }
}

extension SIMD4<Float> {
  @inline(__always) var backwards: Self {
    let pairs = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    let swapped = SIMD2(pairs[1], pairs[0])
    return unsafe unsafeBitCast((swapped &<< 32) | (swapped &>> 32), to: Self.self)
  }
}

/// Real and imaginary parts of complex numbers.
@unsafe struct SplitPointer {
  var re: UnsafeMutablePointer<Float>
  var im: UnsafeMutablePointer<Float>
  var swapped: Self { unsafe Self(re: im, im: re) }
}

/// The twiddle factors of a butterfly of four: those of numbers 1 to 3.
struct Twiddles {
  var (c1, s1, c2, s2, c3, s3): (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes)

  /// The same for all lanes, from six numbers.
  @inline(__always) init(repeating t: UnsafePointer<Float>) {
    unsafe (c1, s1) = (Lanes(repeating: t[0]), Lanes(repeating: t[1]))
    unsafe (c2, s2) = (Lanes(repeating: t[2]), Lanes(repeating: t[3]))
    unsafe (c3, s3) = (Lanes(repeating: t[4]), Lanes(repeating: t[5]))
  }

  /// Each lane its own, from six vectors.
  @inline(__always) init(_ t: UnsafePointer<Float>) {
    unsafe (c1, s1) = (t.lanes(at: 0), t.lanes(at: 4))
    unsafe (c2, s2) = (t.lanes(at: 8), t.lanes(at: 12))
    unsafe (c3, s3) = (t.lanes(at: 16), t.lanes(at: 20))
  }
}

/// Four complex numbers a lane.
struct Four {
  var (r0, r1, r2, r3): (Lanes, Lanes, Lanes, Lanes)
  var (i0, i1, i2, i3): (Lanes, Lanes, Lanes, Lanes)

  /// Numbers that are `step` apart.
  @inline(__always) init(_ x: SplitPointer, at i: Int, step: Int) {
    unsafe (r0, r1) = (x.re.lanes(at: i), x.re.lanes(at: i &+ step))
    unsafe (r2, r3) = (x.re.lanes(at: i &+ 2 &* step), x.re.lanes(at: i &+ 3 &* step))
    unsafe (i0, i1) = (x.im.lanes(at: i), x.im.lanes(at: i &+ step))
    unsafe (i2, i3) = (x.im.lanes(at: i &+ 2 &* step), x.im.lanes(at: i &+ 3 &* step))
  }

  /// Even samples as real, odd ones as imaginary parts.
  @inline(__always) init(_ samples: UnsafePointer<Float>, at i: Int, step: Int) {
    unsafe (r0, i0) = separated(samples, at: i)
    unsafe (r1, i1) = separated(samples, at: i &+ step)
    unsafe (r2, i2) = separated(samples, at: i &+ 2 &* step)
    unsafe (r3, i3) = separated(samples, at: i &+ 3 &* step)
  }

  /// Number k of a lane becomes number `lane` of lane k.
  @inline(__always) mutating func transpose() {
    (r0, r1, r2, r3) = transposed(r0, r1, r2, r3)
    (i0, i1, i2, i3) = transposed(i0, i1, i2, i3)
  }

  @inline(__always) mutating func turn(by t: Twiddles) {
    (r1, i1) = (r1 * t.c1 - i1 * t.s1, r1 * t.s1 + i1 * t.c1)
    (r2, i2) = (r2 * t.c2 - i2 * t.s2, r2 * t.s2 + i2 * t.c2)
    (r3, i3) = (r3 * t.c3 - i3 * t.s3, r3 * t.s3 + i3 * t.c3)
  }

  /// Stores the transform of the four.
  @inline(__always) func storeButterfly(_ y: SplitPointer, at i: Int, step: Int) {
    let (sr, si, tr, ti) = (r0 + r2, i0 + i2, r0 - r2, i0 - i2)
    let (ur, ui, vr, vi) = (r1 + r3, i1 + i3, r1 - r3, i1 - i3)
    unsafe y.re.store(sr + ur, at: i)
    unsafe y.im.store(si + ui, at: i)
    unsafe y.re.store(tr + vi, at: i &+ step)
    unsafe y.im.store(ti - vr, at: i &+ step)
    unsafe y.re.store(sr - ur, at: i &+ 2 &* step)
    unsafe y.im.store(si - ui, at: i &+ 2 &* step)
    unsafe y.re.store(tr - vi, at: i &+ 3 &* step)
    unsafe y.im.store(ti + vr, at: i &+ 3 &* step)
  }
}

@inline(__always) private func transposed(
  _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes
) -> (Lanes, Lanes, Lanes, Lanes) {
  (
    Lanes(a[0], b[0], c[0], d[0]), Lanes(a[1], b[1], c[1], d[1]), Lanes(a[2], b[2], c[2], d[2]),
    Lanes(a[3], b[3], c[3], d[3])
  )
}

/// Four even and four odd samples, from sample 2 · i on.
@inline(__always) private func separated(_ samples: UnsafePointer<Float>, at i: Int) -> (Lanes, Lanes) {
  let (x, y) = unsafe (samples.lanes(at: 2 &* i), samples.lanes(at: 2 &* i &+ 4))
  return (Lanes(x[0], x[2], y[0], y[2]), Lanes(x[1], x[3], y[1], y[3]))
}

/// Transforms of four numbers each, `count` ÷ 4 apart.
@inline(__always) func firstStage(into y: SplitPointer, count: Int, load: (_ i: Int, _ step: Int) -> Four) {
  let step = count / 4
  var i = 0
  while i < step {
    unsafe load(i, step).storeButterfly(y, at: i, step: step)
    i &+= 4
  }
}

/// Transforms of two numbers each, `count` ÷ 2 apart: pairs of a four.
@inline(__always) func firstStageOfTwo(into y: SplitPointer, count: Int, load: (_ i: Int, _ step: Int) -> Four) {
  let quarter = count / 4
  var i = 0
  while i < quarter {
    let x = load(i, quarter)
    unsafe y.re.store(x.r0 + x.r2, at: i)
    unsafe y.im.store(x.i0 + x.i2, at: i)
    unsafe y.re.store(x.r1 + x.r3, at: i &+ quarter)
    unsafe y.im.store(x.i1 + x.i3, at: i &+ quarter)
    unsafe y.re.store(x.r0 - x.r2, at: i &+ 2 &* quarter)
    unsafe y.im.store(x.i0 - x.i2, at: i &+ 2 &* quarter)
    unsafe y.re.store(x.r1 - x.r3, at: i &+ 3 &* quarter)
    unsafe y.im.store(x.i1 - x.i3, at: i &+ 3 &* quarter)
    i &+= 4
  }
}

/// From transforms of `count` ÷ 4 to transforms of `count` numbers, of which there are `stride`, a multiple of four.
@inline(__always) func middleStage(
  _ x: SplitPointer, into y: SplitPointer, count: Int, stride: Int, twiddles: UnsafePointer<Float>
) {
  let quarter = count / 4
  let step = stride &* quarter
  for p in 0..<quarter {
    let t = unsafe Twiddles(repeating: twiddles + 6 &* p)
    var to = stride &* p
    var from = 4 &* to
    let end = to &+ stride
    while to < end {
      var four = unsafe Four(x, at: from, step: stride)
      four.turn(by: t)
      unsafe four.storeButterfly(y, at: to, step: step)
      from &+= 4
      to &+= 4
    }
  }
}

/// The last stage, to one transform of `count` numbers: the lanes are neighbouring butterflies, each four numbers in a row.
@inline(__always) func lastStage(
  _ x: SplitPointer, into y: SplitPointer, count: Int, twiddles: UnsafePointer<Float>
) {
  let quarter = count / 4
  var p = 0
  while p < quarter {
    var four = unsafe Four(x, at: 4 &* p, step: 4)
    four.transpose()
    unsafe four.turn(by: Twiddles(twiddles + 6 &* p))
    unsafe four.storeButterfly(y, at: p, step: quarter)
    p &+= 4
  }
}
