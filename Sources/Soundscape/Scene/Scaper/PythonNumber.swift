/// A number as Python has it: whole ones apart from others, since Scaper's warnings print `3` and `3.0` as they were
/// written.
enum PythonNumber: Sendable {
  case integer(Int)
  case float(Double)

  /// Reads a number as it is written in a recipe.
  init(text: String, value: Double) {
    let isWhole = !text.isEmpty && text.utf8.allSatisfy { "0123456789+-".utf8.contains($0) }
    if isWhole, let integer = Int(text) { self = .integer(integer) } else { self = .float(value) }
  }

  var value: Double {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value): value
    }
  }

  /// What `str` and `repr` give.
  var text: String {
    switch self {
    case .integer(let value): "\(value)"
    case .float(let value): "\(value)"
    }
  }

  /// What `hash` gives: the value modulo the Mersenne prime 2⁶¹ − 1, where a half is the inverse of 2.
  ///
  /// *Source:* "Hashing of numeric types" in the Python standard library's reference.
  var hash: Int {
    switch self {
    case .integer(let value): return Self.hash(ofWhole: value)
    case .float(let value):
      guard value.isFinite else { return value.isNaN ? 0 : value > 0 ? 314_159 : -314_159 }
      if let whole = Int(exactly: value) { return Self.hash(ofWhole: whole) }
      // value = significand · 2^exponent; multiplying by 2 modulo 2⁶¹ − 1 is a rotation of 61 bits.
      let significand = Int(value.magnitude.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
      let exponent = Int(value.isNormal ? value.exponent : -1022) - 52
      let turn = ((exponent % 61) + 61) % 61
      let rotated = ((significand << turn) & Self.prime) | (turn == 0 ? 0 : significand >> (61 - turn))
      return Self.signed(rotated % Self.prime, negative: value < 0)
    }
  }

  private static let prime = (1 << 61) - 1

  private static func hash(ofWhole value: Int) -> Int {
    signed(Int(value.magnitude % UInt(prime)), negative: value < 0)
  }

  private static func signed(_ magnitude: Int, negative: Bool) -> Int {
    let hash = negative ? -magnitude : magnitude
    // −1 is C's sign of an error there.
    return hash == -1 ? -2 : hash
  }
}
