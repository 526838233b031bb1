/// The spectrum of a real signal of N samples, bins 0 to N ÷ 2.
///
/// *Shape:* N ÷ 2 + 4 numbers in each plane, real and imaginary parts; those after bin N ÷ 2 are 0 and fill the last vector.
package struct Spectrum {
  var re: [Float]
  var im: [Float]

  /// All bins the same; `size` is N.
  package init(size: Int, re: Float = 0) {
    self.re = [Float](repeating: re, count: Self.room(size: size))
    im = [Float](repeating: 0, count: Self.room(size: size))
  }

  /// Numbers in each plane.
  static func room(size: Int) -> Int { size / 2 + 4 }
}
