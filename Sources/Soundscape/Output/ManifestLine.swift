/// The form of a manifest's line: an object of JSON whose last member is the digest of all that is before it.
///
/// So a line that was changed, by as little as a bit, is known by itself. The digest is of bytes, not of values: a number
/// can be written in more than one way.
enum ManifestLine {
  /// The SHA-256 of the line up to the comma before this member.
  static let digestKey = "line_sha256"

  private static let beforeDigest = Array(", \"\(digestKey)\": \"".utf8)
  private static let afterDigest = Array("\"}".utf8)
  private static let digestLength = 64

  /// The line of an object of JSON, with its digest and its end.
  static func sealed(_ object: [UInt8]) -> [UInt8] {
    let content = Array(object.dropLast())
    let digest = SHA256Hasher.hexDigest(of: content)
    return content + beforeDigest + Array(digest.utf8) + afterDigest + [UInt8(ascii: "\n")]
  }

  /// What the last member of a line says of the line.
  enum Seal { case missing, whole, broken }

  /// Compares a line, without its end, with the digest that it ends in.
  static func seal(of line: some Collection<UInt8>) -> Seal {
    let line = Array(line)
    let length = beforeDigest.count + digestLength + afterDigest.count
    guard line.count > length else { return .missing }
    let (content, end) = (line[..<(line.count - length)], line[(line.count - length)...])
    guard end.starts(with: beforeDigest), end.reversed().starts(with: afterDigest.reversed()) else { return .missing }
    let digest = SHA256Hasher.hexDigest(of: Array(content))
    return end.dropFirst(beforeDigest.count).starts(with: digest.utf8) ? .whole : .broken
  }
}
