import TestSupport
import Testing

@testable import Soundscape

/// No sound, file, content or group is in two splits.
@Suite struct SoundDivisionTests {
  private static let splits = [
    OutputOptions.Split(name: "train", share: 0.8), .init(name: "valid", share: 0.1), .init(name: "test", share: 0.1),
  ]

  /// A bank of files that need not be there.
  private func bank(_ labels: [String: [(name: String, group: String?)]], folder: String = "bank") -> Soundbank {
    let info = AudioFileInfo(frameCount: 100, sampleRate: 8_000, channelCount: 1)
    let side = Soundbank.Side(
      folder: folder,
      labels: labels.sorted { $0.key < $1.key }.map { label, sounds in
        SoundLabel(
          name: label,
          sounds: sounds.sorted { isInByteOrder($0.name, $1.name) }.map { sound in
            Sound(
              name: sound.name, path: "\(folder)/\(label)/\(sound.name)", info: info,
              origin: sound.group.map { SoundOrigin(name: sound.name, group: $0) })
          })
      })
    return Soundbank(foreground: side)
  }

  private func divide(
    _ bank: Soundbank, _ rule: SplitRule, _ splits: [OutputOptions.Split] = splits, songLabels: [NameSet] = []
  ) throws -> [[String]] {
    let division = try SoundDivision(bank, among: splits, by: rule, songLabels: songLabels) { $0 }
    return splits.indices.map { split in
      division.soundbank(ofSplit: split).foreground.labels.flatMap { label in
        label.sounds.map { "\(label.name)/\($0.name)" }
      }
    }
  }

  @Test func sharesAreKeptInEachLabel() throws {
    let many = (0..<200).map { (name: "\($0).wav", group: String?.none) }
    let parts = try divide(bank(["dog": many, "cat": Array(many.prefix(30)), "owl": Array(many.prefix(3))]), .source)
    func counts(_ label: String) -> [Int] { parts.map { $0.count { $0.hasPrefix(label) } } }
    #expect(counts("dog") == [160, 20, 20] && counts("cat") == [24, 3, 3] && counts("owl") == [1, 1, 1])
  }

  /// Three labels of one sound each: one for each split, rather than all for the largest.
  @Test func labelsOfOneSoundAreSpread() throws {
    let one = [(name: "a.wav", group: String?.none)]
    let parts = try divide(bank(["car": one, "rain": one, "wind": one]), .source)
    #expect(parts.map(\.count) == [1, 1, 1])
    #expect(try divide(bank(["rain": one]), .source).map(\.count) == [1, 0, 0])
  }

  /// What one label gives away may be all that another has.
  @Test func aSplitThatLacksALabelGetsItFromAnother() throws {
    func label(_ groups: Int...) -> [(name: String, group: String?)] { groups.map { ("g\($0).wav", "g\($0)") } }
    let parts = try divide(
      bank(["A": label(0, 1, 4), "B": label(1, 2, 5), "C": label(0, 3, 5)]), .group,
      [.init(name: "train", share: 0.6), .init(name: "valid", share: 0.2), .init(name: "test", share: 0.2)])
    #expect(parts.allSatisfy { part in Set(part.map { $0.prefix(1) }) == ["A", "B", "C"] }, "\(parts)")
  }

  /// Banks by chance, of families with several labels: each split has all labels wherever an exhaustive search finds how.
  @Test func everyDivisionThatServesAllIsNearlyAlwaysFound() throws {
    var random = SmallGenerator(seed: 12)
    var (possible, missed) = (0, 0)
    for _ in 0..<300 {
      let groups = (0..<Int.random(in: 4...7, using: &random)).map { _ in
        (0..<3).filter { _ in Bool.random(using: &random) }
      }
      var labels: [String: [(name: String, group: String?)]] = [:]
      for (g, members) in groups.enumerated() {
        for label in members { labels["L\(label)", default: []].append(("g\(g).wav", "g\(g)")) }
      }
      guard labels.count == 3 else { continue }
      let parts = try divide(bank(labels), .group)
      let found = parts.reduce(0) { $0 + Set($1.map { $0.prefix(2) }).count }
      // Every way to give the groups to three splits.
      var best = 0
      var count = 1
      for _ in groups { count *= 3 }
      for code in 0..<count {
        var (rest, served) = (code, Set<Int>())
        for members in groups {
          for label in members { served.insert(3 * label + rest % 3) }
          rest /= 3
        }
        best = max(best, served.count)
      }
      #expect(Set(parts.joined()).count == parts.joined().count)
      if best == 9 {
        possible += 1
        if found < best { missed += 1 }
      }
    }
    #expect(possible > 50 && missed <= possible / 50, "\(missed) of \(possible) missed")
  }

