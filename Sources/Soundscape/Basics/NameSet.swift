/// A set of names, compared by their bytes: labels, files or paths that only look alike are two.
public struct NameSet: Hashable, Sendable {
  private var held: Set<ByteName> = []

  public init() {}
  init(minimumCapacity: Int) { held = Set(minimumCapacity: minimumCapacity) }
  public init(_ names: some Sequence<String>) { held = Set(names.lazy.map(ByteName.init)) }

  public var count: Int { held.count }
  public var isEmpty: Bool { held.isEmpty }

  public func contains(_ name: String) -> Bool { held.contains(ByteName(name)) }

  /// Adds a name. *Returns:* whether it is new.
  @discardableResult public mutating func insert(_ name: String) -> (inserted: Bool, memberAfterInsert: String) {
    let result = held.insert(ByteName(name))
    return (result.inserted, result.memberAfterInsert.text)
  }

  public mutating func formUnion(_ other: NameSet) { held.formUnion(other.held) }
  public func isSubset(of other: NameSet) -> Bool { held.isSubset(of: other.held) }
  public func subtracting(_ names: some Sequence<String>) -> NameSet {
    NameSet(held: held.subtracting(names.lazy.map(ByteName.init)))
  }

  /// The names in byte order.
  public func sorted() -> [String] { map { $0 }.sorted(by: isInByteOrder) }

  private init(held: Set<ByteName>) { self.held = held }
}

extension NameSet: Sequence {
  public struct Iterator: IteratorProtocol {
    fileprivate var names: Set<ByteName>.Iterator

    public mutating func next() -> String? { names.next()?.text }
  }

  /// In no order.
  public func makeIterator() -> Iterator { Iterator(names: held.makeIterator()) }
}

extension NameSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral names: String...) { self.init(names) }
}

extension NameSet: CustomStringConvertible {
  public var description: String { "[" + sorted().joined(separator: ", ") + "]" }
}
