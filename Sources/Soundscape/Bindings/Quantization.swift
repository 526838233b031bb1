/// Frames `start ..< start + out.count` of a plane as whole numbers of `bits` bits, in the upper bits of an `Int32`.
///
/// A sample v becomes v · 2^(bits − 1), rounded to the nearest (ties to even) and limited to
/// −2^(bits − 1) … 2^(bits − 1) − 1. Multiples of the format's step come through exactly.
///
/// A double of 1.5 × 2⁵² and a small number holds that number, rounded, in its lowest bits: unlike a conversion that
/// traps, this vectorises.
func quantize(_ plane: [Float], from start: Int, bits: Int, into out: inout [Int32]) {
  precondition((1...32).contains(bits) && start >= 0 && start + out.count <= plane.count)
  let scale = Double(UInt64(1) << UInt64(bits - 1))
  let (lowest, highest) = (-scale, scale - 1)
  let shift = Int32(32 - bits)
  let roundsToWhole = 1.5 * Double(1 << 52)
  let samples = plane.span
  var target = out.mutableSpan
  for i in 0..<target.count {
    let exact = Double(unsafe samples[unchecked: start + i]) * scale
    let raised = exact > lowest ? exact : lowest
    let limited = raised < highest ? raised : highest
    let whole = Int32(truncatingIfNeeded: (limited + roundsToWhole).bitPattern)
    unsafe target[unchecked: i] = whole &<< shift
  }
}

extension SampleFormat {
  /// The bits of a whole number; `nil` for floating point.
  var bits: Int? {
    switch self {
    case .float: nil
    case .pcm16: 16
    case .pcm24: 24
    case .pcm32: 32
    }
  }

  var bytesPerSample: Int { (bits ?? 32) / 8 }
}
