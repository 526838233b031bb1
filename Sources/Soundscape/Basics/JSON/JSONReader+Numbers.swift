extension JSONReader {
  /// Powers of ten that a double holds exactly.
  private static let powersOfTen = (0...22).map { Double("1e\($0)") ?? 0 }

  /// An integer where it is written as one and fits; any other as the nearest double. `3` and `3.0` stay apart, so that
  /// what is read and written again keeps its form.
  mutating func number() throws(Refusal) -> JSONTree {
    let start = position
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var mantissa: UInt64 = 0
    var fits = true
    var exponent = 0

    let firstDigit = position
    digits(&mantissa, &fits)
    let wholeDigits = position - firstDigit
    guard wholeDigits > 0, wholeDigits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw Refusal() }
    var isPlain = true
    if position < end, bytes[position] == UInt8(ascii: ".") {
      isPlain = false
      position += 1
      let firstDecimal = position
      digits(&mantissa, &fits)
      guard position > firstDecimal else { throw Refusal() }
      exponent = firstDecimal - position
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isPlain = false
      exponent += try writtenExponent()
    }
    if isPlain, fits, let whole = Int(exactly: mantissa) { return .integer(isNegative ? -whole : whole) }
    return .number(try double(start, mantissa, fits, exponent, isNegative))
  }

  private mutating func digits(_ mantissa: inout UInt64, _ fits: inout Bool) {
    while position < end, case let digit = bytes[position] &- 0x30, digit < 10 {
      let (product, isTooLarge) = mantissa.multipliedReportingOverflow(by: 10)
      let (sum, isTooMuch) = product.addingReportingOverflow(UInt64(digit))
      if isTooLarge || isTooMuch { fits = false }
      mantissa = sum
      position += 1
    }
  }

  private mutating func writtenExponent() throws(Refusal) -> Int {
    position += 1
    var sign = 1
    if position < end, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    let first = position
    var value = 0
    while position < end, case let digit = bytes[position] &- 0x30, digit < 10 {
      // Far outside of what a double holds; more digits change nothing.
      value = min(value * 10 + Int(digit), 100_000)
      position += 1
    }
    guard position > first else { throw Refusal() }
    return sign * value
  }

  /// The nearest double. A mantissa and a power of ten that are both exact need only one rounding (Clinger 1990).
  private func double(
    _ start: Int, _ mantissa: UInt64, _ fits: Bool, _ exponent: Int, _ isNegative: Bool
  ) throws(Refusal) -> Double {
    if fits, mantissa <= 1 << 53, abs(exponent) <= 22 {
      let power = Self.powersOfTen[abs(exponent)]
      let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return isNegative ? -magnitude : magnitude
    }
    guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
      throw Refusal()
    }
    return value
  }
}
