// A sample v becomes v · 2^(bits − 1), rounded to the nearest (ties to even) and limited to
// −2^(bits − 1) … 2^(bits − 1) − 1. Multiples of the format's step are converted exactly.
//
// Adding 1.5 × 2^p, p the stored bits of a floating-point mantissa, makes the processor round; the number's lowest bits
// hold the result then. Unlike a conversion that traps, this vectorises.

/// Frames `start ..< start + count` of the planes as whole numbers of 16 bits, interleaved.
func quantize(_ planes: [[Float]], from start: Int, count: Int, into block: inout [Int16]) {
  // Exact in single precision: the product only changes the exponent, and the sum rounds once.
  let roundsToWhole = 1.5 * Float(1 << 23)
  interleave(planes, from: start, count: count, into: &block) { sample in
    let exact = sample * 32_768
    let raised = exact > -32_768 ? exact : -32_768
    let limited = raised < 32_767 ? raised : 32_767
    return Int16(truncatingIfNeeded: (limited + roundsToWhole).bitPattern)
  }
}

/// Frames `start ..< start + count` of the planes as whole numbers of `bits` bits, in the upper bits of an `Int32`,
/// interleaved.
func quantize(_ planes: [[Float]], from start: Int, count: Int, bits: Int, into block: inout [Int32]) {
  precondition((1...32).contains(bits))
  let scale = Double(UInt64(1) << UInt64(bits - 1))
  let (lowest, highest) = (-scale, scale - 1)
  let shift = Int32(32 - bits)
  let roundsToWhole = 1.5 * Double(1 << 52)
  interleave(planes, from: start, count: count, into: &block) { sample in
    let exact = Double(sample) * scale
    let raised = exact > lowest ? exact : lowest
    let limited = raised < highest ? raised : highest
    return Int32(truncatingIfNeeded: (limited + roundsToWhole).bitPattern) &<< shift
  }
}

extension SampleFormat {
  /// The bits of a whole number; `nil` for floating point, and for codings with losses, which decode to it.
  var bits: Int? {
    switch self {
    case .float, .vorbis, .opus: nil
    case .pcm16: 16
    case .pcm24: 24
    case .pcm32: 32
    }
  }

  var bytesPerSample: Int { (bits ?? 32) / 8 }
}
