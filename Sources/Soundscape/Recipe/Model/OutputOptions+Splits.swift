extension OutputOptions {
  /// The split that a mixture falls into; nil without splits.
  ///
  /// A hash of seed and index decides, so that it does not depend on how many mixtures there are or who makes them:
  /// the first 4 bytes, big-endian, of SHA-256("split:<seed>:<index>") mod 10000, as hundredths of a per cent, against
  /// the shares in the recipe's order.
  public func split(seed: Seed, index: Int) -> String? {
    splitPosition(seed: seed, index: index).map { splits[$0].name }
  }

  /// The place of that split among those of the recipe.
  func splitPosition(seed: Seed, index: Int) -> Int? {
    guard !splits.isEmpty else { return nil }
    let digest = SHA256Hasher.hexDigest(of: "split:\(seed):\(index)")
    let point = Double((UInt32(digest.prefix(8), radix: 16) ?? 0) % 10_000) / 10_000
    var sum = 0.0
    for (place, split) in splits.enumerated() {
      sum += split.share
      if point < sum { return place }
    }
    // What rounding leaves of the shares goes to the last that has one.
    return splits.lastIndex { $0.share > 0 }
  }
}

extension Recipe {
  /// What is odd about the recipe, though it can be used.
  public var warnings: [Warning] {
    guard !output.splits.isEmpty, !output.splitBy.dividesSounds else { return [] }
    return [
      Warning(
        .splitsShareSources, subject: origin.location(of: "output.splits"),
        "divides only the mixtures, so that a sound can be in several splits; split_by: source (or group, label, a pattern) "
          + "divides the sounds")
    ]
  }
}
