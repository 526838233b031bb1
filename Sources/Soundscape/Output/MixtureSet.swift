/// A set of mixtures by their indices: a bit each, so that it may hold many millions.
public struct MixtureSet: Hashable, Sendable {
  /// Indices that share a page; one that is not empty takes 128 bytes.
  private static let pageSize = 1_024
  private static let wordSize = UInt64.bitWidth

  private var pages: [Int: [UInt64]] = [:]
  public private(set) var count = 0

  public init() {}

  public init(_ indices: some Sequence<Int>) { for index in indices { insert(index) } }

  public var isEmpty: Bool { count == 0 }

  /// *Range:* indices from 0.
  public func contains(_ index: Int) -> Bool {
    guard let page = pages[index / Self.pageSize] else { return false }
    let bit = index % Self.pageSize
    return (page[bit / Self.wordSize] >> UInt64(bit % Self.wordSize)) & 1 == 1
  }

  public mutating func insert(_ index: Int) {
    guard !contains(index) else { return }
    let bit = index % Self.pageSize
    let empty = [UInt64](repeating: 0, count: Self.pageSize / Self.wordSize)
    pages[index / Self.pageSize, default: empty][bit / Self.wordSize] |= 1 << UInt64(bit % Self.wordSize)
    count += 1
  }

  public mutating func remove(_ index: Int) {
    guard contains(index) else { return }
    let (page, bit) = (index / Self.pageSize, index % Self.pageSize)
    pages[page]?[bit / Self.wordSize] &= ~(1 << UInt64(bit % Self.wordSize))
    if pages[page]?.allSatisfy({ $0 == 0 }) == true { pages[page] = nil }
    count -= 1
  }

  public mutating func formUnion(_ other: MixtureSet) { for index in other { insert(index) } }

  /// How many of a range are in it.
  public func count(in range: Range<Int>) -> Int { range.reduce(0) { $0 + (contains($1) ? 1 : 0) } }
}

extension MixtureSet: Sequence {
  public struct Iterator: IteratorProtocol {
    private let set: MixtureSet
    private var pages: [Int]
    private var candidate: Int

    fileprivate init(_ set: MixtureSet) {
      self.set = set
      // The last is the next, so that it can be taken off.
      pages = set.pages.keys.sorted(by: >)
      candidate = (pages.last ?? 0) * MixtureSet.pageSize
    }

    public mutating func next() -> Int? {
      while let page = pages.last {
        while candidate < (page + 1) * MixtureSet.pageSize {
          defer { candidate += 1 }
          if set.contains(candidate) { return candidate }
        }
        pages.removeLast()
        candidate = (pages.last ?? 0) * MixtureSet.pageSize
      }
      return nil
    }
  }

  /// In ascending order.
  public func makeIterator() -> Iterator { Iterator(self) }
}

extension MixtureSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}
