// Between the spectrum of a real signal and the transform of its even and odd samples as complex numbers.

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

/// Real parts as even samples, imaginary ones as odd samples, with a factor.
@inline(__always) func interleave(
  _ z: SplitPointer, into samples: UnsafeMutablePointer<Float>, half: Int, scale: Float
) {
  var i = 0
  while i < half {
    let (x, y) = unsafe (z.re.lanes(at: i), z.im.lanes(at: i))
    unsafe samples.store(Lanes(x[0], y[0], x[1], y[1]) * scale, at: 2 &* i)
    unsafe samples.store(Lanes(x[2], y[2], x[3], y[3]) * scale, at: 2 &* i &+ 4)
    i &+= 4
  }
}
