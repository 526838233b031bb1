// The loops of the Fourier transform over four lanes of 32 bits: what every processor of today has. Complex numbers are
// in two planes, real and imaginary parts, so that a butterfly is plain arithmetic on vectors without any shuffle.

typealias Lanes = SIMD4<Float>

extension UnsafeMutablePointer<Float> {
  @inline(__always) func lanes(at i: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + i).loadUnaligned(as: Lanes.self)
  }
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
  @inline(__always) var backwards: Self { Self(self[3], self[2], self[1], self[0]) }
}

/// Real and imaginary parts of complex numbers.
@unsafe struct SplitPointer {
  var re: UnsafeMutablePointer<Float>
  var im: UnsafeMutablePointer<Float>
  var swapped: Self { unsafe Self(re: im, im: re) }
}

@inline(__always) private func transpose(
  _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes
) -> (Lanes, Lanes, Lanes, Lanes) {
  let ab = (Lanes(a[0], b[0], a[1], b[1]), Lanes(a[2], b[2], a[3], b[3]))
  let cd = (Lanes(c[0], d[0], c[1], d[1]), Lanes(c[2], d[2], c[3], d[3]))
  return (
    Lanes(lowHalf: ab.0.lowHalf, highHalf: cd.0.lowHalf), Lanes(lowHalf: ab.0.highHalf, highHalf: cd.0.highHalf),
    Lanes(lowHalf: ab.1.lowHalf, highHalf: cd.1.lowHalf), Lanes(lowHalf: ab.1.highHalf, highHalf: cd.1.highHalf)
  )
}

/// The sums of a butterfly of four, before its twiddle factors.
@inline(__always) private func butterfly(
  _ ar: Lanes, _ ai: Lanes, _ br: Lanes, _ bi: Lanes, _ cr: Lanes, _ ci: Lanes, _ dr: Lanes, _ di: Lanes
) -> (r0: Lanes, i0: Lanes, r1: Lanes, i1: Lanes, r2: Lanes, i2: Lanes, r3: Lanes, i3: Lanes) {
  let (sr, si, tr, ti) = (ar + cr, ai + ci, ar - cr, ai - ci)
  let (ur, ui, vr, vi) = (br + dr, bi + di, br - dr, bi - di)
  return (sr + ur, si + ui, tr + vi, ti - vr, sr - ur, si - ui, tr - vi, ti + vr)
}

/// The first stage, whose groups are of one number: the lanes are neighbouring butterflies, transposed at the end.
@inline(__always) func firstStage(
  _ x: SplitPointer, into y: SplitPointer, count: Int, twiddles: UnsafePointer<Float>
) {
  let quarter = count / 4
  var p = 0
  while p < quarter {
    let t = unsafe twiddles + 6 &* p
    let b = unsafe butterfly(
      x.re.lanes(at: p), x.im.lanes(at: p), x.re.lanes(at: p &+ quarter), x.im.lanes(at: p &+ quarter),
      x.re.lanes(at: p &+ 2 &* quarter), x.im.lanes(at: p &+ 2 &* quarter),
      x.re.lanes(at: p &+ 3 &* quarter), x.im.lanes(at: p &+ 3 &* quarter))
    let (c1, s1) = unsafe (t.lanes(at: 0), t.lanes(at: 4))
    let (c2, s2) = unsafe (t.lanes(at: 8), t.lanes(at: 12))
    let (c3, s3) = unsafe (t.lanes(at: 16), t.lanes(at: 20))
    let re = transpose(b.r0, b.r1 * c1 - b.i1 * s1, b.r2 * c2 - b.i2 * s2, b.r3 * c3 - b.i3 * s3)
    let im = transpose(b.i0, b.r1 * s1 + b.i1 * c1, b.r2 * s2 + b.i2 * c2, b.r3 * s3 + b.i3 * c3)
    unsafe y.re.store(re.0, at: 4 &* p)
    unsafe y.re.store(re.1, at: 4 &* p &+ 4)
    unsafe y.re.store(re.2, at: 4 &* p &+ 8)
    unsafe y.re.store(re.3, at: 4 &* p &+ 12)
    unsafe y.im.store(im.0, at: 4 &* p)
    unsafe y.im.store(im.1, at: 4 &* p &+ 4)
    unsafe y.im.store(im.2, at: 4 &* p &+ 8)
    unsafe y.im.store(im.3, at: 4 &* p &+ 12)
    p &+= 4
  }
}

