#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The one place where the C mathematics library is imported.
///
/// Everything else calls these names, so that another platform's library, or a vectorised one, is a change in one file.
enum Math {
  static func sine(_ x: Double) -> Double { sin(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
  static func naturalLog(_ x: Double) -> Double { log(x) }
  static func naturalLogOfOnePlus(_ x: Double) -> Double { log1p(x) }
  static func commonLog(_ x: Double) -> Double { log10(x) }
  static func complementaryError(_ x: Double) -> Double { erfc(x) }
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
