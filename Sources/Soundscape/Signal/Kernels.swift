// The inner loops, as free functions over spans: in this form they vectorise (0.10–0.13 ns a sample, where the same
// loop over a stored array takes 0.64).

/// Adds `source` to `target`, beginning at frame `offset` of the target; what is past its end is left out.
func accumulate(_ source: borrowing Span<Float>, into target: inout MutableSpan<Float>, at offset: Int) {
  precondition(offset >= 0)
  let count = min(source.count, target.count - offset)
  guard count > 0 else { return }
  for i in 0..<count { target[offset + i] += source[i] }
}

/// Adds the absolute values of `source` to `target`, beginning at frame `offset` of the target.
func accumulateMagnitudes(_ source: borrowing Span<Float>, into target: inout MutableSpan<Float>, at offset: Int) {
  precondition(offset >= 0)
  let count = min(source.count, target.count - offset)
  guard count > 0 else { return }
  for i in 0..<count { target[offset + i] += source[i].magnitude }
}

/// Multiplies each sample by a factor.
func multiply(_ samples: inout MutableSpan<Float>, by factor: Float) {
  for i in 0..<samples.count { samples[i] *= factor }
}

/// Multiplies samples by factors on straight lines through `factors`, which are for every `step`th sample from the first on
/// and for the one after the last.
func multiply(_ samples: inout [Float], byLinesThrough factors: [Float], step: Int) {
  var out = samples.mutableSpan
  for start in stride(from: 0, to: out.count, by: step) {
    let (first, next) = (factors[start / step], factors[start / step + 1])
    if first == 1 && next == 1 { continue }
    let slope = (next - first) / Float(step)
    for i in 0..<min(step, out.count - start) { out[start + i] *= first + slope * Float(i) }
  }
}

/// Cuts samples off that are above `most` or below −`most`.
func limit(_ samples: inout [Float], to most: Float) {
  var out = samples.mutableSpan
  for i in 0..<out.count { out[i] = out[i].clamped(to: -most...most) }
}

/// Multiplies each sample by a factor, and rounds it to the nearest multiple of `step` (ties to even).
///
/// `step` is a power of two, so that neither the division nor the product rounds a second time. Adding and taking away
/// 1.5 × 2⁵² makes the processor itself round a double to a whole number: it vectorises where `rounded()`, on the
/// baseline x86-64, is a call of the C library for every sample.
func multiply(_ samples: inout MutableSpan<Float>, by factor: Float, roundingToMultiplesOf step: Float) {
  let inverse = 1 / Double(step)
  let size = Double(step)
  let roundsToWhole = 1.5 * Double(1 << 52)
  for i in 0..<samples.count {
    // The product is rounded as by itself.
    let scaled = Double(samples[i] * factor)
    samples[i] = Float(((scaled * inverse + roundsToWhole) - roundsToWhole) * size)
  }
}

/// The largest absolute sample; 0 for none. A NaN counts as infinite, so it cannot pass a check of the level.
///
/// Magnitudes are in the order of their bits, read as whole numbers, and a NaN's are above those of infinity: whole
/// numbers vectorise where a maximum of floats, which must look at each for NaN, takes eight times as long.
func peakMagnitude(of samples: borrowing Span<Float>) -> Float {
  var most: Int32 = 0
  for i in 0..<samples.count {
    let bits = Int32(truncatingIfNeeded: samples[i].magnitude.bitPattern)
    most = bits > most ? bits : most
  }
  let peak = Float(bitPattern: UInt32(most))
  return peak.isNaN ? .infinity : peak
}

/// The sum of squares, in double precision, added to that of the samples before.
func energy(of samples: borrowing Span<Float>, after before: Double = 0) -> Double {
  var sum = before
  for i in 0..<samples.count { sum += Double(samples[i]) * Double(samples[i]) }
  return sum
}
