/// A second-order filter in the transposed direct form II, in double precision.
struct Biquad {
  private let b: (Double, Double, Double)
  private let a: (Double, Double)
  private var state = (0.0, 0.0)

  /// A filter of any coefficients; they are divided by a₀.
  init(b: (Double, Double, Double), a: (Double, Double, Double)) {
    self.b = (b.0 / a.0, b.1 / a.0, b.2 / a.0)
    self.a = (a.1 / a.0, a.2 / a.0)
  }

  mutating func filter(_ input: Double) -> Double {
    let output = b.0 * input + state.0
    state.0 = b.1 * input - a.0 * output + state.1
    state.1 = b.2 * input - a.1 * output
    return output
  }
}
