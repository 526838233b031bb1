// Loops of the phase vocoder over windows and spectra. Lengths are checked once, so that the loops vectorise.

/// target[i] = source[start + i] · window[i]; outside of the source is silence.
func takeWindow(_ source: [Float], at start: Int, _ window: [Float], into target: inout [Float]) {
  let size = window.count
  precondition(target.count == size)
  let low = min(size, max(0, -start))
  let high = max(low, min(size, source.count - start))
  let (samples, weights) = (source.span, window.span)
  var out = target.mutableSpan
  for i in 0..<low { unsafe out[unchecked: i] = 0 }
  for i in low..<high { unsafe out[unchecked: i] = unsafe samples[unchecked: start &+ i] * weights[unchecked: i] }
  for i in high..<size { unsafe out[unchecked: i] = 0 }
}

/// target[start + i] += source[i] · window[i], where the target has such a frame.
func addWindow(_ source: [Float], _ window: [Float], into target: inout [Float], at start: Int) {
  let size = window.count
  precondition(source.count == size)
  let low = min(size, max(0, -start))
  let high = max(low, min(size, target.count - start))
  let (samples, weights) = (source.span, window.span)
  var out = target.mutableSpan
  for i in low..<high {
    unsafe out[unchecked: start &+ i] += unsafe samples[unchecked: i] * weights[unchecked: i]
  }
}

/// values[k] = 0.
func silence(_ values: inout [Float]) {
  var out = values.mutableSpan
  for k in 0..<out.count { unsafe out[unchecked: k] = 0 }
}

/// power[k] += |x[k]|².
func addPower(_ x: Spectrum, to power: inout [Float]) {
  let count = power.count
  precondition(x.re.count == count && x.im.count == count)
  let (re, im) = (x.re.span, x.im.span)
  var out = power.mutableSpan
  for k in 0..<count {
    let (a, b) = unsafe (re[unchecked: k], im[unchecked: k])
    unsafe out[unchecked: k] += a * a + b * b
  }
}

/// product[k] += x[k] · y*[k].
func addCross(_ x: Spectrum, _ y: Spectrum, to product: inout Spectrum) {
  let count = product.re.count
  precondition(product.im.count == count && x.re.count == count && x.im.count == count)
  precondition(y.re.count == count && y.im.count == count)
  let (xRe, xIm, yRe, yIm) = (x.re.span, x.im.span, y.re.span, y.im.span)
  var re = product.re.mutableSpan
  for k in 0..<count {
    unsafe re[unchecked: k] += unsafe xRe[unchecked: k] * yRe[unchecked: k] + xIm[unchecked: k] * yIm[unchecked: k]
  }
  var im = product.im.mutableSpan
  for k in 0..<count {
    unsafe im[unchecked: k] += unsafe xIm[unchecked: k] * yRe[unchecked: k] - xRe[unchecked: k] * yIm[unchecked: k]
  }
}

/// product[k] = x[k] · y[k] · weights[k].
func multiply(_ x: Spectrum, by y: Spectrum, _ weights: [Float], into product: inout Spectrum) {
  let count = product.re.count
  precondition(product.im.count == count && x.re.count == count && x.im.count == count)
  precondition(y.re.count == count && y.im.count == count && weights.count == count)
  let (xRe, xIm, yRe, yIm) = (x.re.span, x.im.span, y.re.span, y.im.span)
  let weights = weights.span
  var re = product.re.mutableSpan
  for k in 0..<count {
    unsafe re[unchecked: k] =
      unsafe (xRe[unchecked: k] * yRe[unchecked: k] - xIm[unchecked: k] * yIm[unchecked: k]) * weights[unchecked: k]
  }
  var im = product.im.mutableSpan
  for k in 0..<count {
    unsafe im[unchecked: k] =
      unsafe (xRe[unchecked: k] * yIm[unchecked: k] + xIm[unchecked: k] * yRe[unchecked: k]) * weights[unchecked: k]
  }
}

/// Σ samples[start + i] · weights[i] by lanes; outside of the samples is silence. The weights are a multiple of eight.
func weightedSum(_ samples: [Float], at start: Int, _ weights: [Float]) -> Float {
  let low = min(weights.count, max(0, -start))
  let high = max(low, min(weights.count, samples.count - start))
  let (x, w) = (samples.span, weights.span)
  var sum: Float = 0
  guard low == 0 && high & 7 == 0 else {
    for i in low..<high { sum += unsafe x[unchecked: start &+ i] * w[unchecked: i] }
    return sum
  }
  var lanes = SIMD8<Float>.zero
  for i in stride(from: 0, to: high, by: 8) { lanes += eight(of: x, at: start &+ i) * eight(of: w, at: i) }
  return lanes.sum()
}

/// target[start + i] += weights[i] · factor, where the target has such a frame.
func addScaled(_ weights: [Float], by factor: Float, into target: inout [Float], at start: Int) {
  let low = min(weights.count, max(0, -start))
  let high = max(low, min(weights.count, target.count - start))
  let weights = weights.span
  var out = target.mutableSpan
  for i in low..<high { unsafe out[unchecked: start &+ i] += unsafe weights[unchecked: i] * factor }
}
