/// What a sink has kept of a run that began earlier: which of its mixtures are there, and their rows when they are asked
/// for.
public struct EarlierMixtures: Sendable {
  /// Those that are there whole.
  public let whole: MixtureSet
  /// Those that could not be made.
  public let failed: MixtureSet
  private let read: @Sendable (Int) throws(SoundscapeError) -> ManifestRow?

  /// Nothing: what a sink has that keeps nothing.
  public static let none = EarlierMixtures(whole: [], failed: []) { (_) throws(SoundscapeError) in nil }

  /// - Parameter row: reads a row by its index.
  public init(
    whole: MixtureSet, failed: MixtureSet, row: @escaping @Sendable (Int) throws(SoundscapeError) -> ManifestRow?
  ) {
    (self.whole, self.failed) = (whole, failed)
    read = row
  }

  /// Rows that are in memory.
  public init(_ rows: [ManifestRow]) {
    let byIndex = Dictionary(rows.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    self.init(
      whole: MixtureSet(byIndex.values.filter { $0.status == .ok }.map(\.index)),
      failed: MixtureSet(byIndex.values.filter { $0.status == .failed }.map(\.index))
    ) { (index) throws(SoundscapeError) in byIndex[index] }
  }

  /// The row of a mixture; nil where there is none.
  public func row(of index: Int) throws(SoundscapeError) -> ManifestRow? { try read(index) }
}
