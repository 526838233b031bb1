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

/// power[k] = |x[k]|², or that more.
func addPower(_ x: Spectrum, to power: inout [Float], isFirst: Bool) {
  let count = power.count
  precondition(x.re.count == count && x.im.count == count)
  let (re, im) = (x.re.span, x.im.span)
  var out = power.mutableSpan
  if isFirst {
    for k in 0..<count { unsafe out[unchecked: k] = squared(re, im, k) }
  } else {
    for k in 0..<count { unsafe out[unchecked: k] += squared(re, im, k) }
  }
}

@inline(__always) private func squared(_ re: borrowing Span<Float>, _ im: borrowing Span<Float>, _ k: Int) -> Float {
  unsafe re[unchecked: k] * re[unchecked: k] + im[unchecked: k] * im[unchecked: k]
}

/// product[k] = x[k] · y*[k] for some bins, or that more.
func addCross(_ x: Spectrum, _ y: Spectrum, _ bins: Range<Int>, to product: inout Spectrum, isFirst: Bool) {
  check(bins, x, y, product)
  let (xRe, xIm, yRe, yIm) = (x.re.span, x.im.span, y.re.span, y.im.span)
  let old: Float = isFirst ? 0 : 1
  unsafe product.withPointers { out in
    for k in bins {
      let (a, b) = unsafe (xRe[unchecked: k], xIm[unchecked: k])
      let (c, d) = unsafe (yRe[unchecked: k], yIm[unchecked: k])
      unsafe out.re[k] = unsafe old * out.re[k] + (a * c + b * d)
      unsafe out.im[k] = unsafe old * out.im[k] + (b * c - a * d)
    }
  }
}

/// product[k] = x[k] · y[k] · weights[k] for some bins.
func multiply(_ x: Spectrum, by y: Spectrum, _ weights: [Float], _ bins: Range<Int>, into product: inout Spectrum) {
  check(bins, x, y, product)
  precondition(weights.count == product.re.count)
  let (xRe, xIm, yRe, yIm) = (x.re.span, x.im.span, y.re.span, y.im.span)
  let weights = weights.span
  unsafe product.withPointers { out in
    for k in bins {
      let (a, b) = unsafe (xRe[unchecked: k], xIm[unchecked: k])
      let (c, d) = unsafe (yRe[unchecked: k] * weights[unchecked: k], yIm[unchecked: k] * weights[unchecked: k])
      unsafe out.re[k] = a * c - b * d
      unsafe out.im[k] = a * d + b * c
    }
  }
}

private func check(_ bins: Range<Int>, _ x: Spectrum, _ y: Spectrum, _ product: Spectrum) {
  precondition(bins.lowerBound >= 0 && bins.upperBound <= product.re.count)
  let count = product.re.count
  precondition(product.im.count == count && x.re.count == count && x.im.count == count)
  precondition(y.re.count == count && y.im.count == count)
}

/// Σ samples[start + i] · weights[i] by lanes; outside of the samples is silence. The weights are a multiple of 16.
func weightedSum(_ samples: [Float], at start: Int, _ weights: [Float]) -> Float {
  let low = min(weights.count, max(0, -start))
  let high = max(low, min(weights.count, samples.count - start))
  var sum: Float = 0
  guard low == 0 && high & 15 == 0 else {
    for i in low..<high { sum += samples[start + i] * weights[i] }
    return sum
  }
  unsafe samples.withBase { x in
    unsafe weights.withBase { w in
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var i = 0
      while i < high {
        let from = start &+ i
        unsafe a += x.lanes(at: from) * w.lanes(at: i)
        unsafe b += x.lanes(at: from &+ 4) * w.lanes(at: i &+ 4)
        unsafe c += x.lanes(at: from &+ 8) * w.lanes(at: i &+ 8)
        unsafe d += x.lanes(at: from &+ 12) * w.lanes(at: i &+ 12)
        i &+= 16
      }
      sum = ((a + b) + (c + d)).sum()
    }
  }
  return sum
}

/// target[i] += Σ samples[i ÷ factor + m] · weights[i mod factor + weights.count − m · factor], m from 1 on: `factor`
/// frames for each sample, which is the first of those that the weights reach.
func addInterpolated(_ samples: [Float], by factor: Int, _ weights: [Float], into target: inout [Float]) {
  let reach = weights.count / factor
  let count = target.count
  let blockCount = (count + factor - 1) / factor
  precondition(weights.count == reach * factor && blockCount + reach <= samples.count)
  unsafe target.withMutableBase { out in
    unsafe samples.withBase { x in
      unsafe weights.withBase { w in
        for block in 0..<blockCount {
          let start = block &* factor
          let whole = start &+ factor <= count ? factor & ~7 : 0
          var p = 0
          while p < whole {
            var (a, b) = (Lanes.zero, Lanes.zero)
            var (m, at) = (1, p &+ (reach &- 1) &* factor)
            while m <= reach {
              let sample = unsafe x[block &+ m]
              unsafe a += sample * w.lanes(at: at)
              unsafe b += sample * w.lanes(at: at &+ 4)
              m &+= 1
              at &-= factor
            }
            let to = start &+ p
            unsafe out.store(out.lanes(at: to) + a, at: to)
            unsafe out.store(out.lanes(at: to &+ 4) + b, at: to &+ 4)
            p &+= 8
          }
          for p in whole..<min(factor, count &- start) {
            var sum: Float = 0
            for m in 1...reach { unsafe sum += x[block &+ m] * w[p &+ (reach &- m) &* factor] }
            unsafe out[start &+ p] += sum
          }
        }
      }
    }
  }
}
