/// A part of a data set that is made by itself, such as by one of several machines: the second of four.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// More parts than that are of no use, and a folder with so many is slow.
  public static let most = 100_000

  /// Which part it is, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// nil for a part that there is not.
  public init?(_ number: Int, of count: Int) {
    guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// A part as it is written, such as `2/4`.
  public init?(_ text: String) {
    let numbers = text.parts(between: "/").map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1] else { return nil }
    self.init(number, of: count)
  }

  public var description: String { "\(number)/\(count)" }

  /// The mixtures of the part: one range after another, as equal as whole ones can be.
  ///
  /// Part k of n has the units from ⌊(k − 1) u ÷ n⌋ to ⌊k u ÷ n⌋ of u.
  /// - Parameters:
  ///   - indices: those of all parts.
  ///   - unit: mixtures that stay together: a range begins and ends at a multiple, but for the first and the last.
  /// *Returns:* an empty range where there are fewer units than parts.
  public func range(of indices: Range<Int>, unit: Int = 1) -> Range<Int> {
    guard !indices.isEmpty, unit > 0 else { return indices.lowerBound..<indices.lowerBound }
    let first = indices.lowerBound / unit
    let units = (indices.upperBound - 1) / unit + 1 - first
    func start(_ part: Int) -> Int {
      let (high, low) = units.multipliedFullWidth(by: part)
      let unitsBefore = count.dividingFullWidth((high, low)).quotient
      return min(max((first + unitsBefore) * unit, indices.lowerBound), indices.upperBound)
    }
    return start(number - 1)..<start(number)
  }

  /// The folder of the part in that of the whole: `part-2-of-4`.
  public var folderName: String { "part-\(number)-of-\(count)" }

  /// The part that a folder is of, by its name; nil for another folder.
  init?(folderName name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, let number = Int(parts[1]), let count = Int(parts[3]), let shard = Shard(number, of: count),
      hasSameBytes(shard.folderName, name)
    else { return nil }
    self = shard
  }
}