/// A stage of butterflies of four on groups of `stride` numbers, a multiple of four; `count` is the length of the
/// transforms that remain.
@inline(__always) func middleStage(
  _ x: SplitPointer, into y: SplitPointer, count: Int, stride: Int, twiddles: UnsafePointer<Float>
) {
  let quarter = count / 4
  let step = stride &* quarter
  for p in 0..<quarter {
    let t = unsafe twiddles + 6 &* p
    let (c1, s1) = unsafe (Lanes(repeating: t[0]), Lanes(repeating: t[1]))
    let (c2, s2) = unsafe (Lanes(repeating: t[2]), Lanes(repeating: t[3]))
    let (c3, s3) = unsafe (Lanes(repeating: t[4]), Lanes(repeating: t[5]))
    var from = stride &* p
    var to = 4 &* from
    let end = from &+ stride
    while from < end {
      let b = unsafe butterfly(
        x.re.lanes(at: from), x.im.lanes(at: from), x.re.lanes(at: from &+ step), x.im.lanes(at: from &+ step),
        x.re.lanes(at: from &+ 2 &* step), x.im.lanes(at: from &+ 2 &* step),
        x.re.lanes(at: from &+ 3 &* step), x.im.lanes(at: from &+ 3 &* step))
      unsafe y.re.store(b.r0, at: to)
      unsafe y.im.store(b.i0, at: to)
      unsafe y.re.store(b.r1 * c1 - b.i1 * s1, at: to &+ stride)
      unsafe y.im.store(b.r1 * s1 + b.i1 * c1, at: to &+ stride)
      unsafe y.re.store(b.r2 * c2 - b.i2 * s2, at: to &+ 2 &* stride)
      unsafe y.im.store(b.r2 * s2 + b.i2 * c2, at: to &+ 2 &* stride)
      unsafe y.re.store(b.r3 * c3 - b.i3 * s3, at: to &+ 3 &* stride)
      unsafe y.im.store(b.r3 * s3 + b.i3 * c3, at: to &+ 3 &* stride)
      from &+= 4
      to &+= 4
    }
  }
}

/// The last stage, whose twiddle factors are all 1: butterflies of four, or of two for odd powers of two.
@inline(__always) func lastStage(_ x: SplitPointer, into y: SplitPointer, count: Int, stride: Int) {
  var i = 0
  while i < stride {
    if count == 4 {
      let b = unsafe butterfly(
        x.re.lanes(at: i), x.im.lanes(at: i), x.re.lanes(at: i &+ stride), x.im.lanes(at: i &+ stride),
        x.re.lanes(at: i &+ 2 &* stride), x.im.lanes(at: i &+ 2 &* stride),
        x.re.lanes(at: i &+ 3 &* stride), x.im.lanes(at: i &+ 3 &* stride))
      unsafe y.re.store(b.r0, at: i)
      unsafe y.im.store(b.i0, at: i)
      unsafe y.re.store(b.r1, at: i &+ stride)
      unsafe y.im.store(b.i1, at: i &+ stride)
      unsafe y.re.store(b.r2, at: i &+ 2 &* stride)
      unsafe y.im.store(b.i2, at: i &+ 2 &* stride)
      unsafe y.re.store(b.r3, at: i &+ 3 &* stride)
      unsafe y.im.store(b.i3, at: i &+ 3 &* stride)
    } else {
      let (ar, ai) = unsafe (x.re.lanes(at: i), x.im.lanes(at: i))
      let (br, bi) = unsafe (x.re.lanes(at: i &+ stride), x.im.lanes(at: i &+ stride))
      unsafe y.re.store(ar + br, at: i)
      unsafe y.im.store(ai + bi, at: i)
      unsafe y.re.store(ar - br, at: i &+ stride)
      unsafe y.im.store(ai - bi, at: i &+ stride)
    }
    i &+= 4
  }
}

/// Even samples as real, odd ones as imaginary parts.
@inline(__always) func separate(_ samples: UnsafePointer<Float>, into z: SplitPointer, half: Int) {
  var i = 0
  while i < half {
    let (x, y) = unsafe (samples.lanes(at: 2 &* i), samples.lanes(at: 2 &* i &+ 4))
    unsafe z.re.store(Lanes(lowHalf: x.evenHalf, highHalf: y.evenHalf), at: i)
    unsafe z.im.store(Lanes(lowHalf: x.oddHalf, highHalf: y.oddHalf), at: i)
    i &+= 4
  }
}

