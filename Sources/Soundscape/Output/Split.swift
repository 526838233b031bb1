extension OutputOptions {
  /// The split that a mixture falls into; nil without splits.
  ///
  /// A hash of seed and index decides, so that it does not depend on how many mixtures there are or who makes them:
  /// the first 4 bytes, big-endian, of SHA-256("split:<seed>:<index>") mod 10000, as hundredths of a per cent, against
  /// the shares in the recipe's order.
  public func split(seed: Seed, index: Int) -> String? {
    guard let last = splits.last else { return nil }
    let digest = SHA256Hasher.hexDigest(of: "split:\(seed):\(index)")
    let point = Double((UInt32(digest.prefix(8), radix: 16) ?? 0) % 10_000) / 10_000
    var sum = 0.0
    for split in splits {
      sum += split.share
      if point < sum { return split.name }
    }
    return last.name
  }
}
