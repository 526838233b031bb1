private import Cnettle

/// SHA-256, the checksum of the manifest and of the soundbank's index.
///
/// *Source:* FIPS 180-4, through Nettle, which uses the processor's instructions for it.
@safe struct SHA256Hasher: ~Copyable {
  private var context = sha256_ctx()

  init() { unsafe nettle_sha256_init(&context) }

  /// Adds bytes.
  mutating func update(_ bytes: borrowing Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe nettle_sha256_update(&context, $0.count, $0.baseAddress) }
  }

  /// Adds bytes.
  mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// The checksum of all bytes so far: 64 lower-case hexadecimal digits.
  consuming func hexDigest() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The checksum of all bytes so far: 32 bytes.
  consuming func digest() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe digest.withUnsafeMutableBufferPointer {
      unsafe nettle_sha256_digest(&context, $0.count, $0.baseAddress)
    }
    return digest
  }

  /// The checksum of a text's UTF-8 bytes as four 64-bit numbers, each with its first byte the highest.
  static func words(of text: String) -> [UInt64] {
    var hasher = SHA256Hasher()
    hasher.update(Array(text.utf8))
    let digest = hasher.digest()
    return (0..<4).map { word in digest[(8 * word)..<(8 * word + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
  }

  /// The checksum of a text's UTF-8 bytes.
  static func hexDigest(of text: String) -> String { hexDigest(of: Array(text.utf8)) }

  /// The checksum of bytes.
  static func hexDigest(of bytes: [UInt8]) -> String {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    return hasher.hexDigest()
  }

  /// The checksum of a plain file.
  ///
  /// *Throws:* `SoundscapeError.source` when it cannot be read.
  static func hexDigest(ofFile path: String) throws(SoundscapeError) -> String {
    var hasher = SHA256Hasher()
    try FileSystem.forEachBlock(of: path, for: .plain) { block, count in hasher.update(block.span.extracting(..<count))
    }
    return hasher.hexDigest()
  }
}
