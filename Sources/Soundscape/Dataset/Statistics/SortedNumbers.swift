/// Numbers in ascending order, as often as they are gone through: in memory, or merged from sorted runs in a file.
///
/// A run that the disk does not give back ends early: statistics are then of the rest.
struct SortedNumbers: Sequence {
  private let inMemory: [Double]
  private let parts: [(file: NumberFile, run: NumberFile.Run)]
  let count: Int

  init(_ sorted: [Double], count: Int, parts: [(file: NumberFile, run: NumberFile.Run)] = []) {
    inMemory = sorted
    self.count = count
    self.parts = parts
  }

  init(_ sorted: [Double]) { self.init(sorted, count: sorted.count) }

  func makeIterator() -> Iterator { Iterator([Cursor(inMemory)] + parts.map { Cursor($0.file, $0.run) }) }

  /// A sorted run while it is read.
  fileprivate struct Cursor {
    private static let blockLength = 1_024

    private let file: NumberFile?
    private let run: NumberFile.Run
    private var block: [Double]
    /// Numbers of the run before the block.
    private var before = 0
    private var place = 0

    init(_ numbers: [Double]) {
      file = nil
      run = NumberFile.Run(start: 0, count: numbers.count)
      block = numbers
    }

    init(_ file: NumberFile, _ run: NumberFile.Run) {
      self.file = file
      self.run = run
      block = []
      fill()
    }

    var number: Double? { place < block.count ? block[place] : nil }

    mutating func advance() {
      place += 1
      if place == block.count, file != nil { fill() }
    }

    private mutating func fill() {
      before += block.count
      let end = Swift.min(before + Self.blockLength, run.count)
      block = before < end ? (try? file?.read(run, before..<end)) ?? [] : []
      place = 0
    }
  }

  /// Merges the runs: the least of their first numbers is at the top of a heap.
  struct Iterator: IteratorProtocol {
    private var heap: [Cursor]

    fileprivate init(_ cursors: [Cursor]) {
      heap = cursors.filter { $0.number != nil }
      for i in (0..<(heap.count / 2)).reversed() { sink(i) }
    }

    mutating func next() -> Double? {
      guard let least = heap.first?.number else { return nil }
      heap[0].advance()
      if heap[0].number == nil {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
      }
      if heap.count > 1 { sink(0) }
      return least
    }

    private func value(_ i: Int) -> Double { heap[i].number ?? .infinity }

    private mutating func sink(_ start: Int) {
      var i = start
      while true {
        var least = i
        let child = 2 * i + 1
        if child < heap.count, value(child) < value(least) { least = child }
        if child + 1 < heap.count, value(child + 1) < value(least) { least = child + 1 }
        if least == i { return }
        heap.swapAt(i, least)
        i = least
      }
    }
  }
}
