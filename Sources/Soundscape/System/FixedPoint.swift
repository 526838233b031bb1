private import Cplatform

/// Numbers with a set number of decimals.
package enum FixedPoint {
  /// As C's `%.<decimals>f`: the exact binary value rounded, ties to even.
  package static func text(_ number: Double, decimals: Int) -> String {
    let most = 400  // the largest double has 309 digits before the point
    var buffer = [CChar](repeating: 0, count: most)
    let arguments: [any CVarArg] = [CInt(clamping: decimals), number]
    _ = unsafe withVaList(arguments) { unsafe vsnprintf(&buffer, most, "%.*f", $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
