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

  /// The number in an archive's name, such as `train-000002.tar` or `vocals.000002.tar`.
  static func number(ofArchive path: String) -> Int? {
    let name = Path.stem(of: Path.name(of: path))
    return Int(String(name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()))
  }

  /// The archive that a manifest's path leads through; nil for none.
  static func archive(of file: String) -> String? {
    var archive = ""
    for part in Path.parts(of: file).dropLast() {
      archive = Path.join(archive, part)
      if part.ends(with: ShardPacker.ending) { return archive }
    }
    return nil
  }

  /// The folder of the listings.
  static let listings = "shards"
}

extension ManifestRow {
  /// The shard whose archives the mixture's files are in; nil for files that are in none.
  var shard: Int? {
    for file in files {
      if let archive = PackedShard.archive(of: file) { return PackedShard.number(ofArchive: archive) }
    }
    return nil
  }
}
