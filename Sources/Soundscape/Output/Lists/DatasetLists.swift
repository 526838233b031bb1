/// The lists of a data set while they are made: text files with a line or a few for each mixture.
///
/// A list is kept in the order in which its lines come, or sorted by bytes; both are held in memory until they are written,
/// some dozens of bytes a mixture.
public struct DatasetLists: Sendable {
  /// How the lines of a list lie.
  enum Order: Sendable {
    /// As they come.
    case given
    /// By their bytes, as `LC_ALL=C sort` does.
    case sorted
    /// `key value value …`, a line for each key, sorted.
    case grouped
  }

  struct List: Sendable {
    var header: String?
    var order: Order
    var text: [UInt8] = []
  }

  /// By their paths from the data set's folder.
  private(set) var lists: NameTable<List> = [:]

  init() {}

  /// Adds a line to a list.
  ///
  /// - Parameters:
  ///   - header: the list's first line.
  public mutating func add(_ line: String, to path: String, header: String? = nil) {
    add(line, to: path, header: header, order: .given)
  }

  /// Adds a line to a list that is sorted by bytes.
  public mutating func addSorted(_ line: String, to path: String) { add(line, to: path, order: .sorted) }

  /// Adds a value to the line of a key: `key value value …`.
  public mutating func add(_ value: String, of key: String, to path: String) {
    add("\(key) \(value)", to: path, order: .grouped)
  }

  /// Makes a list that has no line yet, so that it is there also where it stays empty.
  public mutating func make(_ path: String, header: String? = nil) {
    if lists[path] == nil { lists[path] = List(header: header, order: .given) }
  }

  private mutating func add(_ line: String, to path: String, header: String? = nil, order: Order) {
    if lists[path] == nil { lists[path] = List(header: header, order: order) }
    lists[path]?.text += Array(line.utf8) + [UInt8(ascii: "\n")]
  }
}

extension DatasetLists.List {
  /// The bytes of the file at a path, whose ending says whether it is in gzip's format.
  func file(at path: String) -> [UInt8] { path.ends(with: ".gz") ? Gzip.stored(bytes) : bytes }

  /// The bytes of the file.
  var bytes: [UInt8] {
    let head = header.map { Array($0.utf8) + [UInt8(ascii: "\n")] } ?? []
    switch order {
    case .given: return head + text
    case .sorted: return head + Self.joined(sortedLines)
    case .grouped:
      var joined: [[UInt8]] = []
      for line in sortedLines {
        let key = line.prefix { $0 != UInt8(ascii: " ") } + [UInt8(ascii: " ")]
        if joined.last?.starts(with: key) == true {
          joined[joined.count - 1] += line.dropFirst(key.count - 1)
        } else {
          joined.append(Array(line))
        }
      }
      return head + Self.joined(joined)
    }
  }

  private var sortedLines: [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: "\n")).sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func joined(_ lines: [some Sequence<UInt8>]) -> [UInt8] {
    lines.flatMap { Array($0) + [UInt8(ascii: "\n")] }
  }
}
