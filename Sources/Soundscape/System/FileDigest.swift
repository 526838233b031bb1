/// The SHA-256 of a file as a value: 32 bytes in place, without memory of their own, as there may be a million.
struct FileDigest: Hashable, Sendable {
  static let byteCount = 32

  private var words: SIMD4<UInt64> = .zero

  /// nil for any other number of bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    for (i, byte) in bytes.enumerated() { words[i / 8] = words[i / 8] << 8 | UInt64(byte) }
  }

  /// The SHA-256 of a plain file.
  ///
  /// *Throws:* `.source` where it cannot be read.
  init?(ofFile path: String) throws(SoundscapeError) {
    var hasher = SHA256Hasher()
    try FileSystem.forEachBlock(of: path, for: .plain) { block, count in hasher.update(block.span.extracting(..<count))
    }
    self.init(hasher.digest())
  }

  var bytes: [UInt8] { (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> (56 - 8 * ($0 % 8))) } }

  /// 64 lower-case hexadecimal digits.
  var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
