/// What editors and other programs write and libyaml does not read, as it reads it.
enum YAMLText {
  private static let byteOrderMark: Unicode.Scalar = "\u{FEFF}"

  /// The same text without a byte order mark, and with the pairs of escapes by which JSON writes an emoji as the
  /// characters that they mean.
  static func readable(_ text: String) -> String {
    var text = text
    if text.unicodeScalars.first == byteOrderMark { text = String(text.unicodeScalars.dropFirst()) }
    return withoutPairs(text) ?? text
  }

  /// nil where there are none, or where the text is not JSON: YAML has another escape for them, and backslashes that
  /// are no escapes.
  private static func withoutPairs(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let pairs = bytes.indices.filter { isPair(bytes, at: $0) }
    guard !pairs.isEmpty, (try? JSONReader.tree(of: bytes)) != nil else { return nil }
    var made: [UInt8] = []
    made.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      if bytes[position] == backslash, position + 1 < bytes.count {
        if isPair(bytes, at: position), let scalar = scalar(bytes, at: position) {
          made.append(contentsOf: String(Character(scalar)).utf8)
          position += pairLength
        } else {
          // Both characters of an escape, so that the second backslash of two does not begin one.
          made.append(contentsOf: bytes[position...(position + 1)])
          position += 2
        }
      } else {
        made.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: made, as: UTF8.self)
  }

  private static let backslash = UInt8(ascii: "\\")
  private static let pairLength = 12

  /// `\ud83d\ude00`: of the form, by its first letters.
  private static func isPair(_ bytes: [UInt8], at i: Int) -> Bool {
    guard bytes[i] == backslash, i + pairLength <= bytes.count, bytes[i + 1] == UInt8(ascii: "u"),
      bytes[i + 6] == backslash, bytes[i + 7] == UInt8(ascii: "u")
    else { return false }
    return half(bytes, at: i).map { 0xD800...0xDBFF ~= $0 } == true
      && half(bytes, at: i + 6).map { 0xDC00...0xDFFF ~= $0 } == true
  }

  private static func scalar(_ bytes: [UInt8], at i: Int) -> Unicode.Scalar? {
    guard let high = half(bytes, at: i), let low = half(bytes, at: i + 6) else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  /// The number of the escape that begins here.
  private static func half(_ bytes: [UInt8], at i: Int) -> UInt32? {
    UInt32(String(decoding: bytes[(i + 2)..<(i + 6)], as: UTF8.self), radix: 16)
  }
}