  /// Neither the place of the bank nor the other labels' files move a sound to another split.
  @Test func theDivisionDependsOnNamesAlone() throws {
    let sounds = (0..<40).map { (name: "\($0).wav", group: String?.none) }
    #expect(try divide(bank(["dog": sounds]), .source) == divide(bank(["dog": sounds], folder: "/else/where"), .source))
  }

  @Test func stemsOfOneSongStayTogether() throws {
    let songs = (0..<20).map { (name: "song \($0)", group: String?.none) }
    let parts = try divide(bank(["vocals": songs, "drums": songs]), .source, songLabels: [["vocals", "drums"]])
    for part in parts {
      let names = { (label: String) in Set(part.filter { $0.hasPrefix(label) }.map { $0.dropFirst(label.count) }) }
      #expect(names("vocals") == names("drums") && !part.isEmpty)
    }
  }

  @Test func wholeLabelsAreDivided() throws {
    let sounds = [(name: "a", group: String?.none), (name: "b", group: nil)]
    let labels = Dictionary(uniqueKeysWithValues: (0..<10).map { ("label\($0)", sounds) })
    let parts = try divide(bank(labels), .label)
    #expect(parts.map { Set($0.map { $0.split(separator: "/")[0] }).count } == [8, 1, 1])
  }

  @Test func aPatternFindsTheGroup() throws {
    let sounds = (0..<30).map { (name: "\($0 % 6)-\($0).wav", group: String?.none) }
    let parts = try divide(bank(["speech": sounds]), .pattern("^(?<group>[^-]+)-"))
    let speakers = parts.map { Set($0.map { $0.split(separator: "-")[0] }) }
    #expect(speakers.map(\.count) == [4, 1, 1] && speakers.reduce(into: Set()) { $0.formUnion($1) }.count == 6)
  }

  /// Copies and links are one source: by content, as the check of a data set counts them.
  @Test func copiesAreInOneSplit() throws {
    let tree = try SoundTree()
    for i in 0..<12 { try tree.add("dog/\(i).wav", pitch: Double(100 + 10 * i)) }
    for i in 0..<12 {
      try FileSystem.write(FileSystem.read("\(tree.root)/dog/\(i).wav"), to: "\(tree.root)/dog/copy of \(i).wav")
      try Links.make("\(tree.root)/dog/link to \(i).wav", to: "\(tree.root)/dog/\(i).wav")
    }
    let bank = try Soundbank.survey(.init(foreground: tree.root)).get()
    let division = try SoundDivision(bank, among: Self.splits, by: .source) { (path) throws(SoundscapeError) in
      try SHA256Hasher.hexDigest(ofFile: path)
    }
    for split in 0..<3 {
      let names = division.soundbank(ofSplit: split).foreground.labels.flatMap(\.sounds).map(\.name)
      let numbers = Dictionary(grouping: names) { $0.split(separator: " ").last ?? "" }
      #expect(!numbers.isEmpty && numbers.values.allSatisfy { $0.count == 3 })
    }
  }

  /// 1,000 random banks: no sound and no group is in two splits, none is lost, and every label is in every split that it
  /// can be in.
  @Test func noSourceCrossesSplits() throws {
    let seed = UInt64.random(in: 0...(.max))
    var generator = SmallGenerator(seed: seed)
    for round in 0..<1_000 {
      func count(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
      let groups = count(1...12)
      var labels: [String: [(name: String, group: String?)]] = [:]
      for label in 0..<count(1...5) {
        labels["l\(label)"] = (0..<count(1...20)).map { ("\($0)", count(0...3) == 0 ? nil : "g\(count(1...groups))") }
      }
      let shares = (0..<count(2...4)).map { _ in Double(count(1...9)) }
      let total = shares.reduce(0, +)
      let splits = shares.enumerated().map { OutputOptions.Split(name: "\($0.offset)", share: $0.element / total) }
      let bank = bank(labels)
      let division = try SoundDivision(bank, among: splits, by: .group) { $0 }
      var homes: [String: Set<Int>] = [:]
      var sounds = 0
      for split in splits.indices {
        for label in division.soundbank(ofSplit: split).foreground.labels {
          for sound in label.sounds {
            sounds += 1
            homes[sound.group.map { "group \($0)" } ?? "\(label.name)/\(sound.name)", default: []].insert(split)
          }
        }
      }
      let wanted = labels.values.reduce(0) { $0 + $1.count }
      #expect(sounds == wanted && homes.values.allSatisfy { $0.count == 1 }, "round \(round), seed \(seed)")
    }
  }
}
