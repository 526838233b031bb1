import TestSupport
import Testing

@testable import Soundscape

@Suite struct MixtureSetTests {
  @Test("It holds what a set of numbers holds", arguments: [UInt64(1), 2, 3])
  func asASet(seed: UInt64) {
    var random = Philox(key: [seed, 0])
    var (ours, theirs) = (MixtureSet(), Set<Int>())
    for _ in 0..<2_000 {
      let index = Int(random.next() % (seed == 1 ? 3_000 : 1 << 40))
      if random.next() % 3 == 0 {
        ours.remove(index)
        theirs.remove(index)
      } else {
        ours.insert(index)
        theirs.insert(index)
      }
    }
    #expect(Array(ours) == theirs.sorted() && ours.count == theirs.count)
    #expect(theirs.allSatisfy(ours.contains) && !ours.contains(1 << 50))
    for index in theirs { ours.remove(index) }
    #expect(ours.isEmpty && ours == [], "equal to one that never held anything")
  }

  @Test func edges() {
    let set: MixtureSet = [0, 63, 64, 1_023, 1_024, 65_535]
    #expect(Array(set) == [0, 63, 64, 1_023, 1_024, 65_535])
    #expect(set.count(in: 1..<1_024) == 3)
    var both = set
    both.formUnion([64, 65])
    #expect(both.count == 7)
  }
}

@Suite struct RowTableTests {
  @Test func theLatestRowOfAMixtureCounts() {
    var table = RowTable()
    for (i, index) in [3, 1, 2, 3, 1].enumerated() {
      table.add(.init(index: index, in: i < 3 ? .manifest : .journal, at: 100 * i, isFailed: i == 4))
    }
    table.settle()
    #expect(table.entries.map(\.index) == [1, 2, 3])
    #expect(table.entries.map(\.place) == [400, 200, 300] && table.entries.map(\.isFailed) == [true, false, false])
    #expect(table.entry(of: 2)?.file == .manifest && table.entry(of: 3)?.file == .journal && table.entry(of: 4) == nil)
    let moved = table.replacingJournal(by: [.init(index: 1, in: .journal, at: 7, isFailed: false)])
    #expect(moved.entries.map(\.index) == [1, 2] && moved.entry(of: 1)?.place == 7)
  }

  @Test func aLineFileGivesItsLinesInOrderAndByPlace() throws {
    let folder = try TemporaryDirectory()
    let lines = ["first", "", String(repeating: "x", count: 3 << 20), "last"]
    try FileSystem.write(Array((lines.joined(separator: "\n") + "\nrest").utf8), to: folder.path("manifest.jsonl"))
    let file = try #require(try LineFile.open(.manifest, in: try RootFolder(folder.path(""))))
    var found: [LineFile.Line] = []
    let rest = try file.forEachLine { (line) throws(SoundscapeError) in found.append(line) }
    #expect(found.map { String(decoding: $0.bytes, as: UTF8.self) } == lines && found.map(\.number) == [1, 2, 3, 4])
    #expect(rest == Array("rest".utf8))
    for line in found { #expect(try file.line(at: line.place) == line.bytes) }
    #expect(throws: SoundscapeError.self) { try file.line(at: found[3].place + 5) }
  }
}