/// The inverse of `separate`, with a factor.
@inline(__always) func interleave(
  _ z: SplitPointer, into samples: UnsafeMutablePointer<Float>, half: Int, scale: Float
) {
  var i = 0
  while i < half {
    let (x, y) = unsafe (z.re.lanes(at: i) * scale, z.im.lanes(at: i) * scale)
    unsafe samples.store(Lanes(x[0], y[0], x[1], y[1]), at: 2 &* i)
    unsafe samples.store(Lanes(x[2], y[2], x[3], y[3]), at: 2 &* i &+ 4)
    i &+= 4
  }
}

/// The spectrum of a real signal from the transform of its even and odd samples, in place.
///
/// X[k] = (Z[k] + Z*[M − k]) ÷ 2 − i w^k (Z[k] − Z*[M − k]) ÷ 2, w = e^(−2πi ÷ N), M = N ÷ 2. Bins k and M − k are made
/// together, from both ends.
@inline(__always) func splitSpectrum(
  _ x: SplitPointer, half: Int, cosines: UnsafePointer<Float>, sines: UnsafePointer<Float>
) {
  let (re0, im0) = unsafe (x.re[0], x.im[0])
  let middle = half / 2
  let (middleRe, middleIm) = unsafe (x.re[middle], x.im[middle])
  var k = 1
  while k < middle {
    // The last vectors of both ends overlap in the middle, so both are read before either is written.
    let mirror = half &- k &- 3
    let (ar, ai) = unsafe (x.re.lanes(at: k), x.im.lanes(at: k))
    let (br, bi) = unsafe (x.re.lanes(at: mirror).backwards, x.im.lanes(at: mirror).backwards)
    let (er, ei) = ((ar + br) * 0.5, (ai - bi) * 0.5)
    let (or, oi) = ((ai + bi) * 0.5, (br - ar) * 0.5)
    let (c, s) = unsafe (cosines.lanes(at: k), sines.lanes(at: k))
    let (tr, ti) = (or * c - oi * s, or * s + oi * c)
    unsafe x.re.store((er - tr).backwards, at: mirror)
    unsafe x.im.store((ti - ei).backwards, at: mirror)
    unsafe x.re.store(er + tr, at: k)
    unsafe x.im.store(ei + ti, at: k)
    k &+= 4
  }
  unsafe x.re[middle] = middleRe
  unsafe x.im[middle] = -middleIm
  unsafe x.re[0] = re0 + im0
  unsafe x.im[0] = 0
  unsafe x.re.store(Lanes(re0 - im0, 0, 0, 0), at: half)
  unsafe x.im.store(.zero, at: half)
}

/// Twice the inverse of `splitSpectrum`, from a spectrum to the transform of even and odd samples.
@inline(__always) func joinSpectrum(
  re: UnsafePointer<Float>, im: UnsafePointer<Float>, into z: SplitPointer, half: Int,
  cosines: UnsafePointer<Float>, sines: UnsafePointer<Float>
) {
  let middle = half / 2
  var k = 1
  while k < middle {
    let mirror = half &- k &- 3
    let (ar, ai) = unsafe (re.lanes(at: k), im.lanes(at: k))
    let (br, bi) = unsafe (re.lanes(at: mirror).backwards, im.lanes(at: mirror).backwards)
    let (er, ei) = (ar + br, ai - bi)
    let (tr, ti) = (ar - br, ai + bi)
    let (c, s) = unsafe (cosines.lanes(at: k), sines.lanes(at: k))
    // Times e^(+2πi k ÷ N), the other way round.
    let (or, oi) = (tr * c + ti * s, ti * c - tr * s)
    unsafe z.re.store((er + oi).backwards, at: mirror)
    unsafe z.im.store((or - ei).backwards, at: mirror)
    unsafe z.re.store(er - oi, at: k)
    unsafe z.im.store(ei + or, at: k)
    k &+= 4
  }
  unsafe z.re[middle] = 2 * re[middle]
  unsafe z.im[middle] = -2 * im[middle]
  unsafe z.re[0] = re[0] + re[half]
  unsafe z.im[0] = re[0] - re[half]
}
