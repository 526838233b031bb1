/// A run of mixtures whose files are packed together: by their number, which tars have in their names.
///
/// Where one begins follows from the size alone, so that any machine can make any of them.
public struct PackedShard: Hashable, Sendable {
  /// Mixtures of a shard, failed ones among them.
  public static let usualSize = 1_000

  public let number: Int
  /// The mixtures, by index.
  public let indices: Range<Int>

  /// The shards of mixtures, in their order.
  ///
  /// - Parameter size: mixtures of a shard; only the last may have fewer.
  static func all(of indices: Range<Int>, size: Int) -> [PackedShard] {
    guard !indices.isEmpty else { return [] }
    return ((indices.lowerBound / size)...((indices.upperBound - 1) / size)).map { number in
      PackedShard(number: number, indices: (number * size..<(number + 1) * size).clamped(to: indices))
    }
  }

  /// The number with leading zeros, as in names.
  var name: String { MixtureOutline.name(of: number) }

  /// Where the rows of its mixtures are, from the data set's folder: there once all of its files are.
  var listing: String { "\(Self.listings)/\(name).jsonl" }

  /// The folder of the listings.
  static let listings = "shards"
}
