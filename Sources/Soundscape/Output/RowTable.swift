/// Where the rows of a data set are, 16 bytes a mixture: they stay in manifest and journal, and are read when they are
/// asked for.
struct RowTable: Sendable {
  /// The file that a row is in. Of two rows of a mixture, that of the journal is the later one.
  enum File: UInt64 {
    case manifest = 0
    case journal = 1
  }

  struct Entry: Sendable {
    let index: Int
    /// From the highest bit: the file, the place of the line, whether the mixture failed. So a later row is greater.
    private let bits: UInt64

    init(index: Int, in file: File, at place: Int, isFailed: Bool) {
      self.index = index
      bits = (file.rawValue << 63) | (UInt64(place) << 1) | (isFailed ? 1 : 0)
    }

    var file: File { bits >> 63 == 0 ? .manifest : .journal }
    var place: Int { Int((bits << 1) >> 2) }
    var isFailed: Bool { bits & 1 == 1 }

    fileprivate static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      a.index == b.index ? a.bits < b.bits : a.index < b.index
    }
  }

  /// By index, each once, once the table is settled.
  private(set) var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ entry: Entry) { entries.append(entry) }

  /// Puts the entries into order, and keeps the latest of each mixture.
  mutating func settle() {
    if zip(entries, entries.dropFirst()).allSatisfy({ $0.index < $1.index }) { return }
    entries.sort(by: Entry.precedes)
    var kept = 0
    for i in entries.indices where i + 1 == entries.count || entries[i + 1].index != entries[i].index {
      entries[kept] = entries[i]
      kept += 1
    }
    entries.removeLast(entries.count - kept)
  }

  /// The entry of a mixture in a settled table; nil where there is none.
  func entry(of index: Int) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].index == index ? entries[low] : nil
  }

  /// The table with other entries in the place of those of the journal.
  func replacingJournal(by moved: [Entry]) -> RowTable {
    var table = RowTable()
    table.entries = entries.filter { $0.file == .manifest } + moved
    table.settle()
    return table
  }
}
