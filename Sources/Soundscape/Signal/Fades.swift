/// The rising quarter sine of a fade-in: sin(π/2 · i ÷ (count − 1)) for i in 0 ..< count.
///
/// As `sin(linspace(0, π/2, count))`: the first value is 0, the last 1; a single value is 0.
func fadeRamp(_ count: Int) -> [Float] {
  guard count > 1 else { return Array(repeating: 0, count: max(count, 0)) }
  let step = Double.pi / 2 / Double(count - 1)
  return (0..<count).map { Float(Math.sine(Double($0) * step)) }
}
