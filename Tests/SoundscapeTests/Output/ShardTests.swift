import TestSupport
import Testing

@testable import Soundscape

@Suite struct ShardTests {
  @Test("Parts are one range after another, as equal as whole units can be", arguments: [UInt64(1), 2, 3, 4])
  func ranges(seed: UInt64) throws {
    var random = Philox(key: [seed, 0])
    for _ in 0..<500 {
      let start = Int(random.next() % 5_000)
      let whole = start..<start + 1 + Int(random.next() % 20_000)
      let count = 1 + Int(random.next() % 50)
      let unit = [1, 1, 7, 1_000][Int(random.next() % 4)]
      let parts = try (1...count).map { try #require(Shard($0, of: count)).range(of: whole, unit: unit) }
      #expect(parts.first?.lowerBound == whole.lowerBound && parts.last?.upperBound == whole.upperBound)
      for (a, b) in zip(parts, parts.dropFirst()) {
        #expect(a.upperBound == b.lowerBound)
        #expect(a.upperBound.isMultiple(of: unit) || [whole.lowerBound, whole.upperBound].contains(a.upperBound))
      }
      let units = parts.map { ($0.upperBound + unit - 1) / unit - $0.lowerBound / unit }.filter { _ in unit == 1 }
      #expect((units.max() ?? 0) - (units.min() ?? 0) <= 1, "\(whole) in \(count), seed \(seed)")
    }
  }

  @Test func largeOnesDoNotOverflow() throws {
    let whole = 0..<(Int.max / 2)
    let last = try #require(Shard(Shard.most, of: Shard.most))
    #expect(last.range(of: whole).upperBound == whole.upperBound)
    #expect(last.range(of: 0..<5).isEmpty == false && Shard(1, of: 10)?.range(of: 0..<5).isEmpty == true)
  }

  @Test func namesAndTexts() {
    #expect(Shard("2/4")?.folderName == "part-2-of-4" && Shard(folderName: "part-2-of-4") == Shard("2/4"))
    for text in ["", "2", "0/4", "5/4", "-1/4", "1/0", "a/4", "1/4/4", "1/", "1/100001"] { #expect(Shard(text) == nil) }
    for name in ["part-2-of-4x", "part-02-of-4", "part-5-of-4", "part-2-in-4 ", "xpart-2-of-4", "Part-2-of-4"] {
      #expect(Shard(folderName: name) == nil)
    }
  }

  @Test(
    "Folders for many mixtures",
    arguments: [
      (42, 3, "000"), (42, 2, "00/00"), (42, 5, "0"), (42, 4, "00"), (42, 1, "0/0/0/0/4"), (1_234_567, 3, "1/234"),
      (123_456, 3, "123"), (12_345_678, 2, "12/34/56"),
    ])
  func folders(index: Int, width: Int, folder: String) {
    #expect(MixtureOutline.folder(of: index, width: width) == folder)
    #expect(MixtureOutline(index: index, shardWidth: width).path == "\(folder)/\(MixtureOutline.name(of: index))")
    #expect(MixtureOutline(index: index).path == MixtureOutline.name(of: index))
  }
}
