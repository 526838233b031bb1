import TestSupport
import Testing

@testable import Soundscape

/// An index serves trees, tables, sums and windows as it does folders of labels.
@Suite struct IndexedTreeTests {
  private static let banks = [
    "{path: bank, files: '<song>/<label>/<file>.wav', sum: true, labels: {vocals: [lead, back], other: []}}",
    "{path: bank, files: '<group>/<kind>/<file>.wav', label: x, keep: [kind], chunks: {length: 0.1, hop: 0.05}}",
    "{table: bank/meta/t.csv, path: bank, file: name, label: kind, group: who, keep: [licence]}",
    """
    [{path: bank/s1, files: '<label>/<file>.wav'}, {table: bank/meta/t.csv, path: bank, file: name, label: kind, \
    labels: {taken: [dog]}}]
    """,
  ]

  @Test(arguments: banks) func theBankIsTheSameAndNoFileIsOpened(bank: String) throws {
    let tree = try SoundTree()
    try tree.add("s1/lead/v.wav", pitch: 210)
    try tree.add("s1/back/v.wav", seconds: 0.375, pitch: 220)
    try tree.add("s1/kick/k.wav", pitch: 230)
    try tree.add("s2/lead/w.wav", pitch: 240)
    try tree.add(
      text: "name,kind,who,licence\ns1/lead/v.wav,dog,ann,CC0\ns2/lead/w.wav,cat,bob,BY\n", at: "meta/t.csv")
    let folders = try tree.recipe("duration: 1\nsoundbank: {foreground: \(bank)}\n").soundbank
    let before = try Soundbank.survey(folders).get()
    let digests = try before.foreground.labels.flatMap(\.sounds).map { try before.provider.digest(of: $0) }
    _ = try BankScan(tree.root).run()
    // Of the same size and time, but not audio any more: who opened it would say so.
    for path in ["s1/kick/k.wav", "s2/lead/w.wav"] {
      let file = Path.join(tree.root, path)
      let size = try #require(FileSystem.size(ofFile: file))
      try FileSystem.keepingTime(of: file) { try FileSystem.write(Array(repeating: 7, count: size), to: file) }
    }
    let scan = Soundbank.survey(folders)
    let after = try scan.get()
    #expect(scan.warnings.filter { $0.kind.isOfUnusableSound } == [])
    #expect(after == before && after.digest == before.digest)
    // The others are still the same files, whose digests are known.
    for (sound, digest) in zip(after.foreground.labels.flatMap(\.sounds), digests)
    where !sound.path.holds(bytesOf: "k.wav") && !sound.path.holds(bytesOf: "w.wav") {
      #expect(try after.provider.digest(of: sound) == digest)
    }
  }
}
