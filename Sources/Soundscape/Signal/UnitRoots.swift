/// e^(−2πi k ÷ count) for k from 0 up to count − 1, a power of two.
///
/// Made by halving angles and adding them, with square roots, products and sums only, which IEEE 754 rounds in one way:
/// the C library's sine differs between systems in its last bit.
struct UnitRoots {
  private(set) var cosines: [Double]
  private(set) var sines: [Double]

  init(count: Int) {
    precondition(count >= 1 && count & (count - 1) == 0, "a power of two")
    // The roots of order 2, 4, 8, …: cos(a/2) = √((1 + cos a) ÷ 2), sin(a/2) = sin a ÷ (2 cos(a/2)).
    var halves: [(cosine: Double, sine: Double)] = [(-1, 0), (0, -1)]
    while 1 << halves.count < count {
      let (cosine, sine) = halves[halves.count - 1]
      let half = ((1 + cosine) / 2).squareRoot()
      halves.append((half, sine / (2 * half)))
    }
    (cosines, sines) = ([1], [0])
    var order = count
    var bit = 0
    while order > 1 {
      bit += 1
      order /= 2
    }
    // root(k + 2^j) = root(k) · root(2^j).
    for level in 0..<bit {
      let (cosine, sine) = halves[bit - level - 1]
      for k in 0..<(1 << level) {
        cosines.append(cosines[k] * cosine - sines[k] * sine)
        sines.append(cosines[k] * sine + sines[k] * cosine)
      }
    }
  }
}
